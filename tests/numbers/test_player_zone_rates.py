"""A player's zone shares, from the zone-known games among his last ten."""

import pytest
from given.rows import NO_ZONES, by_key, compute, days_before, player_game, write

COLUMNS = (
    "paint_attempts",
    "paint_makes",
    "mid_range_attempts",
    "mid_range_makes",
    "three_attempts_pbp",
    "three_makes_pbp",
    "fg_makes",
    "assisted_fg_makes",
    "unassisted_fg_makes",
)


def spread(total: int, games: int) -> list[int]:
    """A total as whole numbers, one a game."""
    return [total // games + (n < total % games) for n in range(games)]


def games_with(totals: tuple, number: int = 10) -> list[dict]:
    parts = {name: spread(total, number) for name, total in zip(COLUMNS, totals, strict=True)}
    return [
        player_game(days_before(n + 1), **{name: parts[name][n] for name in COLUMNS})
        for n in range(number)
    ]


def row_of(root, rows: list[dict]) -> dict:
    warehouse = write(root, player_game_summary=rows)
    return by_key(compute(warehouse, "player_shot_zone_analysis"))["player"]


@pytest.fixture(scope="module")
def row(tmp_path_factory):
    totals = (52, 31, 27, 11, 61, 22, 64, 40, 24)
    return row_of(tmp_path_factory.mktemp("ten_games"), games_with(totals))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("total_shots_last_10", 140),
        ("paint_rate_last_10", 100 * 52 / 140),
        ("mid_range_rate_last_10", 100 * 27 / 140),
        ("three_pt_rate_last_10", 100 * 61 / 140),
        ("paint_pct_last_10", 31 / 52),
        ("mid_range_pct_last_10", 11 / 27),
        ("three_pt_pct_last_10", 22 / 61),
        ("paint_attempts_per_game", 5.2),
        ("mid_range_attempts_per_game", 2.7),
        ("three_pt_attempts_per_game", 6.1),
        ("assisted_rate_last_10", 62.5),
        ("unassisted_rate_last_10", 37.5),
        ("games_in_sample_10", 10),
        ("zone_games_in_sample", 10),
    ],
)
def test_value(row, column, value):
    assert row[column] == pytest.approx(value, abs=1e-9)


def test_labels(row):
    assert row["primary_scoring_zone"] == "perimeter"
    assert row["sample_quality_10"] == "excellent"
    assert row["data_quality_tier"] == "high"
    assert not row["early_season_flag"]


def test_unknown_zones_give_null_not_a_hundred_percent_threes(tmp_path):
    rows = [
        player_game(days_before(n + 1), three_pt_attempts=6, fg_attempts=6, **NO_ZONES)
        for n in range(10)
    ]
    row = row_of(tmp_path, rows)
    for zone in ("paint", "mid_range", "three_pt"):
        assert row[f"{zone}_rate_last_10"] is None
        assert row[f"{zone}_attempts_per_game"] is None
    assert row["total_shots_last_10"] is None
    assert row["primary_scoring_zone"] is None
    assert row["assisted_rate_last_10"] is None
    assert (row["games_in_sample_10"], row["zone_games_in_sample"]) == (10, 0)


def test_partly_unknown_zones_use_the_complete_games_only(tmp_path):
    complete = games_with((22, 10, 12, 5, 26, 9, 24, 12, 12), number=4)
    rest = [
        player_game(days_before(n + 5), three_pt_attempts=7, fg_makes=9, **NO_ZONES)
        for n in range(6)
    ]
    row = row_of(tmp_path, complete + rest)
    assert row["total_shots_last_10"] == 60
    assert row["paint_rate_last_10"] == pytest.approx(100 * 22 / 60)
    assert row["mid_range_rate_last_10"] == pytest.approx(20)
    assert row["three_pt_rate_last_10"] == pytest.approx(100 * 26 / 60)
    assert row["paint_attempts_per_game"] == 5.5
    assert row["assisted_rate_last_10"] == pytest.approx(50)
    assert (row["games_in_sample_10"], row["zone_games_in_sample"]) == (10, 4)


def test_known_games_without_an_attempt(tmp_path):
    row = row_of(tmp_path, [player_game(days_before(n + 1)) for n in range(10)])
    assert row["total_shots_last_10"] is None
    assert row["paint_rate_last_10"] is None
    assert row["paint_attempts_per_game"] == 0
    assert row["primary_scoring_zone"] is None
