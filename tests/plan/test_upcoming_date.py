"""Which date is filled before its games, and what is said when there is none."""

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.plan.dates import choose
from nba_backfill.schedule import Game
from plan.test_plan import day, settings


def game(date: str, final: bool = True, year: int = 2023, teams: str = "BOS NYK") -> Game:
    home, away = teams.split()
    scores = (100, 90, 4) if final else (None, None, None)
    return Game(f"00223{date[-5:]}{home}", day(date), year, "regular", home, away, *scores, final)


PLAYED = [game("2023-10-24"), game("2023-11-01"), game("2023-11-02")]
COMING = [game("2023-11-04", final=False), game("2023-11-06", final=False)]


def chosen(games, **asked):
    return choose(games, settings(**{"upcoming": True, **asked}))


def test_the_next_date_without_scores_is_planned():
    made = chosen([*PLAYED, *COMING])
    assert made.to_fill == (day("2023-11-01"), day("2023-11-02"), day("2023-11-04"))
    assert made.upcoming.date == day("2023-11-04")
    assert made.seasons[2023].dates[-1] == day("2023-11-04")
    assert (made.upcoming.games, made.upcoming.final, made.upcoming.why) == (1, 0, "")


def test_only_when_it_is_asked_for():
    made = choose([*PLAYED, *COMING], settings())
    assert made.to_fill[-1] == day("2023-11-02")
    assert (made.upcoming.date, made.upcoming.why) == (None, "")
    assert made.upcoming.to_come == {day("2023-11-04"), day("2023-11-06")}


def test_a_game_called_off_is_no_upcoming_date():
    made = chosen([*PLAYED, game("2023-10-30", final=False), *COMING])
    assert made.upcoming.date == day("2023-11-04")
    assert day("2023-10-30") not in made.upcoming.to_come | {*made.to_fill, *made.skipped}


def test_a_date_of_which_some_games_are_final():
    made = chosen([*PLAYED, game("2023-11-02", final=False, teams="LAL DEN"), *COMING])
    assert made.upcoming.date == day("2023-11-02")
    assert (made.upcoming.final, made.upcoming.games) == (1, 2)


@pytest.mark.parametrize(
    ("games", "asked", "why"),
    [
        (PLAYED, {}, "the schedule has no game after 2023-11-02"),
        ([*PLAYED, *COMING], {"end": "2023-11-03"},
         "2023-11-04 lies after config end_date, 2023-11-03"),
        ([*PLAYED, *COMING], {"dates": ["2023-11-02"]}, "2023-11-04 is not among config dates"),
        ([*PLAYED, *COMING], {"bootstrap_days": 14}, "2023-11-04 is not filled, bootstrap: day 11"
         " of the season, the first 14 are not filled"),
    ],
)  # fmt: skip
def test_why_there_is_none(games, asked, why):
    made = chosen(games, **asked)
    assert (made.upcoming.date, made.upcoming.why) == (None, why)


def test_opening_night_of_a_season_that_has_not_begun():
    opening = game("2024-10-22", final=False, year=2024)
    made = chosen([*PLAYED, opening], end="2025-06-30")
    assert made.upcoming.why == (
        "2024-10-22 is not filled, bootstrap: day 0 of the season, the first 7 are not filled"
    )
    made = chosen([*PLAYED, opening], end="2025-06-30", bootstrap_days=0)
    assert made.upcoming.date == day("2024-10-22")


def test_tables_that_have_no_player_of_it():
    made = choose([*PLAYED, *COMING], settings(upcoming=True), is_listed=lambda date: False)
    assert made.to_fill[-1] == day("2023-11-02")
    assert made.upcoming.why == (
        "2023-11-04 is not planned: upcoming_player_game_context has no player of it"
    )


@pytest.mark.parametrize(
    ("date", "asked", "why"),
    [
        ("2023-11-04", {"upcoming": False}, "is not played yet; to fill it before its games, set"),
        ("2023-11-06", {}, "is not played yet, and 2023-11-04 before it is not final"),
    ],
)
def test_a_listed_date_that_is_not_played_yet(date, asked, why):
    with pytest.raises(BackfillError, match=f"config dates: {date} {why}"):
        chosen([*PLAYED, *COMING], dates=[date], **asked)


def test_a_range_of_games_to_come():
    with pytest.raises(BackfillError, match="no game from 2023-11-03 to 2023-11-09 is played yet; "
                       "the next game date is 2023-11-04, upcoming=true"):  # fmt: skip
        choose([*PLAYED, *COMING], settings("2023-11-03", "2023-11-09"))
    made = chosen([*PLAYED, *COMING], start="2023-11-03", end="2023-11-09")
    assert made.to_fill == (day("2023-11-04"),)
