"""Usage against the official one of the playoffs, for 10 minutes and more."""

import pytest


def test_usage(facts):
    rows, correlation, error, bias = facts.execute(
        """
        SELECT COUNT(*), CORR(usage_rate, 100 * usg_pct), AVG(ABS(usage_rate - 100 * usg_pct)),
          AVG(usage_rate - 100 * usg_pct)
        FROM player_game_summary AS p JOIN player_box AS b
          ON b.game_id = p.game_id AND b.player_id::VARCHAR = p.universal_player_id
        WHERE usg_pct IS NOT NULL AND minutes >= 10
        """
    ).fetchone()
    assert rows == 4144
    assert correlation == pytest.approx(0.992, abs=0.0005)
    assert error == pytest.approx(0.90, abs=0.005)  # percentage points
    assert bias == pytest.approx(0.62, abs=0.005)  # the box formula is a little higher
