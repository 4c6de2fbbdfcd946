"""Injury risk: 0 when available, 3 when out, NULL when the listing is unknown."""

import pytest
from given.rows import by_key, compute, context, write


@pytest.mark.parametrize(
    ("status", "risk", "source"),
    [("available", 0, "calculated"), ("out", 3, "calculated"), (None, None, "missing")],
)
def test_risk(tmp_path, status, risk, source):
    listed = [context(player_status=status, listing_incomplete=status is None)]
    warehouse = write(tmp_path, upcoming_player_game_context=listed)
    row = by_key(compute(warehouse, "ml_feature_store_v2"))["player"]
    assert (row["injury_risk"], row["injury_risk_source"]) == (risk, source)
