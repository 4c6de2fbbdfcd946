"""Where Phase 3 comes from: files, a simulated season in the same files, or a warehouse.

`settings.phase3` decides. Nothing here writes to the warehouse, and nothing needs pandas.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path

from nba_backfill.phase3 import existing, files, formats
from nba_backfill.phase3.digests import recipe
from nba_backfill.schedule import Game


def label(settings) -> str:
    """The source's name in sentinels, notes and reports: 'files', 'simulated seed=7', ..."""
    if settings.phase3 == "simulated":
        return f"simulated seed={settings.simulation.seed}"
    return settings.phase3


def schedule(settings) -> list[Game]:
    """All games of the source, by date and id. Cheap, and needs nothing built before."""
    if settings.phase3 == "simulated":
        import simulated_league

        return simulated_league.schedule(settings)
    if settings.phase3 == "warehouse":
        return existing.schedule(settings)
    return files.schedule(folder(settings))


def folder(settings) -> Path:
    """The folder of source files in the own form: the user's own, or its conversion.

    Files in another format are converted when they have changed since the last time.
    Raises BackfillError (bad_source).
    """
    return formats.own_form(settings.source_dir, settings.source_format, settings.results)


def listed_in(settings) -> Callable[..., str]:
    """Where the players of a date's listing come from, in words, and in which game a team's do.

    The function takes a date and, if wanted, a team: `player_box.parquet (game 0022300082)`.
    """
    if settings.phase3 == "warehouse":
        return lambda day, team="": "upcoming_player_game_context"
    games: dict[tuple[dt.date, str], str] = {}

    def place(day: dt.date, team: str = "") -> str:
        if not games:
            for game in schedule(settings):
                games[game.game_date, game.home_team] = game.game_id
                games[game.game_date, game.away_team] = game.game_id
        own = settings.phase3 == "files" and files.path_of(folder(settings), "player_box")
        name = own.name if own else "player_box.parquet"
        return f"{name} (game {games[day, team]})" if (day, team) in games else name

    return place


def digests(settings) -> dict[dt.date, str]:
    """Game date D -> digest of everything that may touch Phase 3 rows that rows of D are made of.

    That is every earlier game of the season, the schedule, listing and lines of D itself, and
    the recipe that makes Phase 3 of them.
    """
    if settings.phase3 == "warehouse":
        return existing.digests(settings)
    if settings.phase3 == "files":
        return with_recipe(settings, files.digests(folder(settings)))
    import simulated_league

    games = simulated_league.schedule(settings)
    years = {game.season_year for game in games}
    by_season = {year: simulated_league.digest(settings, year) for year in years}
    return with_recipe(settings, {g.game_date: by_season[g.season_year] for g in games})


def with_recipe(settings, by_date: dict[dt.date, str]) -> dict[dt.date, str]:
    """The digests of a source's content, made to change with the recipe as well."""
    made_by = recipe(settings)
    return {
        date: hashlib.sha256(f"{made_by} {digest}".encode()).hexdigest()[:16]
        for date, digest in by_date.items()
    }


def prepare(settings, progress: Callable | None = None) -> Path:
    """The folder of source files; a simulated season is written there first."""
    if settings.phase3 == "simulated":
        import simulated_league

        return simulated_league.prepare(settings, progress)
    return folder(settings)
