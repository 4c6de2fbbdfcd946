"""Models read the feature array by position: names and order are fixed."""

from nba_backfill import tables

FEATURES = {
    "points_avg_last_5": "phase4",
    "points_avg_last_10": "phase4",
    "points_avg_season": "phase4",
    "points_std_last_10": "phase4",
    "games_in_last_7_days": "phase4",
    "fatigue_score": "phase4",
    "shot_zone_mismatch_score": "phase4",
    "pace_score": "phase4",
    "usage_spike_score": "phase4",
    "rest_advantage": "calculated",
    "injury_risk": "calculated",
    "recent_trend": "calculated",
    "minutes_change": "calculated",
    "opponent_def_rating": "phase4",
    "opponent_pace": "phase4",
    "home_away": "phase3",
    "back_to_back": "phase3",
    "playoff_game": "phase3",
    "pct_paint": "phase4",
    "pct_mid_range": "phase4",
    "pct_three": "phase4",
    "pct_free_throw": "calculated",
    "team_pace": "phase4",
    "team_off_rating": "phase4",
    "team_win_pct": "calculated",
}


def test_contract_declares_the_features_in_order():
    columns = tables.table("ml_feature_store_v2").columns.values()
    declared = {column.name: column.provenance for column in columns if column.provenance}
    assert list(declared.items()) == list(FEATURES.items())
