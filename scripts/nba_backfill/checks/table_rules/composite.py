"""Rules of player_composite_factors."""

from nba_backfill.checks.table_rules.rule import Rule, row_quality

_ADJUSTMENTS = (
    "fatigue_adjustment",
    "shot_zone_mismatch_score",
    "pace_score",
    "usage_spike_score",
)
_MAIN_INPUTS = (
    "days_rest",
    "projected_usage_rate",
    "pace_differential",
    "player_shot_zone",
    "team_defense_zone",
)


def _named_missing(field: str) -> str:
    return f"CONCAT(', ', COALESCE(missing_data_fields, ''), ',') LIKE '%, {field},%'"


ROWS = (
    *row_quality("game_date"),
    Rule("same_date", "analysis_date", "analysis_date != game_date", "is not game_date"),
    Rule("two_teams", "opponent_team_abbr", "team_abbr = opponent_team_abbr", "is team_abbr"),
    Rule(
        "fatigue_adjustment",
        "fatigue_adjustment",
        "(fatigue_adjustment IS NULL) != (fatigue_score IS NULL)"
        " OR ABS(fatigue_adjustment - (fatigue_score - 100) / 20) > 1e-9",
        "is not (fatigue_score - 100) / 20",
    ),
    Rule(
        "factors_add_up",
        "total_composite_adjustment",
        f"(COALESCE({', '.join(_ADJUSTMENTS)}) IS NULL) != (total_composite_adjustment IS NULL)"
        f" OR ABS({' + '.join(f'COALESCE({a}, 0)' for a in _ADJUSTMENTS)}"
        " - total_composite_adjustment) > 1e-9",
        "is not the sum of the four adjustments",
    ),
    Rule(
        "completeness_of_inputs",
        "data_completeness_pct",
        "ABS(100 - 20 * ("
        + " + ".join(f"IF({_named_missing(field)}, 1, 0)" for field in _MAIN_INPUTS)
        + ") - data_completeness_pct) > 1e-9",
        "is not 100 less 20 for each main input in missing_data_fields",
    ),
    Rule(
        "pace_named",
        "pace_score",
        f"(pace_score IS NULL) != ({_named_missing('pace_differential')})",
        "and pace_differential in missing_data_fields disagree",
    ),
    Rule(
        "zone_named",
        "shot_zone_mismatch_score",
        f"(shot_zone_mismatch_score IS NULL) != ({_named_missing('player_shot_zone')}"
        f" OR {_named_missing('team_defense_zone')})",
        "and the zones in missing_data_fields disagree",
    ),
    Rule(
        "warnings",
        "has_warnings",
        "has_warnings != (warning_details IS NOT NULL)"
        " OR (COALESCE(warning_details, '') LIKE '%EXTREME_FATIGUE%')"
        " != COALESCE(fatigue_score < 50, FALSE)"
        " OR (COALESCE(warning_details, '') LIKE '%EXTREME_MATCHUP%')"
        " != COALESCE(ABS(shot_zone_mismatch_score) > 8 + 1e-12, FALSE)"
        " OR (COALESCE(warning_details, '') LIKE '%EXTREME_ADJUSTMENT%')"
        " != COALESCE(ABS(total_composite_adjustment) > 12 + 1e-12, FALSE)",
        "or warning_details does not agree with the scores",
    ),
)
