"""`python -m nba_backfill.tables.statement` prints a table's whole statement, ready to paste."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlglot
from nba_backfill import tables

SCRIPTS = Path(tables.__file__).parents[2]


def printed(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "nba_backfill.tables.statement", *arguments],
        env={**os.environ, "PYTHONPATH": str(SCRIPTS)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", tables.PHASE4)
def test_statement_selects_all_columns(name):
    statement = sqlglot.parse_one(printed(name).stdout, read="bigquery")
    assert statement.named_selects == list(tables.table(name).columns)


def test_dates_stand_where_the_parameters_would():
    told = printed("player_daily_cache", "2024-01-15", "2024-01-20").stdout
    assert "cache_date BETWEEN DATE '2024-01-15' AND DATE '2024-01-20'" in told
    assert "@" not in told


def test_unknown_table_is_one_line_with_the_names():
    wrong = printed("player_cache")
    assert wrong.returncode == 1
    assert len(wrong.stderr.splitlines()) == 1
    assert "player_daily_cache" in wrong.stderr
