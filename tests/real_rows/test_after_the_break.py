"""Jayson Tatum on 2022-02-24, eight days after his last game: empty week, full averages.

Games of 29 and 31 January, 2, 4, 6, 8, 11, 13, 15 and 16 February 2022: 247 points.
"""

import datetime as dt

from real_rows.expected import assert_values, rows_of


def test_tatum(real_warehouse):
    rows = rows_of(real_warehouse, "2022-02-24", "jaysontatum")
    assert_values(
        rows["player_daily_cache"],
        games_in_last_7_days=0,
        minutes_in_last_7_days=0.0,
        avg_minutes_per_game_last_7=None,
        games_in_last_14_days=4,
        minutes_in_last_14_days=146.0,
        back_to_backs_last_14_days=1,
        points_avg_last_5=131 / 5,
        points_avg_last_10=247 / 10,
        points_avg_season=1439 / 56,
        points_std_last_10=7.846442930823283,
        minutes_avg_last_10=337 / 10,
        window_first_date=dt.date(2022, 1, 29),
        window_last_date=dt.date(2022, 2, 16),
    )
    assert_values(
        rows["player_shot_zone_analysis"],
        total_shots_last_10=185,
        paint_rate_last_10=100 * 69 / 185,
        mid_range_rate_last_10=100 * 34 / 185,
        three_pt_rate_last_10=100 * 82 / 185,
        assisted_rate_last_10=100 * 47 / 89,
        primary_scoring_zone="perimeter",
    )
    assert_values(rows["ml_feature_store_v2"], days_rest=8, back_to_back=0.0)
    assert "avg_minutes_per_game_last_7" in rows["player_composite_factors"]["missing_data_fields"]
