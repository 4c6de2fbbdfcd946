"""NOP and MIA on 2024-04-21: two play-in games without shots are among their last 15.

Both windows run from 22 March to 19 April 2024; zones come from 13 games and divide by 13.
"""

import datetime as dt

import pytest
from real_rows.expected import assert_allowed, assert_values, rows_of


@pytest.mark.parametrize(
    ("team", "points", "rating", "pace", "zones"),
    [
        (
            "NOP",
            1633,
            111.50100208123594,
            97.57066666666667,
            {"paint": (266, 412, 30), "mid_range": (76, 181, 7), "three_pt": (183, 501, 3)},
        ),
        (
            "MIA",
            1550,
            106.0374584965951,
            96.56910344827587,
            {"paint": (262, 435, 35), "mid_range": (102, 214, 8), "three_pt": (149, 476, 2)},
        ),
    ],
)
def test_team(real_warehouse, team, points, rating, pace, zones):
    row = rows_of(real_warehouse, "2024-04-21", team)["team_defense_zone_analysis"]
    assert_allowed(row, 13, **zones)
    assert_values(
        row,
        games_in_sample=15,
        opponent_points_per_game=points / 15,
        defensive_rating_last_15=rating,
        opponent_pace=pace,
        paint_points_allowed_per_game=2 * zones["paint"][0] / 13,
        window_first_date=dt.date(2024, 3, 22),
        window_last_date=dt.date(2024, 4, 19),
    )


def test_player(real_warehouse):
    """CJ McCollum, 1 to 19 April: 242 points in ten games, zones of eight; 7 points in the last."""
    rows = rows_of(real_warehouse, "2024-04-21", "cjmccollum")
    assert_values(
        rows["player_daily_cache"],
        points_avg_last_5=100 / 5,
        points_avg_last_10=242 / 10,
        points_std_last_10=10.152175464730043,
        games_played_season=68,
        points_avg_season=1338 / 68,
        games_in_last_7_days=2,
        minutes_in_last_7_days=66.0,
    )
    assert_values(
        rows["player_shot_zone_analysis"],
        games_in_sample_10=10,
        zone_games_in_sample=8,
        total_shots_last_10=169,
        paint_attempts_per_game=39 / 8,
        three_pt_rate_last_10=100 * 86 / 169,
        primary_scoring_zone="perimeter",
    )
    assert_values(
        rows["ml_feature_store_v2"], playoff_game=1.0, team_win_pct=50 / 84, pct_free_throw=20 / 242
    )
