"""Every statement that real runs send to BigQuery is GoogleSQL, and yields the contract's types."""

import ast
import re
from pathlib import Path

import nba_backfill
import pytest
from given import platform_ddl
from given.bigquery.bounds import PARTITIONS, unbounded
from given.bigquery.statements import PLATFORM
from nba_backfill import tables
from nba_backfill.tables.statement import framed, with_row_hash
from nba_backfill.warehouse.bigquery import statements

from googlesql import engine
from googlesql.both import types_of

pytestmark = [pytest.mark.googlesql, pytest.mark.slow]

LIBRARY = Path(nba_backfill.__file__).parent
PROJECT = "nba-test"
NOTES = {
    "table_name": "STRING",
    "partition_date": "DATE",
    "note": "STRING",
    "published_at": "TIMESTAMP",
}
BOOLEAN = {"BOOLEAN": "BOOL"}
STAGED = re.compile(r"CREATE OR REPLACE TABLE `([^`]+)`.*?\nAS\n", re.DOTALL)
# A date whose games are gone: its statement is analyzed by itself.
ONLY_WHEN_A_DATE_VANISHES = {("warehouse/bigquery/engine.py", "remove")}
DATES = {"start_date": "DATE", "end_date": "DATE"}
# Asked of engines whose tables are files, or that publish date by date, only.
NEVER_ON_BIGQUERY = {
    ("operator/audit/stored.py", "_foreign_dates"),
    ("phase4/step.py", "_not_published"),
}


def known_tables(state: str = "newest") -> dict[str, dict[str, str]]:
    """Columns of what a statement can name before it is made by one; of the original platform's
    tables at one of their states."""
    known = {"nba_precompute.backfill_partitions": NOTES}
    for name in tables.PHASE3 + tables.PHASE4:
        known[tables.table(name).full_name] = types_of(name)
        known[f"nba_staging.{name}_0_0"] = types_of(name)  # also made without a statement
    known |= {f"{PROJECT}.{path}": columns for path, columns in known.items()}
    for path in platform_ddl.STATES[state]:
        columns = platform_ddl.columns(state, path)
        known[f"{PLATFORM}.{path}"] = {name: BOOLEAN.get(kind, kind) for name, kind, _ in columns}
    return known


def test_each_is_accepted_and_what_it_stages_has_the_contracts_types(sent_statements):
    assert wrong(sent_statements, known_tables()) == {}
    assert len(sent_statements) > 100


def test_each_bounds_the_partitions_it_reads(sent_statements):
    told = {}
    for statement in sent_statements:
        if whole := unbounded(statement.sql, PARTITIONS):
            told[statement.doing, statement.sites[-1]] = whole
    assert told == {}


def test_the_original_platforms_first_tables_are_enough(sent_statements):
    theirs = [s for s in sent_statements if any("phase3/platform/" in site for site in s.sites)]

    assert len(theirs) >= 8
    assert wrong(theirs, known_tables("first")) == {}


def wrong(statements, known: dict[str, dict[str, str]]) -> dict:
    """What the analyzer says of statements in their order, where it is not content."""
    found = {}
    for statement in statements:
        try:
            _analyze(statement, known)
        except (engine.Refused, AssertionError) as error:
            found[statement.doing, statement.sites[-1]] = str(error)
    return found


def _analyze(statement, known: dict[str, dict[str, str]]) -> None:
    """Analyzes a statement; adds the staged table that it makes to those known."""
    parameters = dict(statement.parameters)
    engine.analyze(statement.sql, known, parameters)
    if made := STAGED.match(statement.sql):
        # Without the columns that CREATE TABLE names, into which it would coerce.
        found = engine.analyze(statement.sql[made.end() :], known, parameters)
        contract = known.setdefault(made[1], found)
        assert list(found.items()) == list(contract.items())


@pytest.mark.parametrize("name", tables.PHASE4)
def test_the_removal_of_a_date_is_accepted(name):
    contract = tables.table(name)

    engine.analyze(statements.remove(contract, contract.full_name), known_tables(), DATES)


@pytest.mark.parametrize("name", tables.PHASE4)
def test_a_definition_yields_its_contract(name):
    contract = tables.table(name)

    found = engine.analyze(with_row_hash(contract, framed(name)), known_tables(), DATES)

    # CREATE TABLE (columns) AS matches by position: the order counts as well.
    assert list(found.items()) == list(types_of(name).items())


def test_every_place_that_asks_bigquery_is_among_them(sent_statements):
    reached = {site for statement in sent_statements for site in statement.sites}

    missing = {
        f"{file}:{lines.start}"
        for file, function, lines in places_that_ask()
        if (file, function) not in NEVER_ON_BIGQUERY | ONLY_WHEN_A_DATE_VANISHES
        and not any(f"{file}:{line}" in reached for line in lines)
    }

    assert missing == set()


def places_that_ask():
    """(file, function, lines) of each call of a verb that sends a statement."""
    for path in sorted(LIBRARY.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and asks(call.func):
                        lines = range(call.lineno, call.end_lineno + 1)
                        yield path.relative_to(LIBRARY).as_posix(), function.name, lines


def asks(called: ast.expr) -> bool:
    """Whether `called` is a verb of a warehouse, or of BigQuery's jobs, that sends a statement."""
    if not isinstance(called, ast.Attribute):
        return False
    owner = getattr(called.value, "attr", getattr(called.value, "id", ""))
    verbs = {
        "warehouse": ("query", "stage", "publish", "dry_run"),
        "jobs": ("run", "read", "dry_run"),
    }
    return called.attr in verbs.get(owner.lstrip("_"), ())
