"""The Cup final of 2023-12-09 counts in rest and load of both teams, and in no average."""

import datetime as dt

from real_rows.expected import assert_allowed, assert_values, rows_of


def test_indiana(real_warehouse):
    """15 counted games, 4 November to 7 December: 1882 points allowed."""
    row = rows_of(real_warehouse, "2023-12-11", "IND")["team_defense_zone_analysis"]
    assert_allowed(row, 15, paint=(428, 731, 81), mid_range=(113, 251, 9), three_pt=(149, 389, 9))
    assert_values(
        row,
        opponent_points_per_game=1882 / 15,
        defensive_rating_last_15=117.71531249156037,
        opponent_pace=106.63066666666667,
        window_first_date=dt.date(2023, 11, 4),
        window_last_date=dt.date(2023, 12, 7),
    )


def test_haliburton(real_warehouse):
    """12 November to 7 December for the averages; the final's 35 minutes for the load."""
    rows = rows_of(real_warehouse, "2023-12-11", "tyresehaliburton")
    assert_values(
        rows["player_daily_cache"],
        points_avg_last_5=156 / 5,
        points_avg_last_10=296 / 10,
        points_avg_season=485 / 18,
        games_played_season=18,
        window_last_date=dt.date(2023, 12, 7),
        games_in_last_7_days=2,
        minutes_in_last_7_days=72.0,
        games_in_last_14_days=4,
        minutes_in_last_14_days=152.0,
        back_to_backs_last_14_days=0,
    )
    assert_values(rows["ml_feature_store_v2"], days_rest=2, team_win_pct=12 / 20)


def test_lakers(real_warehouse):
    """15 counted games, 10 November to 7 December: 1645 points allowed."""
    row = rows_of(real_warehouse, "2023-12-12", "LAL")["team_defense_zone_analysis"]
    assert_allowed(row, 15, paint=(309, 537, 65), mid_range=(100, 272, 11), three_pt=(205, 578, 2))
    assert_values(
        row,
        opponent_points_per_game=1645 / 15,
        defensive_rating_last_15=107.57688153752022,
        opponent_pace=102.05333333333334,
        window_last_date=dt.date(2023, 12, 7),
    )


def test_james(real_warehouse):
    """Three days after the final: the rest bonus, less one back-to-back of 29 and 30 November."""
    rows = rows_of(real_warehouse, "2023-12-12", "lebronjames")
    assert_values(
        rows["player_daily_cache"],
        points_avg_last_5=123 / 5,
        points_avg_last_10=243 / 10,
        points_avg_season=549 / 22,
        games_in_last_7_days=2,
        minutes_in_last_7_days=58.0,
        games_in_last_14_days=6,
        minutes_in_last_14_days=197.0,
        back_to_backs_last_14_days=1,
    )
    assert_values(rows["ml_feature_store_v2"], days_rest=3, team_win_pct=14 / 23)
    told = rows["player_composite_factors"]["fatigue_context_json"]
    assert told["penalties_applied"] == ["back_to_backs_last_14_days: -5"]
    assert told["bonuses_applied"] == ["extra_rest: +5"]
    assert told["final_score"] == 100
