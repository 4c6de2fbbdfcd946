"""Every statement bounds the partitions of every partitioned table it reads.

(Those that real runs send: tests/googlesql/test_every_statement.py.)
"""

import pytest
from given.bigquery.bounds import PARTITIONS, unbounded
from nba_backfill import tables
from nba_backfill.tables.statement import framed, with_row_hash


@pytest.mark.parametrize("name", tables.PHASE4)
def test_the_definitions_of_the_tables(name):
    contract = tables.table(name)

    assert unbounded(with_row_hash(contract, framed(name)), PARTITIONS) == []


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
        ("DELETE FROM a.t WHERE d >= @start_date", "a.t (no end)"),
    ],
)  # fmt: skip
def test_a_table_read_whole_is_named(sql, told):
    assert unbounded(sql, {"a.t": "d"}) == [told]


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM a.t WHERE d BETWEEN @start_date AND @end_date",
        "SELECT * FROM a.t AS x "
        "WHERE @start_date <= x.d AND (x.d < DATE_ADD(@end_date, INTERVAL 1 DAY))",
        "SELECT * FROM b.u LEFT JOIN a.t AS t ON t.k = u.k AND t.d = @start_date",
        "INSERT INTO a.t (d) SELECT d FROM b.u",
        "DELETE FROM a.t WHERE d >= @start_date AND d <= @end_date",
        "CREATE OR REPLACE TABLE a.t AS SELECT d FROM b.u",
    ],
)
def test_a_bounded_table_is_not(sql):
    assert unbounded(sql, {"a.t": "d"}) == []
