"""The game dates to fill, and those skipped with the reason."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import NamedTuple

from nba_backfill.errors import BackfillError
from nba_backfill.plan.upcoming import NOTHING, Upcoming, find
from nba_backfill.schedule import Game, Season, seasons_of
from nba_backfill.settings import Settings


class Dates(NamedTuple):
    """Game dates to fill, skipped ones with the reason, all seasons of the schedule by year."""

    to_fill: tuple[dt.date, ...]
    skipped: dict[dt.date, str]
    seasons: dict[int, Season]
    upcoming: Upcoming = NOTHING


def choose(
    games: Iterable[Game],
    settings: Settings,
    is_listed: Callable[[dt.date], bool] = lambda day: True,
) -> Dates:
    """The dates the settings ask for among the final games of a schedule, and the upcoming one.

    is_listed: whether the source can name players for a date that is not played yet.
    Raises BackfillError (bad_config) for a listed date, or a whole range, without a game.
    """
    games = list(games)
    upcoming = find(games, settings, is_listed)
    seasons = seasons_of(games, upcoming.date)
    year_of = {date: season.year for season in seasons.values() for date in season.dates}
    game_dates = sorted(year_of)
    if settings.dates:
        wanted = [_checked(date, game_dates, upcoming) for date in settings.dates]
    else:
        wanted = [day for day in game_dates if settings.start_date <= day <= settings.end_date]
        if not wanted:
            raise BackfillError(_no_game_in_range(settings, game_dates, upcoming), "bad_config")
    skipped = {}
    for date in wanted:
        day = (date - seasons[year_of[date]].opening).days
        if day < settings.bootstrap_days:
            skipped[date] = (
                f"bootstrap: day {day} of the season, the first {settings.bootstrap_days} "
                "are not filled"
            )
    if upcoming.date in skipped:
        why = f"{upcoming.date} is not filled, {skipped[upcoming.date]}"
        upcoming = Upcoming(why=why, to_come=upcoming.to_come)
    to_fill = tuple(date for date in wanted if date not in skipped)
    return Dates(to_fill, skipped, seasons, upcoming)


def _checked(date: dt.date, game_dates: list[dt.date], upcoming: Upcoming) -> dt.date:
    if date in game_dates:
        return date
    if date in upcoming.to_come:
        raise BackfillError(f"config dates: {date} {not_yet(date, upcoming)}", "bad_config")
    raise BackfillError(f"config dates: {nearest(date, game_dates)}", "bad_config")


def not_yet(date: dt.date, upcoming: Upcoming) -> str:
    """Why a date whose games are to come cannot be filled."""
    first = min(upcoming.to_come)
    if first != date:
        return f"is not played yet, and {first} before it is not final"
    if upcoming.why:
        return f"is not played yet; {upcoming.why}"
    return "is not played yet; to fill it before its games, set upcoming=true"


def nearest(date: dt.date, game_dates: list[dt.date]) -> str:
    """That a date has no game, with the sorted game dates beside it."""
    i = bisect_left(game_dates, date)
    near = [str(day) for day in game_dates[max(0, i - 1) : i + 1]]
    if not near:
        return f"{date} has no game, and neither has any date of the source"
    return f"{date} has no game; the nearest game dates are {' and '.join(near)}"


def _no_game_in_range(settings, game_dates: list[dt.date], upcoming: Upcoming) -> str:
    between = f"config start_date: no game from {settings.start_date} to {settings.end_date}"
    if any(settings.start_date <= day <= settings.end_date for day in upcoming.to_come):
        first = min(upcoming.to_come)
        said = upcoming.why or "upcoming=true fills it before its games"
        return f"{between} is played yet; the next game date is {first}, {said}"
    if not game_dates:
        return f"{between}, the schedule is empty"
    return f"{between}; the schedule has games from {game_dates[0]} to {game_dates[-1]}"
