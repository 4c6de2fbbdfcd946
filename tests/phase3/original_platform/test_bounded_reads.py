"""Every read of a table of the platform is bounded by parameters on its partition column."""

import pytest
from given import platform_ddl
from given.bigquery.bounds import unbounded
from nba_backfill.phase3 import platform
from nba_backfill.phase3.platform import findings

BOUNDED = {
    name: source.bounded_by for name, source in platform.sources().items() if source.bounded_by
}
STATEMENTS = {name: platform.statement(name) for name in platform.STATEMENTS}


@pytest.mark.parametrize("name", [*STATEMENTS, "findings"])
def test_no_table_is_read_whole(name):
    sql = STATEMENTS.get(name) or findings.statement()

    assert unbounded(sql, BOUNDED) == []


def test_the_tables_that_demand_it_are_among_them():
    assert {*platform_ddl.FILTERED} <= {*BOUNDED}


@pytest.mark.parametrize("state", platform_ddl.STATES)
def test_the_columns_read_are_those_of_the_ddl(state):
    kinds = {"BOOLEAN": "BOOL"}
    for name, source in platform.sources().items():
        there = {column: kinds.get(kind, kind)
                 for column, kind, _ in platform_ddl.columns(state, name)}  # fmt: skip
        assert source.columns.items() <= there.items(), name
