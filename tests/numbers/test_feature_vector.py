"""The feature vector: names in order, values from the tables of the date, holes told apart."""

import math

import pytest
from given.rows import (
    DAY,
    by_key,
    compute,
    context,
    days_before,
    player_game,
    player_zones,
    team_offense,
    team_zones,
    write,
)

NAMES = [
    "points_avg_last_5",
    "points_avg_last_10",
    "points_avg_season",
    "points_std_last_10",
    "games_in_last_7_days",
    "fatigue_score",
    "shot_zone_mismatch_score",
    "pace_score",
    "usage_spike_score",
    "rest_advantage",
    "injury_risk",
    "recent_trend",
    "minutes_change",
    "opponent_def_rating",
    "opponent_pace",
    "home_away",
    "back_to_back",
    "playoff_game",
    "pct_paint",
    "pct_mid_range",
    "pct_three",
    "pct_free_throw",
    "team_pace",
    "team_off_rating",
    "team_win_pct",
]
READY = {"early_season_flag": False, "is_production_ready": True, "data_quality_issues": []}
VALUES = [
    20.0,
    21.0,
    22.0,
    5.5,
    3.0,
    85.0,
    2.5,
    1.25,
    -0.5,
    1.0,
    0.0,
    0.0,
    0.0,
    111.5,
    99.25,
    1.0,
    0.0,
    0.0,
    0.4444,
    0.2222,
    0.3334,
    0.2,
    100.5,
    113.25,
    1.0,
]


def tables(lookup: str = "player") -> dict:
    """Upstream rows of the date and five games of 20 points, 4 of them at the line."""
    key = {"player_lookup": lookup, "universal_player_id": "7", **READY}
    return {
        "player_game_summary": [
            player_game(days_before(n + 1), lookup, points=20, ft_makes=4) for n in range(5)
        ],
        "team_offense_game_summary": [team_offense(days_before(n + 1)) for n in range(5)],
        "upcoming_player_game_context": [context(lookup, opponent_days_rest=1)],
        "player_daily_cache": [
            {
                **key,
                "cache_date": DAY,
                "points_avg_last_5": 20.0,
                "points_avg_last_10": 21.0,
                "points_avg_season": 22.0,
                "points_std_last_10": 5.5,
                "games_in_last_7_days": 3,
                "minutes_avg_last_10": 30.0,
                "team_pace_last_10": 100.5,
                "team_off_rating_last_10": 113.25,
                "paint_rate_last_10": 44.44,
                "three_pt_rate_last_10": 33.34,
            }
        ],
        "player_composite_factors": [
            {
                **key,
                "game_date": DAY,
                "fatigue_score": 85,
                "shot_zone_mismatch_score": 2.5,
                "pace_score": 1.25,
                "usage_spike_score": -0.5,
            }
        ],
        "player_shot_zone_analysis": [
            player_zones(
                lookup,
                paint_rate_last_10=44.44,
                mid_range_rate_last_10=22.22,
                three_pt_rate_last_10=33.34,
            )
        ],
        "team_defense_zone_analysis": [
            team_zones("NYK", defensive_rating_last_15=111.5, opponent_pace=99.25),
            team_zones("BOS", defensive_rating_last_15=1.0, opponent_pace=1.0),
        ],
    }


def row_of(root, **changed) -> dict:
    return by_key(compute(write(root, **{**tables(), **changed}), "ml_feature_store_v2"))["player"]


def test_complete_row(tmp_path):
    row = row_of(tmp_path)
    assert row["feature_names"] == NAMES
    assert row["features"] == pytest.approx(VALUES)
    assert [row[name] for name in NAMES] == pytest.approx(VALUES)
    assert row["feature_count"] == 25
    assert row["feature_version"] == "v2_25_pit"
    assert (row["feature_quality_score"], row["data_source"]) == (100, "complete")
    assert row["missing_features"] == []
    assert row["is_feature_complete"]
    assert not row["early_season_flag"]


def test_sources(tmp_path):
    row = row_of(tmp_path)
    sources = {name: row[f"{name}_source"] for name in NAMES}
    calculated = {
        "rest_advantage",
        "injury_risk",
        "recent_trend",
        "minutes_change",
        "pct_free_throw",
        "team_win_pct",
    }
    assert {name for name, source in sources.items() if source == "calculated"} == calculated
    assert {name for name, source in sources.items() if source == "phase3"} == {
        "home_away",
        "back_to_back",
        "playoff_game",
    }
    assert sum(source == "phase4" for source in sources.values()) == 16


@pytest.mark.parametrize(
    ("absent", "missing", "quality", "early"),
    [
        (
            "team_defense_zone_analysis",
            ["opponent_def_rating", "opponent_pace"],
            92,
            "team_defense_zone_analysis",
        ),
        (
            "player_shot_zone_analysis",
            ["pct_paint", "pct_mid_range", "pct_three"],
            88,
            "player_shot_zone_analysis",
        ),
        ("player_composite_factors", NAMES[5:9], 84, "player_composite_factors"),
        (
            "player_daily_cache",
            [*NAMES[:5], "minutes_change", "team_pace", "team_off_rating"],
            68,
            "player_daily_cache",
        ),
    ],
)
def test_absent_table_is_missing_not_a_constant(tmp_path, absent, missing, quality, early):
    row = row_of(tmp_path, **{absent: []})
    assert row["missing_features"] == missing
    assert all(row[name] is None and row[f"{name}_source"] == "missing" for name in missing)
    holes = [name for name, value in zip(NAMES, row["features"], strict=True) if math.isnan(value)]
    assert holes == missing
    assert row["feature_quality_score"] == quality
    assert (row["data_source"], row["is_feature_complete"]) == ("partial", False)
    assert row["insufficient_data_reason"] == f"Early or absent upstream: {early}"
    assert not row["is_production_ready"]


@pytest.mark.parametrize(
    ("given", "feature", "value"),
    [
        ({"season_phase": "playoffs", "game_type": "playoffs"}, "playoff_game", 1),
        ({"season_phase": "play_in", "game_type": "play_in"}, "playoff_game", 0),
        ({"home_game": False}, "home_away", 0),
        ({"home_game": None}, "home_away", 0.5),
        ({"back_to_back": True}, "back_to_back", 1),
        ({"back_to_back": None, "days_rest": None}, "back_to_back", None),
    ],
)
def test_flags_of_the_date(tmp_path, given, feature, value):
    row = row_of(
        tmp_path, upcoming_player_game_context=[context(**{"opponent_days_rest": 1, **given})]
    )
    assert row[feature] == value
