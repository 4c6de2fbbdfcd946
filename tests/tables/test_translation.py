"""What the embedded engine's translation settles beyond SQLGlot's."""

import hashlib

import duckdb
import pytest
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


def test_mean_over_a_window_adds_in_order():
    # To the last bit, so that a date's rows do not depend on the range they are computed with.
    values = [number / 7 for number in range(1, 200)]
    listed = ", ".join(f"STRUCT({i} AS i, {value!r}e0 AS v)" for i, value in enumerate(values))
    sql = f"SELECT i, AVG(v) OVER (ORDER BY i) AS mean FROM UNNEST([{listed}])"
    added = 0.0
    for (i, mean), value in zip(sorted(rows(sql)), values, strict=True):
        added += value
        assert mean == added / (i + 1)


@pytest.mark.parametrize("value, text", [("'b'", "b"), ("CAST(NULL AS STRING)", "NULL")])
def test_a_hash_of_joined_texts_is_that_of_their_bytes(value, text):
    parts = f"[CONCAT('a:', COALESCE({value}, 'NULL')), CONCAT('c:', COALESCE('d', 'NULL'))]"
    sql = f"SELECT TO_HEX(SHA256(ARRAY_TO_STRING({parts}, '|')))"
    assert "CONCAT('a:'" in to_duckdb(sql)
    assert rows(sql) == [(hashlib.sha256(f"a:{text}|c:d".encode()).hexdigest(),)]


def test_joined_texts_that_may_be_null_lose_their_separator():
    sql = "SELECT ARRAY_TO_STRING([x, 'b'], '|') FROM UNNEST([CAST(NULL AS STRING), 'a']) AS x"
    assert sorted(rows(sql)) == [("a|b",), ("b",)]
