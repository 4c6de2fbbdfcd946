"""The comparison of two tables sees what it should."""

import math

import pytest
from reference.difference import differences

ROW = {
    "points": 20.0,
    "games": 10,
    "zone": "paint",
    "early": False,
    "usage": None,
    "features": [1.0, math.nan],
    "issues": [],
    "context_json": {"score": 1.0, "zone": None},
}


@pytest.mark.parametrize(
    "changed",
    [
        {"points": 20.0 + 1e-6},
        {"points": None},
        {"points": math.nan},
        {"games": 11},
        {"zone": "balanced"},
        {"early": True},
        {"early": 0},
        {"usage": 0.0},
        {"features": [1.0, 0.0]},
        {"features": [1.0]},
        {"issues": ["late"]},
        {"context_json": {"score": 1.0}},
        {"context_json": {"score": 1.00001, "zone": None}},
        {"more": 1},
    ],
)
def test_a_change_is_seen(changed):
    assert len(differences({"a": ROW}, {"a": {**ROW, **changed}})) == 1


def test_absent_and_extra_rows_are_seen():
    assert differences({"a": ROW}, {"b": ROW}) == ["a: not computed", "b: not expected"]


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"points": 20.0 + 1e-12},
        {"games": 10.0},
        {"data_hash": "0"},
        {"context_json": {"score": 1.0000004, "zone": None}},
    ],
)
def test_rounding_noise_and_the_hash_are_not(changed):
    assert differences({"a": ROW}, {"a": {**ROW, **changed}}) == []
