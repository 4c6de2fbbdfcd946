"""tables/needed.yaml names exactly the Phase 3 columns that the statements read."""

import datetime as dt
import re

import duckdb
import pyarrow as pa
import pytest
from nba_backfill import tables
from nba_backfill.checks import coverage, inputs
from nba_backfill.operator.audit import between_tables
from nba_backfill.schedule import Game
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed
from nba_backfill.warehouse.duckdb_columns import TYPES
from nba_backfill.warehouse.translate import to_duckdb

DAY = dt.date(2024, 1, 1)


class Listener:
    """A warehouse that keeps the statements it is asked and answers nothing."""

    processors = tuple(PROCESSORS)

    def __init__(self):
        self.asked: list[str] = []

    def query(self, sql: str, start: dt.date, end: dt.date) -> pa.Table:
        self.asked.append(sql)
        return pa.table({})

    def dates(self, table: tables.Table) -> set[dt.date]:
        return set()


def statements() -> dict[str, list[str]]:
    """The statements over Phase 3 by who asks them, as DuckDB reads them."""
    asked = {name: [framed(processor.table)] for name, processor in PROCESSORS.items()}
    verify, audit = Listener(), Listener()
    for name in PROCESSORS:
        inputs.check_inputs(verify, name, DAY, DAY)
    for name in coverage.TABLES:
        coverage.check_table(verify, name, DAY, DAY)
    between_tables.check_tables(audit, audit, [(DAY, DAY)])
    between_tables.check_context(audit, audit, [(DAY, DAY)])
    asked |= {"verify_phase3": verify.asked, "audit": audit.asked}
    asked["plan"] = [f"SELECT {', '.join(Game._fields)} FROM nba_reference.nba_schedule"]
    return {who: [to_duckdb(sql) for sql in texts] for who, texts in asked.items()}


STATEMENTS = statements()


def unbound(lacking: dict[str, set[str]]) -> set[str]:
    """Who asks a statement that does not bind when tables lack columns."""
    con = duckdb.connect()
    for name in (*tables.PHASE3, *tables.PHASE4):
        contract = tables.table(name)
        columns = ", ".join(
            f"{column.name} {TYPES[column.type]}"
            for column in contract.columns.values()
            if column.name not in lacking.get(name, set())
        )
        con.execute(f'CREATE TABLE "table:{contract.full_name}" ({columns})')
    return {who for who, texts in STATEMENTS.items() if not all(_binds(con, t) for t in texts)}


def _binds(con, sql: str) -> bool:
    used = {name: DAY for name in ("start_date", "end_date") if f"${name}" in sql}
    try:
        con.sql(sql, params=used)
    except duckdb.BinderException:
        return False
    return True


def test_nothing_else_is_read():
    others = {
        name: tables.table(name).columns.keys() - tables.needed(name).keys()
        for name in tables.PHASE3
    }

    assert sum(map(len, others.values())) > 60
    assert unbound(others) == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", tables.PHASE3)
def test_each_is_read_by_those_it_names(name):
    for column, readers in tables.needed(name).items():
        found = unbound({name: {column}})
        named = {*PROCESSORS} if readers == "every processor" else {*re.split(r",\s+", readers)}
        processors = found & {*PROCESSORS}
        assert named == (processors or found & named), column
        assert named, column
