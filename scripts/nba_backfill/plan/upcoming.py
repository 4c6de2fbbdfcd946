"""The next game date of the schedule, to be filled before its games are played."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

from nba_backfill.schedule import EVER, Game, to_come
from nba_backfill.terminal import number_of, span


class Upcoming(NamedTuple):
    """The date that is planned before all of its games are final, if there is one.

    games, final: how many games it has, and how many of them are final; why: why there is none, in
    one line, empty when `upcoming` is not asked for; to_come: all dates with games that may still
    be played.
    """

    date: dt.date | None = None
    games: int = 0
    final: int = 0
    why: str = ""
    to_come: frozenset[dt.date] = frozenset()


NOTHING = Upcoming()


def find(
    games: Iterable[Game], settings, is_listed: Callable[[dt.date], bool] = lambda day: True
) -> Upcoming:
    """The upcoming date of a schedule that the settings ask for, or why there is none.

    is_listed: whether the source can name players for a date.
    """
    games = list(games)
    coming = to_come(games)
    dates = frozenset(coming)
    if not settings.upcoming:
        return Upcoming(to_come=dates)
    if not coming:
        return Upcoming(why=_all_played(games, settings))
    day = min(coming)
    if outside := _outside(day, settings):
        return Upcoming(why=f"{day} {outside}", to_come=dates)
    if not is_listed(day):
        return Upcoming(
            why=f"{day} is not planned: upcoming_player_game_context has no player of it",
            to_come=dates,
        )
    final = sum(game.is_final for game in games if game.game_date == day)
    return Upcoming(day, final + len(coming[day]), final, to_come=dates)


def _all_played(games: list[Game], settings) -> str:
    if settings.phase3 == "simulated":
        return "the simulated league has no game to come: its seasons are played to the end"
    newest = max((game.game_date for game in games), default=EVER[0])
    return f"the schedule has no game after {newest}"


def _outside(day: dt.date, settings) -> str:
    """Why the settings do not ask for the date; empty when they do."""
    if settings.dates:
        return "" if day in settings.dates else "is not among config dates"
    if day < settings.start_date:
        return f"lies before config start_date, {settings.start_date}"
    if day > settings.end_date:
        return f"lies after config end_date, {settings.end_date}"
    return ""


def told(plan) -> list[str]:
    """What is to be said about the upcoming date of a plan, and of others that were, as lines."""
    upcoming, lines = plan.upcoming, []
    if upcoming.date:
        lines.append(f"upcoming: {_planned(plan)}")
    elif upcoming.why:
        lines.append(f"upcoming: {upcoming.why}")
    if days := plan.judge.set_aside:
        asked = plan.settings.upcoming
        why = "another date is the next one now" if asked else "upcoming is not asked for any more"
        lines.append(
            f"{number_of(len(days), 'filled date')} ({span(days)}) with games to come: kept as "
            f"filled until they are final, because {why}"
        )
    return lines


def _planned(plan) -> str:
    """The date with its state, and the one after it, which waits."""
    day, games, final, _, to_come = plan.upcoming
    is_filled = not any(plan.judge.why(name, day) for name in plan.settings.processors)
    left = f"{final} of {games} games final" if final else number_of(games, "game")
    words = f"{day}, {'filled' if is_filled else 'to be filled'} before tip-off ({left})"
    if _is_past(day):
        words += "; the day has passed and its scores are missing"
    after = min((later for later in to_come if later > day), default=None)
    return f"{words}; {after} follows when they are final" if after else words


def _is_past(day: dt.date) -> bool:
    return dt.date.today() > day + dt.timedelta(days=1)  # a night in America ends a day later
