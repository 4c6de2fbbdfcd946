"""Rules of ml_feature_store_v2."""

from nba_backfill import tables
from nba_backfill.checks.table_rules.rule import FATIGUE_VARIES, Rule, row_quality

FEATURES = tuple(
    name for name, c in tables.table("ml_feature_store_v2").columns.items() if c.provenance
)

ROWS = (
    *row_quality("game_date"),
    Rule("two_teams", "opponent_team_abbr", "team_abbr = opponent_team_abbr", "is team_abbr"),
    Rule(
        "array_length",
        "features",
        "ARRAY_LENGTH(features) != feature_count OR ARRAY_LENGTH(feature_names) != feature_count",
        "or feature_names is not feature_count long",
    ),
    Rule(
        "array_names",
        "feature_names",
        f"ARRAY_TO_STRING(feature_names, ',') != '{','.join(FEATURES)}'",
        "does not hold the names of the features in order",
    ),
    *(
        Rule(
            "array_equals_column",
            name,
            f"COALESCE({name}, -1e99) != COALESCE(IF(IS_NAN(features[SAFE_OFFSET({place})]),"
            f" -1e99, features[SAFE_OFFSET({place})]), 1e99)",
            f"is not features[{place}]",
        )
        for place, name in enumerate(FEATURES)
    ),
    *(
        Rule(
            "source_of_value",
            f"{name}_source",
            f"({name} IS NULL) != ({name}_source = 'missing')",
            f"does not agree with {name}",
        )
        for name in FEATURES
    ),
    Rule(
        "missing_list",
        "missing_features",
        "CONCAT(ARRAY_TO_STRING(missing_features, ','),"
        " IF(ARRAY_LENGTH(missing_features) = 0, '', ',')) != CONCAT("
        + ", ".join(f"IF({name}_source = 'missing', '{name},', '')" for name in FEATURES)
        + ")",
        "does not list the features whose source is missing, in order",
    ),
    Rule(
        "feature_quality",
        "feature_quality_score",
        "ABS(feature_quality_score - 4 * (25 - ARRAY_LENGTH(missing_features))) > 1e-9"
        " OR is_feature_complete != (ARRAY_LENGTH(missing_features) = 0)"
        " OR (data_source = 'complete') != is_feature_complete",
        "or is_feature_complete or data_source does not agree with missing_features",
    ),
    Rule(
        "zones_sum",
        "pct_paint",
        "ABS(pct_paint + pct_mid_range + pct_three - 1) > 1e-9",
        "does not sum to 1 with pct_mid_range and pct_three",
    ),
    Rule(
        "status_risk",
        "injury_risk",
        "(injury_risk IS NULL) != (player_status IS NULL)"
        " OR (injury_risk = 3) != (player_status = 'out')",
        "does not agree with player_status",
    ),
    Rule(
        "home_flag",
        "home_away",
        "home_away != CASE WHEN is_home THEN 1 WHEN NOT is_home THEN 0 ELSE 0.5 END",
        "does not agree with is_home",
    ),
    Rule(
        "whole_steps",
        "recent_trend",
        " OR ".join(
            f"{name} != FLOOR({name})"
            for name in ("rest_advantage", "injury_risk", "recent_trend", "minutes_change")
        ),
        "or another ordinal feature is not a whole number",
    ),
    Rule(
        "flags",
        "back_to_back",
        "back_to_back NOT IN (0, 1) OR playoff_game NOT IN (0, 1)",
        "or another flag is neither 0 nor 1",
    ),
)

DATES = (
    FATIGUE_VARIES,
    # a date may have nothing but games on neutral courts
    Rule(
        "varies",
        "home_away",
        "COUNT(home_away) >= 50 AND MIN(home_away) = MAX(home_away) AND MIN(home_away) != 0.5",
        "has one value everywhere, and it is not 0.5",
    ),
)
