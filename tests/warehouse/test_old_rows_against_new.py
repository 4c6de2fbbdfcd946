"""Old rows against staged ones on both engines: what is added, removed, changed, and in what."""

import json
from dataclasses import replace

import pytest
from nba_backfill import tables
from nba_backfill.phase4.corrections import corrections
from nba_backfill.plan.sentinels import MadeFrom, Sentinel

from warehouse.sample import DAYS, note, rows_sql

_ALL = tables.table("player_shot_zone_analysis")
_FEW = ("player_lookup", "analysis_date", "paint_rate_last_10", "data_hash")
RATES = replace(_ALL, columns={name: _ALL.columns[name] for name in _FEW})
SAME = {"added": 0, "removed": 0, "changed": 0, "columns": {}}


@pytest.fixture
def rates(warehouse):
    """The warehouse with a table of few columns, one of which may be NULL."""
    warehouse.create(RATES)
    return warehouse


def players(day, *names: str, rate: float | None = 0.5) -> list[dict]:
    return [
        {"analysis_date": day, "player_lookup": name, "paint_rate_last_10": rate} for name in names
    ]


def publish(warehouse, rows: list[dict], notes: dict) -> None:
    staged = warehouse.stage(RATES, rows_sql(rows, RATES), DAYS[0], DAYS[-1])
    warehouse.publish(RATES, staged, notes)
    warehouse.drop(staged)


def sentinel(day, digest: str, rows: int = 3) -> Sentinel:
    made_from = MadeFrom(fingerprint="f", source="s", upstream={}, phase3={})
    return Sentinel(RATES.name, day, rows, rows, digest, (), made_from)


def compared(warehouse, rows: list[dict], new: dict) -> dict:
    """What staging `rows` would change of what is there; new: digest to come by day."""
    staged = warehouse.stage(RATES, rows_sql(rows, RATES), DAYS[0], DAYS[-1])
    asked = {day: sentinel(day, digest) for day, digest in new.items()}
    found = corrections(warehouse, RATES, staged, asked)
    warehouse.drop(staged)
    return found


def test_rows_are_compared_by_key(rates):
    first, second = DAYS[0], DAYS[1]
    old = [
        *players(first, "brown", "brunson"),
        *players(first, "butler", rate=None),
        *players(first, "james", rate=5),
        *players(second, "brown"),
    ]
    publish(rates, old, note(first, rows=4, digest="old") | note(second, rows=1, digest="same"))
    new = [
        *players(first, "brown"),  # the same; brunson is gone
        *players(first, "butler", rate=0),  # from NULL to a value
        *players(first, "james", rate=None),  # from a value to NULL
        *players(first, "jokic", "booker"),
        *players(second, "brown"),
        *players(DAYS[2], "brown"),
    ]

    found = compared(rates, new, {first: "new", second: "same", DAYS[2]: "new"})

    assert found == {
        first: {
            "of": 4,
            "added": 2,
            "removed": 1,
            "changed": 2,
            "columns": {"paint_rate_last_10": 2},
        },
        second: {"of": 1, **SAME},
    }, "a date without rows has nothing to correct"
    assert json.loads(json.dumps(found[first])) == found[first]


def test_rows_that_are_new_or_the_same_ask_nothing(rates, monkeypatch):
    publish(rates, players(DAYS[0], "brown"), note(DAYS[0], rows=1, digest="same"))
    rates.note(RATES, DAYS[0])  # on BigQuery: asked once in a run, whatever the dates
    monkeypatch.setattr(type(rates), "query", None)

    found = compared(rates, players(DAYS[0], "brown"), {DAYS[0]: "same", DAYS[1]: "new"})

    assert found == {DAYS[0]: {"of": 1, **SAME}}


def test_what_lies_between_the_dates_asked_for_is_left_out(rates):
    days = DAYS[:3]
    old = [row for day in days for row in players(day, "brown")]
    publish(rates, old, note(*days, rows=1, digest="old"))
    new = [row for day in (days[0], days[2]) for row in players(day, "brown", rate=9)]

    found = compared(rates, new, {days[0]: "new", days[2]: "new"})

    assert {day: counts["changed"] for day, counts in found.items()} == {days[0]: 1, days[2]: 1}
