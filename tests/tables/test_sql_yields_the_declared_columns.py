"""The last SELECT of every Phase 4 definition names the contract's columns, in its order."""

import pytest
import sqlglot
from nba_backfill import tables


@pytest.mark.parametrize("name", tables.PHASE4)
def test_definition_and_contract_name_the_same_columns(name):
    # The data hash is computed from the definition's rows, so no definition names it.
    declared = [column for column in tables.table(name).columns if column != "data_hash"]
    selected = sqlglot.parse_one(tables.sql(name), read="bigquery").named_selects
    assert selected == declared
