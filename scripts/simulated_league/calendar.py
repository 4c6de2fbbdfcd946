"""The frame of a season: opening night, off days, All-Star break, Cup final, postseason.

Days are counted from opening night = day 0. The seasons 2021-22 to 2024-25 carry their real
days; the rest follows the rules these share (opening on the Tuesday of October 18-24, 173 days
of regular season, All-Star weekend on February's third Sunday, the play-in from the Tuesday
after the last day).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

FIRST_SEASON = 1996
REGULAR_LENGTH = 173  # days from opening night to the last regular-season day
FINALS_START = 47  # days from the first playoff day to the Finals' first game
FINALS_OFFSETS = (0, 3, 6, 8, 11, 14, 17)
PLAYOFFS_LENGTH = FINALS_START + FINALS_OFFSETS[-1]


class Frame(NamedTuple):
    """The fixed days of one season."""

    season: int
    opening: date
    regular_end: date
    open_days: tuple[date, ...]  # every day with a regular-season game
    all_star_break: tuple[date, date]  # first and last day without games
    cup_final: date | None
    play_in: tuple[date, date, date]
    playoffs_start: date
    last_possible: date


_CUP_DAYS = {  # final, and the other day around it without regular-season games
    2023: (date(2023, 12, 9), date(2023, 12, 10)),
    2024: (date(2024, 12, 17), date(2024, 12, 18)),
}
_EXTRA_OFF = {
    2021: (date(2022, 4, 4),),
    2022: (date(2022, 11, 8), date(2023, 4, 3)),
    2023: (date(2023, 11, 7), date(2023, 12, 3), date(2024, 4, 8), date(2024, 4, 13)),
    2024: (date(2024, 11, 5), date(2025, 4, 12)),
}


@cache
def frame(season: int) -> Frame:
    """The frame of the season that starts in October of ``season``."""
    opening = _weekday_on_or_after(date(season, 10, 18), 1)
    regular_end = opening + timedelta(REGULAR_LENGTH)
    pause = _all_star_break(season)
    cup, cup_rest = _cup_days(season)
    off = {
        _weekday_on_or_after(date(season, 11, 22), 3),  # Thanksgiving
        date(season, 12, 24),
        *_EXTRA_OFF.get(season, (regular_end - timedelta(1),)),
        *(day for day in (cup, cup_rest) if day),
        *_days(*pause),
    }
    days = [day for day in _days(opening, regular_end) if day not in off]
    playoffs = regular_end + timedelta(6)
    return Frame(
        season, opening, regular_end, tuple(days), pause, cup,
        tuple(regular_end + timedelta(n) for n in (2, 3, 5)),
        playoffs, playoffs + timedelta(PLAYOFFS_LENGTH),
    )  # fmt: skip


def season_of(day: date) -> int:
    """The season a day belongs to; the summer belongs to the season before it."""
    return day.year if day >= frame(day.year).opening else day.year - 1


def _all_star_break(season: int) -> tuple[date, date]:
    sunday = _weekday_on_or_after(date(season + 1, 2, 15), 6)
    last = sunday + timedelta(2 if season == 2024 else 3)
    return sunday - timedelta(2), last


def _cup_days(season: int) -> tuple[date | None, date | None]:
    if season < 2023:
        return None, None
    if season in _CUP_DAYS:
        return _CUP_DAYS[season]
    final = _weekday_on_or_after(date(season, 12, 15), 1)
    return final, final + timedelta(1)


def _weekday_on_or_after(day: date, weekday: int) -> date:
    return day + timedelta((weekday - day.weekday()) % 7)


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]
