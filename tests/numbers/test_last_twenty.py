"""The 20-game shares need 15 games; the counts and labels are always there."""

import pytest
from given.rows import by_key, compute, days_before, player_game, write

CASES = {
    10: (None, "limited"),
    9: (None, "insufficient"),
    13: (None, "limited"),
    14: (None, "good"),
    15: (25.0, "good"),
    20: (25.0, "excellent"),
    25: (25.0, "excellent"),
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Games 21 and older are all in the paint."""
    games = [
        player_game(
            days_before(n + 1),
            f"p{number}",
            paint_attempts=2 if n < 20 else 9,
            paint_makes=1 if n < 20 else 9,
            mid_range_attempts=6 if n < 20 else 0,
        )
        for number in CASES
        for n in range(number)
    ]
    warehouse = write(tmp_path_factory.mktemp("twenty"), player_game_summary=games)
    return by_key(compute(warehouse, "player_shot_zone_analysis"))


@pytest.mark.parametrize("number", CASES)
def test_share_and_quality(rows, number):
    share, quality = CASES[number]
    row = rows[f"p{number}"]
    assert row["paint_rate_last_20"] == share
    assert row["paint_pct_last_20"] == (None if share is None else 0.5)
    assert row["games_in_sample_20"] == min(number, 20)
    assert row["sample_quality_20"] == quality


@pytest.mark.parametrize(
    ("number", "quality", "tier", "early"),
    [(9, "good", "medium", True), (10, "excellent", "high", False)],
)
def test_ten_game_labels(rows, number, quality, tier, early):
    row = rows[f"p{number}"]
    assert (row["sample_quality_10"], row["data_quality_tier"]) == (quality, tier)
    assert row["early_season_flag"] is early
    reason = "Only 9 games available, need 10" if early else None
    assert row["insufficient_data_reason"] == reason
