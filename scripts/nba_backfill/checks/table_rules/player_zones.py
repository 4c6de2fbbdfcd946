"""Rules of player_shot_zone_analysis."""

from nba_backfill.checks.table_rules.rule import Rule, quality_label, row_quality, zone_sample

_RATES = ("paint_rate_last_10", "mid_range_rate_last_10", "three_pt_rate_last_10")

ROWS = (
    *row_quality("analysis_date"),
    zone_sample("games_in_sample_10"),
    Rule(
        "rates_sum",
        "paint_rate_last_10",
        f"ABS({' + '.join(_RATES)} - 100) > 1e-6",
        "does not sum to 100 with the mid-range and three-point rates",
    ),
    Rule(
        "rates_together",
        "paint_rate_last_10",
        " OR ".join(f"({rate} IS NULL) != (total_shots_last_10 IS NULL)" for rate in _RATES),
        "and the other rates are not known or NULL together with total_shots_last_10",
    ),
    Rule(
        "assisted_sum",
        "assisted_rate_last_10",
        "(assisted_rate_last_10 IS NULL) != (unassisted_rate_last_10 IS NULL)"
        " OR ABS(assisted_rate_last_10 + unassisted_rate_last_10 - 100) > 1e-6",
        "does not sum to 100 with unassisted_rate_last_10",
    ),
    Rule(
        "shots_per_game",
        "total_shots_last_10",
        "ABS((paint_attempts_per_game + mid_range_attempts_per_game + three_pt_attempts_per_game)"
        " * zone_games_in_sample - total_shots_last_10) > 1e-6",
        "is not the attempts per game times zone_games_in_sample",
    ),
    Rule(
        "primary_zone",
        "primary_scoring_zone",
        "COALESCE(primary_scoring_zone, 'none') != CASE"
        " WHEN total_shots_last_10 IS NULL THEN 'none'"
        " WHEN paint_rate_last_10 >= 40 - 1e-12 THEN 'paint'"
        " WHEN three_pt_rate_last_10 >= 40 - 1e-12 THEN 'perimeter'"
        " WHEN mid_range_rate_last_10 >= 35 - 1e-12 THEN 'mid_range' ELSE 'balanced' END",
        "does not agree with the rates",
    ),
    Rule(
        "window_games",
        "games_in_sample_20",
        "games_in_sample_10 != window_games OR games_in_sample_10 != LEAST(games_in_sample_20, 10)",
        "does not agree with games_in_sample_10 and window_games",
    ),
    Rule(
        "small_window_20",
        "paint_rate_last_20",
        "games_in_sample_20 < 15"
        " AND (paint_rate_last_20 IS NOT NULL OR paint_pct_last_20 IS NOT NULL)",
        "has a value below 15 games",
    ),
    Rule(
        "early_season_games",
        "early_season_flag",
        "early_season_flag != (games_in_sample_10 < 10)",
        "does not agree with games_in_sample_10",
    ),
    quality_label("data_quality_tier", "games_in_sample_10", (("high", 10), ("medium", 7)), "low"),
    quality_label(
        "sample_quality_10",
        "games_in_sample_10",
        (("excellent", 10), ("good", 7), ("limited", 5)),
        "insufficient",
    ),
    quality_label(
        "sample_quality_20",
        "games_in_sample_20",
        (("excellent", 20), ("good", 14), ("limited", 10)),
        "insufficient",
    ),
)
