"""The total adds the adjustments that exist; quality columns say what was missing or extreme."""

import pytest
from given.rows import by_key, compute, context, player_zones, team_zones, write

TIRED = {
    "days_rest": 1,
    "back_to_back": True,
    "games_in_last_7_days": 4,
    "minutes_in_last_7_days": 250.0,
    "avg_minutes_per_game_last_7": 36.5,
    "back_to_backs_last_14_days": 2,
    "player_age": 35,
}
USAGE = {"projected_usage_rate": 28.5, "avg_usage_rate_last_7_games": 24.2, "star_teammates_out": 1}
UNKNOWN = {"days_rest": None, "back_to_back": None}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    listed = [
        context("all", pace_differential=5.2, **TIRED, **USAGE),
        context("three", pace_differential=5.2, opponent_team_abbr="AAA", **TIRED),
        context("none", opponent_team_abbr="AAA", **UNKNOWN),
        context(
            "extreme",
            pace_differential=-8.0,
            opponent_team_abbr="LOW",
            **TIRED,
            projected_usage_rate=10.0,
            avg_usage_rate_last_7_games=30.0,
        ),
    ]
    shots = [
        player_zones(name, primary_scoring_zone="paint", paint_rate_last_10=65.0)
        for name in ("all", "three", "extreme")
    ]
    teams = [
        team_zones("NYK", paint_defense_vs_league_avg=4.3),
        team_zones("LOW", paint_defense_vs_league_avg=-9.0),
    ]
    warehouse = write(
        tmp_path_factory.mktemp("total"),
        upcoming_player_game_context=listed,
        player_shot_zone_analysis=shots,
        team_defense_zone_analysis=teams,
    )
    return by_key(compute(warehouse, "player_composite_factors"))


def test_sum_of_four(rows):
    row = rows["all"]
    assert row["total_composite_adjustment"] == pytest.approx(-3.25 + 4.3 + 2.6 + 1.4835)
    assert row["total_composite_adjustment"] == pytest.approx(5.1335)
    assert row["warning_details"] == "EXTREME_FATIGUE: fatigue score below 50"
    assert row["data_completeness_pct"] == 100
    assert row["missing_data_fields"] is None


def test_missing_factors_are_left_out_of_the_sum(rows):
    row = rows["three"]
    assert row["total_composite_adjustment"] == pytest.approx(-3.25 + 2.6)
    assert row["data_completeness_pct"] == 60
    assert row["missing_data_fields"] == (
        "projected_usage_rate, team_defense_zone, avg_usage_rate_last_7_games, star_teammates_out"
    )


def test_no_factor_at_all_is_null(rows):
    row = rows["none"]
    assert row["total_composite_adjustment"] is None
    assert row["data_completeness_pct"] == 0
    assert not row["has_warnings"]
    assert row["warning_details"] is None


def test_every_extreme_warns(rows):
    row = rows["extreme"]
    assert row["total_composite_adjustment"] == pytest.approx(-3.25 - 10 - 3 - 3)
    assert row["has_warnings"]
    assert row["warning_details"] == (
        "EXTREME_FATIGUE: fatigue score below 50; EXTREME_MATCHUP: zone mismatch beyond 8 points; "
        "EXTREME_ADJUSTMENT: total beyond 12 points"
    )
