"""The pace score: half the expected difference, at most three points either way."""

import json

import pytest
from given.rows import by_key, compute, context, write

CASES = [
    (3.5, 1.75, "fast"),
    (-4.0, -2.0, "slow"),
    (10.0, 3.0, "fast"),
    (-6.0, -3.0, "slow"),
    (2.0, 1.0, "normal"),
    (0.0, 0.0, "normal"),
    (None, None, None),
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    listed = [
        context(
            f"p{number}",
            pace_differential=case[0],
            league_pace_last_10=99.5,
            opponent_pace_last_10=101.25,
        )
        for number, case in enumerate(CASES)
    ]
    warehouse = write(tmp_path_factory.mktemp("pace"), upcoming_player_game_context=listed)
    return by_key(compute(warehouse, "player_composite_factors"))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_score_and_environment(rows, number):
    differential, score, environment = CASES[number]
    row = rows[f"p{number}"]
    assert row["pace_score"] == score
    assert json.loads(row["pace_context_json"]) == {
        "pace_differential": differential,
        "opponent_pace_last_10": 101.25,
        "league_avg_pace": 99.5,
        "pace_environment": environment,
        "final_score": score,
    }
