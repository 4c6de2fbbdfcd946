"""Every statement bounds the partitions of every partitioned table it reads."""

import pytest
from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.tables.statement import framed, with_row_hash
from nba_backfill.warehouse.bigquery import statements
from nba_backfill.warehouse.bigquery.engine import partitions
from nba_backfill.warehouse.bigquery.pruning import unpruned

from warehouse.sample import DAYS, TABLE


@pytest.mark.parametrize("name", tables.PHASE4)
def test_the_definitions_of_the_tables(name):
    contract = tables.table(name)

    assert unpruned(with_row_hash(contract, framed(name)), partitions()) == []


@pytest.mark.parametrize("statement", [statements.publish, statements.replace_season])
def test_the_statements_that_replace_rows(statement):
    sql = statement(TABLE, "p.nba_precompute.team_defense_zone_analysis", "p.nba_staging.rows")

    assert unpruned(sql, partitions()) == []


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM a.t", "a.t (no start and no end)"),
        ("SELECT * FROM a.t WHERE d < @end_date", "a.t (no start)"),
        ("SELECT * FROM a.t WHERE d >= @start_date OR d = @end_date", "a.t (no start and no end)"),
        ("SELECT * FROM a.t WHERE d BETWEEN x AND @end_date", "a.t (no start)"),
        (
            "SELECT * FROM b.u AS u JOIN a.t AS t ON t.d = u.d WHERE u.d = @start_date",
            "a.t (no start and no end)",
        ),
        ("WITH all_rows AS (SELECT * FROM a.t) SELECT * FROM all_rows WHERE d = @end_date",
         "a.t (no start and no end)"),
        (
            "MERGE a.t AS t USING b.u AS u ON FALSE WHEN NOT MATCHED BY SOURCE THEN DELETE",
            "a.t (no start and no end)",
        ),
        ("INSERT INTO b.u (d) SELECT d FROM a.t", "a.t (no start and no end)"),
    ],
)  # fmt: skip
def test_a_table_read_whole_is_named(sql, told):
    assert unpruned(sql, {"a.t": "d"}) == [told]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM a.t WHERE d BETWEEN @start_date AND @end_date",
        "SELECT * FROM a.t AS x "
        "WHERE @start_date <= x.d AND (x.d < DATE_ADD(@end_date, INTERVAL 1 DAY))",
        "SELECT * FROM b.u LEFT JOIN a.t AS t ON t.k = u.k AND t.d = @start_date",
        "INSERT INTO a.t (d) SELECT d FROM b.u",
        "CREATE OR REPLACE TABLE a.t AS SELECT d FROM b.u",
    ],
)
def test_a_bounded_table_is_not(sql):
    assert unpruned(sql, {"a.t": "d"}) == []


def test_a_statement_that_reads_a_whole_table_does_not_run(warehouse):
    with pytest.raises(
        BackfillError, match=r"read whole tables: nba_analytics.player_game_summary"
    ):
        warehouse.stage(TABLE, "SELECT * FROM nba_analytics.player_game_summary", DAYS[0], DAYS[0])
