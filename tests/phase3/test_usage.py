import pytest
from given.files import game, line, phase3, row, write

GAME = "0022300001"


def player(tmp_path, n_periods: int, minutes: float = 36) -> dict:
    """Team: 88 FGA, 25 FTA, 13 TOV."""
    folder = write(
        tmp_path,
        [game(GAME, "2023-10-24", n_periods=n_periods)],
        [
            line(GAME, 1, "BOS", minutes=minutes, pts=30, fga=20, fgm=11, fg3a=6, fg3m=3,
                 fta=8, ftm=5, tov=3),
            line(GAME, 2, "BOS", minutes=200, fga=68, fta=17, tov=10),
        ],
    )  # fmt: skip
    return row(phase3(folder), "player_game_summary", "player_lookup = 'player1'")


def test_usage_true_shooting_and_effective_field_goals(tmp_path):
    found = player(tmp_path, n_periods=4)

    assert found["usage_rate"] == pytest.approx(31.571428571428573, abs=1e-9)
    assert found["ts_pct"] == pytest.approx(0.6377551020408163, abs=1e-9)
    assert found["efg_pct"] == pytest.approx(0.625, abs=1e-9)


def test_an_overtime_counts_in_the_teams_minutes(tmp_path):
    # 100 x 26.52 x 53 / (36 x 112)
    assert player(tmp_path, n_periods=5)["usage_rate"] == pytest.approx(34.86011904761905, abs=1e-9)


def test_zero_rounded_minutes_have_no_usage_but_a_played_row(tmp_path):
    found = player(tmp_path, n_periods=4, minutes=0)

    assert found["is_active"] is True
    assert found["usage_rate"] is None
    assert found["points"] == 30


def test_percentages_without_an_attempt_are_null(tmp_path):
    folder = write(tmp_path, [game(GAME, "2023-10-24")], [line(GAME, 1, minutes=3)])

    found = row(phase3(folder), "player_game_summary")
    assert (found["ts_pct"], found["efg_pct"]) == (None, None)
