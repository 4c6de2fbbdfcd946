"""What the embedded engine's translation settles beyond SQLGlot's."""

import duckdb
from nba_backfill.warehouse.translate import PLACEHOLDER, to_duckdb


def rows(sql):
    return duckdb.sql(to_duckdb(sql)).fetchall()


def test_countif_of_unknowns_is_zero():
    assert rows("SELECT COUNTIF(x) FROM UNNEST([CAST(NULL AS BOOL)]) AS x") == [(0,)]


def test_countif_over_a_window_of_unknowns_is_zero():
    sql = "SELECT COUNTIF(x) OVER (ORDER BY x) FROM UNNEST([CAST(NULL AS BOOL), TRUE]) AS x"
    assert sorted(rows(sql)) == [(0,), (1,)]


def test_format_writes_six_decimals():
    assert rows("SELECT FORMAT('%.6f', CAST(2.5 AS FLOAT64))") == [("2.500000",)]


def test_format_of_null_is_null():
    assert rows("SELECT FORMAT('%.6f', CAST(NULL AS FLOAT64))") == [(None,)]


def test_tables_keep_their_dataset():
    translated = to_duckdb(
        "SELECT a.x FROM nba_precompute.one AS a JOIN nba_analytics.two USING (x)"
    )
    assert set(PLACEHOLDER.findall(translated)) == {
        ("nba_precompute", "one"),
        ("nba_analytics", "two"),
    }
