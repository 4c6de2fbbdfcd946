"""Opening nights, last days, breaks and off days are those of the real seasons."""

from datetime import date

import pytest
from simulated_league.calendar import frame

# season: opening, last regular day, regular-season dates, play-in, first playoff day
REAL = {
    2021: ("2021-10-19", "2022-04-10", 165, ("2022-04-12", "2022-04-13", "2022-04-15"),
           "2022-04-16"),
    2022: ("2022-10-18", "2023-04-09", 164, ("2023-04-11", "2023-04-12", "2023-04-14"),
           "2023-04-15"),
    2023: ("2023-10-24", "2024-04-14", 160, ("2024-04-16", "2024-04-17", "2024-04-19"),
           "2024-04-20"),
    2024: ("2024-10-22", "2025-04-13", 163, ("2025-04-15", "2025-04-16", "2025-04-18"),
           "2025-04-19"),
}  # fmt: skip
BREAKS = {  # last game before, first game after the All-Star break
    2021: ("2022-02-17", "2022-02-24"),
    2022: ("2023-02-16", "2023-02-23"),
    2023: ("2024-02-15", "2024-02-22"),
    2024: ("2025-02-13", "2025-02-19"),
    2025: ("2026-02-12", "2026-02-19"),
}
OFF = {
    2021: ("2021-11-25", "2021-12-24", "2022-04-04"),
    2022: ("2022-11-08", "2022-11-24", "2022-12-24", "2023-04-03"),
    2023: ("2023-11-07", "2023-11-23", "2023-12-03", "2023-12-09", "2023-12-10", "2023-12-24",
           "2024-04-08", "2024-04-13"),
    2024: ("2024-11-05", "2024-11-28", "2024-12-17", "2024-12-18", "2024-12-24", "2025-04-12"),
}  # fmt: skip


@pytest.mark.parametrize("season", REAL)
def test_listed_seasons_have_their_real_days(season):
    opening, last, dates, play_in, playoffs = REAL[season]
    found = frame(season)
    assert found.opening == date.fromisoformat(opening)
    assert found.regular_end == date.fromisoformat(last)
    assert len(found.open_days) == dates
    assert found.play_in == tuple(date.fromisoformat(day) for day in play_in)
    assert found.playoffs_start == date.fromisoformat(playoffs)


@pytest.mark.parametrize("season", BREAKS)
def test_all_star_break(season):
    before, after = (date.fromisoformat(day) for day in BREAKS[season])
    days = frame(season).open_days
    assert days[days.index(before) + 1] == after


@pytest.mark.parametrize("season", OFF)
def test_off_days_are_off(season):
    assert not set(frame(season).open_days) & {date.fromisoformat(day) for day in OFF[season]}


def test_cup_finals():
    assert [frame(season).cup_final for season in (2021, 2022, 2023, 2024)] == [
        None, None, date(2023, 12, 9), date(2024, 12, 17),
    ]  # fmt: skip


def test_later_seasons_follow_the_same_rules():
    found = frame(2025)
    assert (found.opening, found.regular_end) == (date(2025, 10, 21), date(2026, 4, 12))
    assert found.cup_final == date(2025, 12, 16)
    assert found.playoffs_start == date(2026, 4, 18)
    assert frame(2030).opening.weekday() == 1
