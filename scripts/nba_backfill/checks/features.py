"""Rules that follow from a table's features: arrays, sources and counts agree with the columns."""

from __future__ import annotations

from nba_backfill.tables import Rule, Table


def feature_rules(table: Table) -> list[Rule]:
    """The rules of every column with a provenance and of what is made from them; none without."""
    names = list(table.features)
    if not names:
        return []
    listed = ", ".join(f"IF({name}_source = 'missing', '{name},', '')" for name in names)
    rules = [
        Rule(
            "array_length",
            "features",
            "ARRAY_LENGTH(features) != feature_count"
            " OR ARRAY_LENGTH(feature_names) != feature_count",
            "or feature_names is not feature_count long",
        ),
        Rule(
            "array_names",
            "feature_names",
            f"ARRAY_TO_STRING(feature_names, ',') != '{','.join(names)}'",
            "does not hold the names of the features in order",
        ),
        Rule(
            "missing_list",
            "missing_features",
            "CONCAT(ARRAY_TO_STRING(missing_features, ','),"
            f" IF(ARRAY_LENGTH(missing_features) = 0, '', ',')) != CONCAT({listed})",
            "does not list the features whose source is missing, in order",
        ),
        Rule(
            "feature_quality",
            "feature_quality_score",
            f"ABS(feature_quality_score * {len(names)}"
            f" - 100 * ({len(names)} - ARRAY_LENGTH(missing_features))) > 1e-6"
            " OR is_feature_complete != (ARRAY_LENGTH(missing_features) = 0)"
            " OR (data_source = 'complete') != is_feature_complete",
            "or is_feature_complete or data_source does not agree with missing_features",
        ),
    ]
    for place, name in enumerate(names):
        rules += [
            Rule(
                "array_equals_column",
                name,
                f"COALESCE({name}, -1e99) != COALESCE(IF(IS_NAN(features[SAFE_OFFSET({place})]),"
                f" -1e99, features[SAFE_OFFSET({place})]), 1e99)",
                f"is not features[{place}]",
            ),
            Rule(
                "source_of_value",
                f"{name}_source",
                f"({name} IS NULL) != ({name}_source = 'missing')",
                f"does not agree with {name}",
            ),
        ]
    return rules
