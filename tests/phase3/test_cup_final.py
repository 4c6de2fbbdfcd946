import pytest
from given.files import game, line, phase3, row, write

SEASON, CUP, DAY = "0022300001", "0062300001", "0022300002"


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    """A game on 2023-12-07, the Cup final on the 9th with other usage and pace, one on the 11th."""
    home = {"minutes": 48, "fga": 20, "fgm": 10, "pts": 20}
    rest = {"minutes": 192, "fga": 60, "tov": 16}
    return phase3(
        write(
            tmp_path_factory.mktemp("source"),
            [
                game(SEASON, "2023-12-07", "BOS", "NYK", n_periods=4),
                game(CUP, "2023-12-09", "BOS", "NYK", n_periods=4),
                game(DAY, "2023-12-11", "BOS", "NYK", n_periods=4),
            ],
            [
                *(
                    row
                    for key, more in ((SEASON, 0), (CUP, 20))
                    for row in (
                        line(key, 1, "BOS", **{**home, "fga": 20 + more}),
                        line(key, 2, "BOS", **rest),
                        line(key, 3, "NYK", minutes=240, fga=90, tov=10),
                    )
                ),
                line(DAY, 1, "BOS", "dnp"),
                line(DAY, 3, "NYK", "dnp"),
            ],
        )
    )


def test_the_cup_final_counts_in_rest_and_load(con):
    player = row(con, "upcoming_player_game_context",
                 f"game_id = '{DAY}' AND player_lookup = 'player1'")  # fmt: skip
    assert player["days_rest"] == 2
    assert player["games_in_last_7_days"] == 2
    assert player["minutes_in_last_7_days"] == 96
    assert player["avg_minutes_per_game_last_7"] == 48
    team = row(con, "upcoming_team_game_context", f"game_id = '{DAY}' AND team_abbr = 'BOS'")
    assert (team["days_rest"], team["games_in_last_7_days"]) == (2, 2)


def test_the_cup_final_counts_in_no_usage_and_no_pace(con):
    player = row(con, "upcoming_player_game_context",
                 f"game_id = '{DAY}' AND player_lookup = 'player1'")  # fmt: skip
    # 100 x 20 x 48 / (48 x 96)
    assert player["projected_usage_rate"] == pytest.approx(20.833333333333332, abs=1e-9)
    assert player["avg_usage_rate_last_7_games"] == pytest.approx(20.833333333333332, abs=1e-9)
    team = row(con, "upcoming_team_game_context", f"game_id = '{DAY}' AND team_abbr = 'BOS'")
    assert team["pace_last_10"] == pytest.approx((96 + 100) / 2, abs=1e-9)


def test_the_cup_final_has_its_own_rows_and_phase(con):
    bos = f"game_id = '{CUP}' AND team_abbr = 'BOS'"
    assert row(con, "upcoming_team_game_context", bos)["season_phase"] == "cup_final"
    assert row(con, "team_offense_game_summary", bos)["game_type"] == "cup_final"
