"""Strongest is the lowest deviation, the first named wins a tie, one zone alone is neither."""

import pytest
from given.rows import by_key, compute, days_before, team_defense, write

AVERAGE = {
    "opp_paint_makes": 50,
    "opp_paint_attempts": 100,
    "opp_mid_range_makes": 50,
    "opp_mid_range_attempts": 100,
    "opp_three_makes_pbp": 50,
    "opp_three_attempts_pbp": 100,
}


def zones_of(root, own: dict, **others: int) -> tuple:
    rows = [team_defense(days_before(3), team="BOS", **{**AVERAGE, **own})]
    rows += [team_defense(days_before(3), team=f"T{n}", **{**AVERAGE, **others}) for n in range(9)]
    warehouse = write(root, team_defense_game_summary=rows)
    row = by_key(compute(warehouse, "team_defense_zone_analysis"), "team_abbr")["BOS"]
    return row["strongest_zone"], row["weakest_zone"]


@pytest.mark.parametrize(
    ("paint", "mid_range", "three", "expected"),
    [
        (45, 45, 60, ("paint", "perimeter")),
        (45, 60, 60, ("paint", "mid_range")),
        (50, 50, 50, ("paint", "paint")),
        (60, 55, 40, ("perimeter", "paint")),
    ],
)
def test_extremes(tmp_path, paint, mid_range, three, expected):
    own = {"opp_paint_makes": paint, "opp_mid_range_makes": mid_range, "opp_three_makes_pbp": three}
    assert zones_of(tmp_path, own) == expected


def test_a_single_known_zone_is_neither(tmp_path):
    nothing = dict.fromkeys(
        (
            "opp_mid_range_makes",
            "opp_mid_range_attempts",
            "opp_three_makes_pbp",
            "opp_three_attempts_pbp",
        ),
        0,
    )
    assert zones_of(tmp_path, nothing) == (None, None)
