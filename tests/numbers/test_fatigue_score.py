"""The fatigue score: penalties stack, the bonus needs three days of rest, unknowns do nothing."""

import json

import pytest
from given.rows import by_key, compute, context, write

INPUTS = (
    "days_rest",
    "back_to_back",
    "games_in_last_7_days",
    "minutes_in_last_7_days",
    "avg_minutes_per_game_last_7",
    "back_to_backs_last_14_days",
    "player_age",
)
CASES = {
    "fresh": ((2, False, 3, 175.0, 29.2, 0, 28), 100, 0.0),
    "everything": ((0, True, 4, 250.0, 36.5, 2, 35), 35, -3.25),
    "rested": ((4, False, 3, 175.0, 29.2, 1, 31), 95, -0.25),
    "boundaries": ((3, False, 4, 240.0, 35.0, 1, 30), 85, -0.75),
    "nobonus": ((5, True, 3, 175.0, 29.2, 0, 25), 85, -0.75),
    "capped": ((3, False, 3, 175.0, 29.2, 0, 25), 100, 0.0),
    "age34": ((2, False, 0, 0.0, None, 0, 34), 95, -0.25),
    "tolerance": ((2, False, 3, 240 + 1e-13, 35 + 1e-13, 0, 25), 100, 0.0),
    "unknown": ((1, True, 4, None, None, None, None), 75, -1.25),
    "noGame": ((None, None, 0, 0.0, None, 0, None), None, None),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    listed = [
        context(name.lower(), **dict(zip(INPUTS, case[0], strict=True)))
        for name, case in CASES.items()
    ]
    warehouse = write(tmp_path_factory.mktemp("fatigue"), upcoming_player_game_context=listed)
    return by_key(compute(warehouse, "player_composite_factors"))


@pytest.mark.parametrize("name", CASES)
def test_score_and_adjustment(rows, name):
    _, score, adjustment = CASES[name]
    row = rows[name.lower()]
    assert (row["fatigue_score"], row["fatigue_adjustment"]) == (score, adjustment)


@pytest.mark.parametrize("name", [name for name in CASES if name != "noGame"])
def test_context_adds_up_to_the_score(rows, name):
    told = json.loads(rows[name.lower()]["fatigue_context_json"])
    parts = told["penalties_applied"] + told["bonuses_applied"]
    steps = [int(text.split(": ")[1]) for text in parts]
    assert told["base_score"] + sum(steps) + told["cap_adjustment"] == told["final_score"]


def test_every_penalty_is_listed_in_order(rows):
    told = json.loads(rows["everything"]["fatigue_context_json"])
    assert told["penalties_applied"] == [
        "back_to_back: -15",
        "frequent_games: -10",
        "heavy_minutes: -10",
        "high_minutes_average: -8",
        "back_to_backs_last_14_days: -12",
        "veteran_age: -10",
    ]
    assert told["bonuses_applied"] == []


def test_bonus_beyond_the_cap_is_taken_back(rows):
    told = json.loads(rows["capped"]["fatigue_context_json"])
    assert told["bonuses_applied"] == ["extra_rest: +5"]
    assert told["cap_adjustment"] == -5


def test_unknown_inputs_are_named(rows):
    assert rows["unknown"]["missing_data_fields"].endswith(
        "avg_minutes_per_game_last_7, player_age, avg_usage_rate_last_7_games, star_teammates_out"
    )
    assert rows["nogame"]["missing_data_fields"].startswith("days_rest, ")
