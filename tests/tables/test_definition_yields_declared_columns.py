"""A definition selects its table's columns in the contract's order, and what its frames ask for."""

import pytest
import sqlglot
from nba_backfill import tables

ASKED_BY_THE_FRAME = ["_team", "_upstream_issues"]
MADE_BY_THE_FRAME = {
    "expected_games_count",
    "actual_games_count",
    "missing_games_count",
    "completeness_percentage",
    "is_production_ready",
    "data_quality_issues",
    "data_hash",
}
MADE_FROM_FEATURES = {
    "features",
    "feature_names",
    "feature_count",
    "feature_quality_score",
    "data_source",
    "missing_features",
    "is_feature_complete",
}


@pytest.mark.parametrize("name", tables.PHASE4)
def test_definition_and_contract_name_the_same_columns(name):
    table = tables.table(name)
    made = MADE_BY_THE_FRAME | {f"{feature}_source" for feature in table.features}
    made |= MADE_FROM_FEATURES if table.features else set()
    own = [column for column in table.columns if column not in made]
    selected = sqlglot.parse_one(tables.sql(name), read="bigquery").named_selects
    assert selected == [*own, *ASKED_BY_THE_FRAME]


@pytest.mark.parametrize("name", tables.PHASE4)
def test_definition_is_short(name):
    assert len(tables.sql(name).splitlines()) < 300
