"""Recent trend: the two newest games against the three before them, positive when improving."""

import pytest
from given.rows import by_key, compute, context, days_before, player_game, write

CASES = {  # points, newest first
    "jump": ((30, 26, 18, 20, 16), 2),
    "down": ((17, 18, 16, 25, 26), -1),
    "twoup": ((22, 22, 20, 20, 20), 1),
    "flat": ((22, 21, 23, 22, 21), 0),
    "crash": ((10, 10, 15, 15, 15), -2),
    "fiveup": ((20, 20, 15, 15, 15), 2),
    "short": ((30, 26, 18, 20), None),
    "long": ((22, 22, 20, 20, 20, 99, 99), 1),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    games = [
        player_game(days_before(n + 1), lookup, points=points)
        for lookup, (series, _) in CASES.items()
        for n, points in enumerate(series)
    ]
    warehouse = write(
        tmp_path_factory.mktemp("trend"),
        player_game_summary=games,
        upcoming_player_game_context=[context(lookup) for lookup in CASES],
    )
    return by_key(compute(warehouse, "ml_feature_store_v2"))


@pytest.mark.parametrize("lookup", CASES)
def test_trend(rows, lookup):
    expected = CASES[lookup][1]
    assert rows[lookup]["recent_trend"] == expected
    source = "missing" if expected is None else "calculated"
    assert rows[lookup]["recent_trend_source"] == source
