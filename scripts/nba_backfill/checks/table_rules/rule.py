"""What a rule is, and the rules several tables share."""

from __future__ import annotations

from typing import NamedTuple


class Rule(NamedTuple):
    name: str
    column: str
    broken_when: str
    says: str


def row_quality(date: str) -> tuple[Rule, ...]:
    """Rules of the columns every Phase 4 table ends with; `date` is its partition column."""
    return (
        Rule(
            "window_before_date",
            "window_last_date",
            f"window_last_date >= {date} OR window_first_date > window_last_date",
            f"is not between window_first_date and the day before {date}",
        ),
        Rule(
            "window_dates",
            "window_games",
            "(window_games = 0) != (window_first_date IS NULL)"
            " OR (window_games = 0) != (window_last_date IS NULL)",
            "does not agree with the window's dates",
        ),
        Rule(
            "missing_games",
            "missing_games_count",
            "missing_games_count != expected_games_count - actual_games_count",
            "is not expected minus actual games",
        ),
        Rule(
            "completeness",
            "completeness_percentage",
            "(completeness_percentage IS NULL) != (expected_games_count = 0) OR ABS("
            "completeness_percentage - SAFE_DIVIDE(100 * actual_games_count, expected_games_count)"
            ") > 1e-9",
            "is not 100 x actual / expected games",
        ),
        Rule(
            "readiness",
            "is_production_ready",
            "is_production_ready !="
            " (ARRAY_TO_STRING(data_quality_issues, ',') IN ('', 'listing_incomplete'))"
            " OR (is_production_ready AND completeness_percentage < 90 - 1e-9)",
            "does not agree with completeness and data_quality_issues",
        ),
        Rule(
            "early_season",
            "early_season_flag",
            "early_season_flag != (insufficient_data_reason IS NOT NULL)",
            "does not agree with insufficient_data_reason",
        ),
    )


def zone_sample(games: str) -> Rule:
    return Rule(
        "zone_games",
        "zone_games_in_sample",
        f"zone_games_in_sample > {games}",
        f"is more than {games}",
    )


def quality_label(label: str, games: str, steps: tuple[tuple[str, int], ...], low: str) -> Rule:
    """`label` is the name of the first step (name, from how many games) reached, else `low`."""
    cases = " ".join(f"WHEN {games} >= {least} THEN '{name}'" for name, least in steps)
    return Rule(
        "quality_label",
        label,
        f"{label} != CASE {cases} ELSE '{low}' END",
        f"does not agree with {games}",
    )


# After a break everybody can be fresh: only another value than 100 in common is suspicious.
FATIGUE_VARIES = Rule(
    "varies",
    "fatigue_score",
    "COUNT(fatigue_score) >= 50 AND MIN(fatigue_score) = MAX(fatigue_score)"
    " AND MIN(fatigue_score) != 100",
    "has one value everywhere, and it is not 100",
)
