"""2022-02-10, trade deadline: Ibaka and Holiday are listed for two teams each, out for both.

The row kept is the one of the higher game id, MIL against PHX, where both were going.
"""

import pytest
from real_rows.expected import assert_values, rows_of


@pytest.mark.parametrize(
    ("lookup", "team", "opponent", "rest", "last_five", "last_ten"),
    [
        ("sergeibaka", "MIL", "PHX", 4, 47, 68),
        ("aaronholiday", "PHX", "MIL", 3, 33, 55),
    ],
)
def test_one_row(real_warehouse, lookup, team, opponent, rest, last_five, last_ten):
    """One row a table (a second one would fail the reading), history from the old team."""
    rows = rows_of(real_warehouse, "2022-02-10", lookup)
    assert len(rows) == 4
    assert_values(
        rows["ml_feature_store_v2"],
        game_id="0022100836",
        team_abbr=team,
        opponent_team_abbr=opponent,
        player_status="out",
        injury_risk=3.0,
        days_rest=rest,
        listing_incomplete=False,
    )
    assert_values(
        rows["player_daily_cache"],
        points_avg_last_5=last_five / 5,
        points_avg_last_10=last_ten / 10,
    )
