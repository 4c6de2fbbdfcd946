"""A column is declared while partitions without it are there: they are stale, and readable."""

import shutil

import pytest
from given.phase4 import fill
from nba_backfill import tables
from nba_backfill.tables import processors

CACHE = "player_daily_cache"
COLUMN = "- {name: points_in_all, type: FLOAT64, unit: points, meaning: points of the season}\n"


@pytest.fixture
def new_column(tmp_path, monkeypatch):
    """player_daily_cache has one more column from here on."""
    shutil.copytree(tables.FOLDER, tmp_path / "tables")
    for kind, old, new in (
        ("yaml", "- {include: row_quality}", COLUMN + "- {include: row_quality}"),
        ("sql", "  listing_incomplete,", "  points_season * games_season AS points_in_all,\n  "
         "listing_incomplete,"),
    ):  # fmt: skip
        file = tmp_path / "tables" / "nba_precompute" / f"{CACHE}.{kind}"
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1
        file.write_text(text.replace(old, new), encoding="utf-8")
    kept = (tables.table, tables.sql, processors.fingerprint)
    monkeypatch.setattr(tables, "FOLDER", tmp_path / "tables")
    for function in kept:
        function.cache_clear()
    yield
    monkeypatch.undo()
    for function in kept:
        function.cache_clear()


def test_they_are_stale_and_nothing_else(damaged, rules, new_column):
    found = rules(damaged, sample=2)

    assert {date for _, name, date, rule in found if (name, rule) == (CACHE, "older_code")} == set(
        damaged.dates
    )
    assert {(name, rule) for _, name, _, rule in found} <= {
        (CACHE, "older_code"),
        ("ml_feature_store", "stale"),  # which reads its rows
    }


def test_both_shapes_are_read_together(damaged, day, rules, new_column):
    fill(damaged, [day])

    found = damaged.warehouse.query(
        "SELECT cache_date, COUNT(points_in_all) AS known FROM nba_precompute.player_daily_cache"
        " WHERE cache_date BETWEEN @start_date AND @end_date GROUP BY cache_date",
        damaged.dates[0],
        damaged.dates[-1],
    ).to_pylist()

    known = {row["cache_date"]: row["known"] for row in found}
    assert known.keys() == set(damaged.dates)
    assert {date for date, count in known.items() if count} == {day}
    stale = {
        date for _, name, date, rule in rules(damaged) if (name, rule) == (CACHE, "older_code")
    }
    assert stale == set(damaged.dates) - {day}
