import pytest
from given.files import game, line, phase3, row, write

MINUTES = {
    "2024-01-01": 35, "2024-01-02": 29, "2024-01-05": 31, "2024-01-06": 30,
    "2024-01-08": 38, "2024-01-10": 33.25, "2024-01-12": 34, "2024-01-14": 36.5,
}  # fmt: skip
DAY = "0022300099"


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    """BOS plays on each of the dates; on 2024-01-15 it meets LAL, who last played on the 11th."""
    ids = {date: f"00223000{i:02d}" for i, date in enumerate(MINUTES, 1)}
    games = [game(ids[date], date, "BOS", "NYK") for date in MINUTES]
    return phase3(
        write(
            tmp_path_factory.mktemp("source"),
            [*games, game("0022300050", "2024-01-11", "LAL", "ORL"),
             game(DAY, "2024-01-15", "LAL", "BOS", home_score=None, away_score=None)],
            [
                *(line(ids[date], 1, "BOS", minutes=minutes) for date, minutes in MINUTES.items()),
                *(line(ids[date], 2, "BOS", "dnp") for date in MINUTES),
                line(DAY, 1, "BOS", "dnp"), line(DAY, 2, "BOS", "dnp"),
            ],
        )
    )  # fmt: skip


def test_a_players_rest_and_load_over_the_days_before_the_game(con):
    found = row(con, "upcoming_player_game_context",
                f"game_id = '{DAY}' AND player_lookup = 'player1'")  # fmt: skip

    assert found["days_rest"] == 1
    assert found["back_to_back"] is True
    assert found["opponent_days_rest"] == 4
    assert found["games_in_last_7_days"] == 3
    assert found["minutes_in_last_7_days"] == 103.75
    assert found["avg_minutes_per_game_last_7"] == pytest.approx(103.75 / 3, abs=1e-9)
    assert found["games_in_last_14_days"] == 7
    assert found["minutes_in_last_14_days"] == 231.75
    # Jan 5-6; of Jan 1-2 the first lies outside, and Jan 14-15 is the game itself
    assert found["back_to_backs_last_14_days"] == 1


def test_who_never_played_has_no_rest_and_zero_load(con):
    found = row(con, "upcoming_player_game_context",
                f"game_id = '{DAY}' AND player_lookup = 'player2'")  # fmt: skip

    assert found["days_rest"] is None
    assert found["back_to_back"] is None
    assert found["games_in_last_7_days"] == 0
    assert found["minutes_in_last_14_days"] == 0
    assert found["avg_minutes_per_game_last_7"] is None
    assert found["back_to_backs_last_14_days"] == 0


def test_a_teams_rest_and_load(con):
    found = row(con, "upcoming_team_game_context", f"game_id = '{DAY}' AND team_abbr = 'BOS'")

    assert (found["days_rest"], found["back_to_back"]) == (1, True)
    assert (found["games_in_last_7_days"], found["games_in_last_14_days"]) == (3, 7)
    assert found["opponent_days_rest"] == 4


def test_the_first_game_of_the_season_has_no_rest(con):
    found = row(con, "upcoming_team_game_context",
                "game_date = DATE '2024-01-01' AND team_abbr = 'BOS'")  # fmt: skip

    assert (found["days_rest"], found["back_to_back"]) == (None, None)
    assert found["games_in_last_14_days"] == 0
