"""The usage score: 0.3 a percentage point, amplified by absent stars only when it is positive."""

import json

import pytest
from given.rows import by_key, compute, context, write

CASES = [
    ((28.5, 24.2, 1), 1.4835, "spike"),
    ((30.0, 25.0, 2), 1.95, "spike"),
    ((30.0, 25.0, 3), 1.95, "spike"),
    ((20.0, 25.0, 2), -1.5, "drop"),
    ((40.0, 25.0, 0), 3.0, "spike"),
    ((28.0, 0.0, 1), 0.0, "spike"),
    ((26.0, 25.0, 0), 0.3, "stable"),
    ((30.0, 25.0, None), None, "spike"),
    ((20.0, 25.0, None), -1.5, "drop"),
    ((None, 25.0, 0), None, None),
    ((25.0, None, 0), None, None),
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    listed = [
        context(
            f"p{number}",
            projected_usage_rate=projected,
            avg_usage_rate_last_7_games=baseline,
            star_teammates_out=stars,
        )
        for number, ((projected, baseline, stars), _, _) in enumerate(CASES)
    ]
    warehouse = write(tmp_path_factory.mktemp("usage"), upcoming_player_game_context=listed)
    return by_key(compute(warehouse, "player_composite_factors"))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_score_and_trend(rows, number):
    _, score, trend = CASES[number]
    row = rows[f"p{number}"]
    assert row["usage_spike_score"] == pytest.approx(score)
    assert json.loads(row["usage_context_json"])["usage_trend"] == trend
