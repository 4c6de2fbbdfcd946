"""Games, seasons and opening nights, all read from the schedule.

Nothing here looks at the calendar month: a season is what the schedule says it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from nba_backfill.errors import BackfillError

EVER = (dt.date(1946, 1, 1), dt.date(2046, 12, 31))  # the seasons a game id can name


class Game(NamedTuple):
    """One row of `nba_reference.nba_schedule`."""

    game_id: str
    game_date: dt.date
    season_year: int  # year the season starts in
    game_type: str  # regular | play_in | playoffs | cup_final
    home_team: str
    away_team: str
    home_score: int | None
    away_score: int | None
    n_periods: int | None
    is_final: bool


class Season(NamedTuple):
    """One season of the schedule."""

    year: int
    opening: dt.date  # first regular-season game = day 0
    dates: tuple[dt.date, ...]  # all its game dates


def season_name(year: int) -> str:
    """2021 -> '2021-22'."""
    return f"{year}-{(year + 1) % 100:02d}"


def to_come(games: Iterable[Game]) -> dict[dt.date, list[Game]]:
    """By date the games without a score that may still be played.

    Those before the newest final game were called off: the schedule has gone on without them.
    """
    games = list(games)
    newest = max((game.game_date for game in games if game.is_final), default=EVER[0])
    found: dict[dt.date, list[Game]] = {}
    for game in games:
        if not game.is_final and game.game_date >= newest:
            found.setdefault(game.game_date, []).append(game)
    return dict(sorted(found.items()))


def seasons_of(games: Iterable[Game], upcoming: dt.date | None = None) -> dict[int, Season]:
    """The seasons of a schedule's final games by year, and of all games on `upcoming`.

    Raises BackfillError (bad_source) for a season without a regular-season game.
    """
    dates: dict[int, set[dt.date]] = {}
    opening: dict[int, dt.date] = {}
    for game in games:
        if not (game.is_final or game.game_date == upcoming):
            continue
        dates.setdefault(game.season_year, set()).add(game.game_date)
        if game.game_type == "regular":
            first = opening.get(game.season_year, game.game_date)
            opening[game.season_year] = min(first, game.game_date)
    missing = sorted(dates.keys() - opening.keys())
    if missing:
        raise BackfillError(
            f"schedule: season {missing[0]} has games but no regular-season game to count its "
            "days from; add its regular season to the source",
            "bad_source",
        )
    return {year: Season(year, opening[year], tuple(sorted(dates[year]))) for year in sorted(dates)}


def season_of(seasons: Mapping[int, Season], date: dt.date) -> Season:
    """The season with a game on `date`. Raises BackfillError (bad_config) without one."""
    for season in seasons.values():
        if season.dates[0] <= date <= season.dates[-1] and date in season.dates:
            return season
    raise BackfillError(f"{date} has no final game in the schedule", "bad_config")
