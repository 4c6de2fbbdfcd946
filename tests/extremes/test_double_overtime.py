"""SAC 176, LAC 175 on 2023-02-24 after two overtimes: 58 minutes, 130.62 possessions a team.

LAC: 98 + 0.44 x 36 - 7 + 25 = 131.84; SAC: 111 + 0.44 x 35 - 12 + 15 = 129.4; mean 130.62.
"""

import datetime as dt

import pytest

DAY = dt.date(2023, 2, 24)


def test_double_overtime(real_warehouse):
    rows = real_warehouse.query(
        "SELECT * FROM nba_analytics.team_offense_game_summary"
        " WHERE game_date BETWEEN @start_date AND @end_date AND team_abbr IN ('LAC', 'SAC')"
        " ORDER BY team_abbr",
        DAY,
        DAY,
    ).to_pylist()
    assert [row["points_scored"] for row in rows] == [175, 176]
    for row in rows:
        assert row["overtime_periods"] == 2
        assert row["possessions"] == pytest.approx(130.62)
        assert row["pace"] == pytest.approx(130.62 * 48 / 58)
        assert row["offensive_rating"] == pytest.approx(100 * row["points_scored"] / 130.62)
