"""Game dates, opening nights and bootstrap days come from the schedule."""

import datetime as dt
from types import SimpleNamespace

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.plan.dates import choose
from nba_backfill.schedule import Game


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def game(date: str, year: int = 2023, kind: str = "regular", final: bool = True) -> Game:
    return Game("0022300001", day(date), year, kind, "BOS", "NYK", 100, 90, 4, final)


def settings(start="2023-10-01", end="2024-06-30", dates=None, bootstrap_days=7, upcoming=False):
    return SimpleNamespace(
        start_date=day(start),
        end_date=day(end),
        dates=tuple(map(day, dates)) if dates else None,
        bootstrap_days=bootstrap_days,
        upcoming=upcoming,
        phase3="files",
    )


SCHEDULE = [
    game("2023-10-24"),
    game("2023-10-30"),
    game("2023-10-31"),
    game("2023-12-09", kind="cup_final"),
    game("2024-04-16", kind="play_in"),
    game("2024-04-20", kind="playoffs"),
    game("2024-06-20", final=False),
]


def test_days_are_counted_from_opening_night():
    made = choose(SCHEDULE, settings())
    assert made.skipped == {
        day("2023-10-24"): "bootstrap: day 0 of the season, the first 7 are not filled",
        day("2023-10-30"): "bootstrap: day 6 of the season, the first 7 are not filled",
    }
    assert made.to_fill[0] == day("2023-10-31")


def test_every_kind_of_final_game_makes_a_date():
    made = choose(SCHEDULE, settings())
    assert made.to_fill[1:] == (day("2023-12-09"), day("2024-04-16"), day("2024-04-20"))


def test_opening_night_is_the_first_regular_game():
    made = choose([game("2023-10-20", kind="cup_final"), *SCHEDULE], settings())
    assert made.seasons[2023].opening == day("2023-10-24")


def test_the_range_is_inclusive():
    made = choose(SCHEDULE, settings("2023-10-31", "2023-12-09"))
    assert made.to_fill == (day("2023-10-31"), day("2023-12-09"))


def test_listed_dates_replace_the_range():
    made = choose(SCHEDULE, settings("2023-10-31", "2023-10-31", dates=["2024-04-20"]))
    assert made.to_fill == (day("2024-04-20"),)


def test_a_listed_bootstrap_date_is_skipped_and_named():
    made = choose(SCHEDULE, settings(dates=["2023-10-24", "2023-10-31"]))
    assert (made.to_fill, list(made.skipped)) == ((day("2023-10-31"),), [day("2023-10-24")])


def test_a_listed_date_without_a_game_names_its_neighbours():
    with pytest.raises(BackfillError) as raised:
        choose(SCHEDULE, settings(dates=["2023-11-15"]))
    assert str(raised.value) == (
        "config dates: 2023-11-15 has no game; the nearest game dates are 2023-10-31 and 2023-12-09"
    )


def test_a_range_without_a_game_says_what_there_is():
    with pytest.raises(BackfillError) as raised:
        choose(SCHEDULE, settings("2022-10-01", "2023-06-30"))
    assert str(raised.value) == (
        "config start_date: no game from 2022-10-01 to 2023-06-30; "
        "the schedule has games from 2023-10-24 to 2024-04-20"
    )


def test_the_three_real_seasons_have_their_known_dates(realdata):
    from nba_backfill.phase3 import files

    made = choose(files.schedule(realdata), settings("2021-10-19", "2024-06-17"))
    seasons = {year: (str(s.opening), len(s.dates)) for year, s in made.seasons.items()}
    assert {year: seasons[year] for year in (2021, 2022, 2023)} == {
        2021: ("2021-10-19", 213),
        2022: ("2022-10-18", 212),
        2023: ("2023-10-24", 208),
    }
    assert (len(made.to_fill), len(made.skipped)) == (612, 21)
