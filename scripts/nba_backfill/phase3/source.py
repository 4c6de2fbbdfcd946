"""Where Phase 3 comes from: files, a simulated season in the same files, or a warehouse.

`settings.phase3` decides. Nothing here writes to the warehouse, and nothing needs pandas. What
takes long to find out is kept in `results/source/` until the source changes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from nba_backfill.phase3 import existing, files, formats
from nba_backfill.phase3.digests import digests_by_date, recipe, whole_digest
from nba_backfill.results import answer_file, read_json, write_json
from nba_backfill.schedule import Game
from nba_backfill.warehouse import open_warehouse


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


def is_listed(settings, day: dt.date) -> bool:
    """Whether the source can name players for a game date that is not played yet.

    Tables that somebody else makes may not have it yet; for files there are the last games.
    """
    return settings.phase3 != "warehouse" or existing.is_listed(settings, day)


class SourceDigests(NamedTuple):
    """A source in digests, each made to change with the recipe that makes Phase 3 of it as well.

    by_date: game date D -> digest of everything that may touch Phase 3 rows that rows of D are
    made of: every earlier game of the season; the schedule, listing and lines of D itself.
    whole: of everything in the source.
    """

    by_date: dict[dt.date, str]
    whole: str


def digests(settings) -> SourceDigests:
    """The digests of the source as it is now.

    Those of files are read again when a file differs in name, size, inode or a time. The time of
    the last change of an inode cannot be set by anyone, so a file that was replaced is noticed
    whatever its modification time says.
    """
    if settings.phase3 == "simulated":
        return _simulated(settings)
    if settings.phase3 == "warehouse":
        pending = existing.is_pending(settings, open_warehouse(settings))
        held = {} if pending else existing.described(settings)
        return SourceDigests(existing.digests(settings), _digest(map(str, held.items())))
    file = answer_file(settings.results, "files")
    own_form = folder(settings)
    state = {
        "recipe": recipe(settings),
        "upcoming": settings.upcoming,
        "files": files.stat(own_form),
    }
    kept = read_json(file)
    if kept.get("state") != state:
        with files.load(own_form, settings.upcoming).con as con:
            found = digests_of(settings, con)
        kept = {
            "state": state,
            "by_date": {str(day): digest for day, digest in found.by_date.items()},
            "whole": found.whole,
        }
        if state["files"] == files.stat(own_form):
            with suppress(OSError):  # a folder that is only looked at
                write_json(file, kept)
    by_date = {dt.date.fromisoformat(day): digest for day, digest in kept["by_date"].items()}
    return SourceDigests(dict(sorted(by_date.items())), kept["whole"])


def digests_of(settings, con) -> SourceDigests:
    """The digests of loaded files; con: the connection of `files.load`."""
    made_by = recipe(settings)
    by_date = {day: _digest([made_by, text]) for day, text in digests_by_date(con).items()}
    return SourceDigests(by_date, _digest([made_by, whole_digest(con)]))


def _simulated(settings) -> SourceDigests:
    import simulated_league

    games = simulated_league.schedule(settings)
    made_by = recipe(settings)
    of_season = {
        year: _digest([made_by, simulated_league.digest(settings, year)])
        for year in {game.season_year for game in games}
    }
    by_date = {game.game_date: of_season[game.season_year] for game in games}
    return SourceDigests(by_date, _digest(map(str, sorted(of_season.items()))))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


def prepare(settings, progress: Callable | None = None) -> Path:
    """The folder of source files; a simulated season is written there first."""
    if settings.phase3 == "simulated":
        import simulated_league

        return simulated_league.prepare(settings, progress)
    return folder(settings)
