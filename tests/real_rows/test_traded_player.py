"""James Harden on 2022-02-25: first game for PHI, his window is his last ten games for BKN.

BKN games of 12, 13, 15, 17, 19, 21, 23, 25 January, 1 and 2 February 2022: 227 points in 372
minutes; 109 points in the last five; 990 points in 44 games. PHI has 19 games since 12 January.
"""

import datetime as dt

import pytest
from real_rows.expected import assert_values, rows_of


@pytest.fixture(scope="module")
def rows(real_warehouse):
    return rows_of(real_warehouse, "2022-02-25", "jamesharden")


def test_form(rows):
    assert_values(
        rows["player_daily_cache"],
        points_avg_last_5=109 / 5,
        points_avg_last_10=227 / 10,
        points_avg_season=990 / 44,
        points_std_last_10=9.499122766515512,
        minutes_avg_last_10=372 / 10,
        usage_rate_last_10=29.81105473505324,
        ts_pct_last_10=0.5333060627755764,
        games_played_season=44,
        team_pace_last_10=96.79162264150943,
        window_first_date=dt.date(2022, 1, 12),
        window_last_date=dt.date(2022, 2, 2),
        expected_games_count=19,
        actual_games_count=19,
    )


def test_shots(rows):
    """82 paint, 27 mid-range and 65 threes; 11 of 70 makes assisted."""
    assert_values(
        rows["player_shot_zone_analysis"],
        total_shots_last_10=174,
        paint_rate_last_10=100 * 82 / 174,
        paint_pct_last_10=32 / 82,
        mid_range_rate_last_10=100 * 27 / 174,
        mid_range_pct_last_10=16 / 27,
        three_pt_rate_last_10=100 * 65 / 174,
        three_pt_pct_last_10=22 / 65,
        assisted_rate_last_10=100 * 11 / 70,
        primary_scoring_zone="paint",
    )


def test_rest_and_team(rows):
    """Last played on 2 February, listed out for PHI since; PHI won 35 of 58."""
    assert_values(
        rows["ml_feature_store_v2"],
        team_abbr="PHI",
        opponent_team_abbr="MIN",
        days_rest=23,
        rest_advantage=2.0,
        team_win_pct=35 / 58,
        pct_free_throw=65 / 227,
        injury_risk=0.0,
        is_home=False,
    )
    assert_values(rows["player_composite_factors"], fatigue_score=100)


def test_opponent_of_his_new_team_sees_phi(real_warehouse):
    """PHI's last 15 games, 19 January to 17 February: 1605 points allowed."""
    row = rows_of(real_warehouse, "2022-02-25", "PHI")["team_defense_zone_analysis"]
    assert_values(
        row,
        opponent_points_per_game=1605 / 15,
        defensive_rating_last_15=110.12131665484102,
        opponent_pace=96.66374842767296,
        paint_pct_allowed_last_15=306 / 539,
        mid_range_pct_allowed_last_15=139 / 308,
        three_pt_pct_allowed_last_15=157 / 469,
    )
