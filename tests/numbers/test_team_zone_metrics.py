"""Zone FG% allowed is pooled over the window; the league is the mean of the pooled values."""

import pytest
from given.rows import NO_ALLOWED_ZONES, by_key, compute, days_before, team_defense, write

ROWS = [
    team_defense(
        days_before(6),
        opp_paint_makes=20,
        opp_paint_attempts=34,
        points_in_paint_allowed=40,
        blocks_paint=3,
        opp_mid_range_makes=8,
        opp_mid_range_attempts=20,
        blocks_mid_range=1,
        opp_three_makes_pbp=12,
        opp_three_attempts_pbp=36,
        blocks_three_pt=0,
        points_allowed=110,
        defensive_rating=111.0,
        opponent_pace=99.0,
    ),
    team_defense(
        days_before(4),
        opp_paint_makes=24,
        opp_paint_attempts=38,
        points_in_paint_allowed=48,
        blocks_paint=2,
        opp_mid_range_makes=6,
        opp_mid_range_attempts=16,
        blocks_mid_range=0,
        opp_three_makes_pbp=10,
        opp_three_attempts_pbp=31,
        blocks_three_pt=1,
        points_allowed=104,
        defensive_rating=106.5,
        opponent_pace=97.5,
    ),
    team_defense(
        days_before(2),
        opp_paint_makes=22,
        opp_paint_attempts=38,
        points_in_paint_allowed=44,
        blocks_paint=5,
        opp_mid_range_makes=7,
        opp_mid_range_attempts=14,
        blocks_mid_range=1,
        opp_three_makes_pbp=14,
        opp_three_attempts_pbp=38,
        blocks_three_pt=0,
        points_allowed=121,
        defensive_rating=118.2,
        opponent_pace=102.3,
    ),
]
# Nine teams that bring the mean of ten to .580, .410 and .355.
OTHERS = [
    team_defense(
        days_before(2),
        team=f"T{n}",
        opp_paint_makes=52,
        opp_paint_attempts=90,
        opp_mid_range_makes=92,
        opp_mid_range_attempts=225,
        opp_three_makes_pbp=449,
        opp_three_attempts_pbp=1260,
    )
    for n in range(9)
]
NO_MID_RANGE = {"opp_mid_range_makes": 0, "opp_mid_range_attempts": 0, "blocks_mid_range": 0}


def row_of(root, own: list[dict]) -> dict:
    warehouse = write(root, team_defense_game_summary=own + OTHERS)
    return by_key(compute(warehouse, "team_defense_zone_analysis"), "team_abbr")["BOS"]


@pytest.fixture(scope="module")
def row(tmp_path_factory):
    return row_of(tmp_path_factory.mktemp("three_games"), ROWS)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("paint_pct_allowed_last_15", 0.6),
        ("paint_attempts_allowed_per_game", 110 / 3),
        ("paint_points_allowed_per_game", 44.0),
        ("paint_blocks_per_game", 10 / 3),
        ("paint_defense_vs_league_avg", 2.0),
        ("mid_range_pct_allowed_last_15", 0.42),
        ("mid_range_attempts_allowed_per_game", 50 / 3),
        ("mid_range_blocks_per_game", 2 / 3),
        ("mid_range_defense_vs_league_avg", 1.0),
        ("three_pt_pct_allowed_last_15", 36 / 105),
        ("three_pt_attempts_allowed_per_game", 35.0),
        ("three_pt_blocks_per_game", 1 / 3),
        ("three_pt_defense_vs_league_avg", (36 / 105 - 0.355) * 100),
        ("defensive_rating_last_15", 111.9),
        ("opponent_points_per_game", 335 / 3),
        ("opponent_pace", 99.6),
        ("games_in_sample", 3),
        ("zone_games_in_sample", 3),
    ],
)
def test_value(row, column, value):
    assert row[column] == pytest.approx(value, abs=1e-9)


def test_labels(row):
    assert (row["strongest_zone"], row["weakest_zone"]) == ("perimeter", "paint")
    assert row["calculation_notes"] is None
    assert row["data_quality_tier"] == "low"
    assert row["early_season_flag"]
    assert row["insufficient_data_reason"] == "Only 3 games available, need 15"


def test_zone_without_an_attempt(tmp_path):
    row = row_of(tmp_path, [{**game, **NO_MID_RANGE} for game in ROWS])
    assert row["mid_range_pct_allowed_last_15"] is None
    assert row["mid_range_attempts_allowed_per_game"] == 0
    assert row["mid_range_defense_vs_league_avg"] is None
    assert row["calculation_notes"] == "No mid-range attempts"
    assert {row["strongest_zone"], row["weakest_zone"]} == {"perimeter", "paint"}


def test_unknown_zones_are_null_not_zero(tmp_path):
    row = row_of(tmp_path, [{**game, **NO_ALLOWED_ZONES} for game in ROWS])
    for zone in ("paint", "mid_range", "three_pt"):
        assert row[f"{zone}_pct_allowed_last_15"] is None
        assert row[f"{zone}_attempts_allowed_per_game"] is None
        assert row[f"{zone}_blocks_per_game"] is None
    assert row["paint_points_allowed_per_game"] is None
    assert row["zone_games_in_sample"] == 0
    assert row["calculation_notes"] == "No games with known zones"
    assert row["opponent_points_per_game"] == pytest.approx(335 / 3)


def test_zone_sums_divide_by_the_zone_known_games(tmp_path):
    row = row_of(tmp_path, [ROWS[0], ROWS[1], {**ROWS[2], **NO_ALLOWED_ZONES}])
    assert (row["games_in_sample"], row["zone_games_in_sample"]) == (3, 2)
    assert row["paint_attempts_allowed_per_game"] == 36
    assert row["paint_pct_allowed_last_15"] == pytest.approx(44 / 72)
    assert row["opponent_points_per_game"] == pytest.approx(335 / 3)
