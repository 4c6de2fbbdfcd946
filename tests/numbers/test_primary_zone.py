"""The primary zone: paint from 40, perimeter from 40, mid-range from 35 percent, else balanced."""

import pytest
from given.rows import by_key, compute, days_before, player_game, write

CASES = {  # attempts by zone -> zone
    "lead": ((4, 2, 3), "paint"),
    "tie": ((40, 20, 40), "paint"),
    "three": ((25, 35, 40), "perimeter"),
    "middle": ((30, 35, 35), "mid_range"),
    "thirds": ((3333, 3333, 3334), "balanced"),
    "short": ((3000, 3499, 3501), "balanced"),
    "sharp": ((39999, 20002, 39999), "balanced"),
    "nothing": ((0, 0, 0), None),
    "seven": ((14, 13, 8), "paint"),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    games = [
        player_game(
            days_before(1),
            lookup,
            paint_attempts=paint,
            mid_range_attempts=middle,
            three_attempts_pbp=three,
        )
        for lookup, ((paint, middle, three), _) in CASES.items()
    ]
    warehouse = write(tmp_path_factory.mktemp("zones"), player_game_summary=games)
    return by_key(compute(warehouse, "player_shot_zone_analysis"))


@pytest.mark.parametrize("lookup", CASES)
def test_zone(rows, lookup):
    assert rows[lookup]["primary_scoring_zone"] == CASES[lookup][1]
