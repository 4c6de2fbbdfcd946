"""Notes of partitions: threads that wait to write share a statement, and each note is kept."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from given.bigquery import emulator
from nba_backfill.errors import BackfillError

from warehouse.sample import TABLE

DAYS = [dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(8)]
JOBS = r"/v2/projects/[^/]*/jobs$"


def inserts(faults) -> int:
    return sum(b"INSERT INTO" in body for path, body in faults.bodies if path.endswith("/jobs"))


def test_notes_that_wait_share_a_statement(warehouse, faults):
    faults.add("POST", JOBS, match=b"INSERT", status=None, delay=2)  # the first one is slow

    with ThreadPoolExecutor(len(DAYS)) as pool:
        list(pool.map(lambda day: warehouse.notes.add(TABLE, {day: {"rows": day.day}}), DAYS))

    assert inserts(faults) <= 3
    again = emulator.reopened(warehouse)
    assert [again.note(TABLE, day) for day in DAYS] == [{"rows": day.day} for day in DAYS]


def test_a_refused_statement_is_told_to_all_that_share_it(warehouse, faults):
    faults.add("POST", JOBS, match=b"INSERT", status=None, delay=2)
    faults.add("POST", JOBS, match=b"INSERT", status=400, reason="invalidQuery", times=9)

    def add(day):
        try:
            warehouse.notes.add(TABLE, {day: {}})
        except BackfillError as error:
            return str(error)

    with ThreadPoolExecutor(len(DAYS)) as pool:
        told = list(pool.map(add, DAYS))

    refused = "BigQuery, noting nba_precompute.team_defense_zone_analysis: refused: injected"
    stored = [day for day, line in zip(DAYS, told, strict=True) if line is None]
    assert 1 <= len(stored) < len(DAYS)
    assert {line for line in told if line} == {refused}
    with pytest.raises(BackfillError, match="refused"):
        warehouse.notes.add(TABLE, {DAYS[0]: {}})


def test_many_notes_are_several_statements(warehouse, faults):
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(501)]

    warehouse.notes.add(TABLE, {day: {"rows": day.day} for day in days})

    assert inserts(faults) == 2
    assert emulator.reopened(warehouse).note(TABLE, days[-1]) == {"rows": days[-1].day}
