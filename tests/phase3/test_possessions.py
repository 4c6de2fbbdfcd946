import pytest
from given.files import game, line, phase3, row, write

GAME = "0022300001"
HOME = line(GAME, 1, "BOS", minutes=240, pts=113, fga=88, fta=22, tov=13, oreb=10)
AWAY = line(GAME, 2, "NYK", minutes=240, pts=108, fga=90, fta=20, tov=14, oreb=12)


def team(tmp_path, **periods) -> dict:
    folder = write(tmp_path, [game(GAME, "2023-10-24", "BOS", "NYK", **periods)], [HOME, AWAY])
    return row(phase3(folder), "team_offense_game_summary", "team_abbr = 'BOS'")


def test_possessions_are_the_mean_of_both_teams_estimates(tmp_path):
    # BOS 88 + 0.44 x 22 - 10 + 13 = 100.68; NYK 90 + 0.44 x 20 - 12 + 14 = 100.80
    con = phase3(write(tmp_path, [game(GAME, "2023-10-24", n_periods=4)], [HOME, AWAY]))

    bos = row(con, "team_offense_game_summary", "team_abbr = 'BOS'")
    nyk = row(con, "team_offense_game_summary", "team_abbr = 'NYK'")
    assert bos["possessions"] == pytest.approx(100.74, abs=1e-9)
    assert nyk["possessions"] == bos["possessions"]
    assert bos["pace"] == pytest.approx(100.74, abs=1e-9)
    assert bos["offensive_rating"] == pytest.approx(112.16994242604724, abs=1e-9)
    assert bos["ts_pct"] == pytest.approx(0.5784193284193284, abs=1e-9)

    defense = row(con, "team_defense_game_summary", "defending_team_abbr = 'NYK'")
    assert defense["defensive_rating"] == bos["offensive_rating"]
    assert defense["opponent_pace"] == bos["pace"]
    assert defense["opponent_ts_pct"] == bos["ts_pct"]


def test_an_overtime_stretches_the_game_to_53_minutes(tmp_path):
    bos = team(tmp_path, n_periods=5)

    assert bos["overtime_periods"] == 1
    assert bos["possessions"] == pytest.approx(100.74, abs=1e-9)
    assert bos["pace"] == pytest.approx(91.23622641509434, abs=1e-9)
