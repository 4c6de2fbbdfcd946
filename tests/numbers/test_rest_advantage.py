"""Rest advantage: own minus opponent's days of rest, at most two either way, NULL when unknown."""

import pytest
from given.rows import by_key, compute, context, write

CASES = [(2, 0, 2), (5, 0, 2), (1, 1, 0), (1, 4, -2), (3, 2, 1), (None, 2, None), (2, None, None)]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    listed = [
        context(f"p{n}", days_rest=own, opponent_days_rest=other)
        for n, (own, other, _) in enumerate(CASES)
    ]
    warehouse = write(tmp_path_factory.mktemp("rest"), upcoming_player_game_context=listed)
    return by_key(compute(warehouse, "ml_feature_store_v2"))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_value_and_source(rows, number):
    expected = CASES[number][2]
    row = rows[f"p{number}"]
    assert row["rest_advantage"] == expected
    assert row["rest_advantage_source"] == ("missing" if expected is None else "calculated")
