"""Keon Johnson on 2022-12-19: his ten games include one of 0 rounded minutes and 3 points.

Games of 26 and 28 October, 2, 4 and 5 November, 8 (the short one), 12, 14, 16 and 17 December.
"""

import datetime as dt

from real_rows.expected import assert_values, rows_of


def test_it_counts_everywhere_but_in_usage(real_warehouse):
    """64 points in 142 minutes over ten games; usage is the mean of the other nine."""
    rows = rows_of(real_warehouse, "2022-12-19", "keonjohnson")
    assert_values(
        rows["player_daily_cache"],
        points_avg_last_5=25 / 5,
        points_avg_last_10=64 / 10,
        points_avg_season=67 / 11,
        games_played_season=11,
        minutes_avg_last_10=142 / 10,
        usage_rate_last_10=27.14639540558477,
        ts_pct_last_10=0.5567120424408228,
        points_std_last_10=4.29987079909256,
        window_first_date=dt.date(2022, 10, 26),
        window_last_date=dt.date(2022, 12, 17),
        window_games=10,
    )
    assert_values(
        rows["player_shot_zone_analysis"],
        total_shots_last_10=65,
        paint_rate_last_10=100 * 18 / 65,
        three_pt_rate_last_10=100 * 34 / 65,
        assisted_rate_last_10=100 * 14 / 25,
    )
