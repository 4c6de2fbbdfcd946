"""Game dates, opening nights and bootstrap days, all read from the schedule.

Nothing here looks at the calendar month: a season is what the schedule says it is.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from nba_backfill.errors import BackfillError


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


@dataclass(frozen=True)
class Plan:
    """The game dates to fill, those skipped with the reason, and the seasons by year."""

    dates: tuple[dt.date, ...]
    skipped: dict[dt.date, str]
    seasons: dict[int, Season]

    def season_of(self, date: dt.date) -> Season:
        """The season with a game on `date`. Raises BackfillError (bad_config) without one."""
        for season in self.seasons.values():
            if date in season.dates:
                return season
        raise BackfillError(f"{date} has no final game in the schedule", "bad_config")


def season_name(year: int) -> str:
    """2021 -> '2021-22'."""
    return f"{year}-{(year + 1) % 100:02d}"


def plan(games: Iterable[Game], settings) -> Plan:
    """The plan for the settings' dates over the final games of a schedule.

    Raises BackfillError (bad_config) for a listed date, or a whole range, without a game.
    """
    seasons = _seasons(games)
    year_of = {date: season.year for season in seasons.values() for date in season.dates}
    game_dates = sorted(year_of)
    if settings.dates:
        wanted = [_checked(date, game_dates) for date in settings.dates]
    else:
        wanted = [day for day in game_dates if settings.start_date <= day <= settings.end_date]
        if not wanted:
            raise BackfillError(_no_game_in_range(settings, game_dates), "bad_config")
    skipped = {}
    for date in wanted:
        day = (date - seasons[year_of[date]].opening).days
        if day < settings.bootstrap_days:
            skipped[date] = (
                f"bootstrap: day {day} of the season, the first {settings.bootstrap_days} "
                "are not filled"
            )
    return Plan(tuple(date for date in wanted if date not in skipped), skipped, seasons)


def _seasons(games: Iterable[Game]) -> dict[int, Season]:
    dates: dict[int, set[dt.date]] = {}
    opening: dict[int, dt.date] = {}
    for game in games:
        if not game.is_final:
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


def _checked(date: dt.date, game_dates: list[dt.date]) -> dt.date:
    i = bisect_left(game_dates, date)
    if i < len(game_dates) and game_dates[i] == date:
        return date
    near = [str(day) for day in game_dates[max(0, i - 1) : i + 1]]
    raise BackfillError(
        f"config dates: {date} has no game; the nearest game dates are {' and '.join(near)}"
        if near
        else f"config dates: {date} has no game, and neither has any date of the source",
        "bad_config",
    )


def _no_game_in_range(settings, game_dates: list[dt.date]) -> str:
    between = f"config start_date: no game from {settings.start_date} to {settings.end_date}"
    if not game_dates:
        return f"{between}, the schedule is empty"
    return f"{between}; the schedule has games from {game_dates[0]} to {game_dates[-1]}"
