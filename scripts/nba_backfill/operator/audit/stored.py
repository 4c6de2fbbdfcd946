"""Sentinels against the partitions they speak of, and both against the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from nba_backfill import tables
from nba_backfill.checks.rows import key_text
from nba_backfill.errors import BackfillError
from nba_backfill.operator.audit.problem import Problem
from nba_backfill.plan import states
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.results import sentinel_files
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.tables.statement import EMPTY_DIGEST, PARTITION_DIGEST, row_hash

OLDER = "older_code"


def check_stored(plan: Plan, warehouse, spans) -> tuple[list[Problem], set[dt.date]]:
    """Problems of coverage and sentinels, and the dates on which no rows can be looked at.

    Those are dates with an unreadable partition, and with one of older code: its columns may be
    others.

    spans: (first, last) date per season.
    """
    grid = states.cells(plan)
    problems, unreadable = [], set()
    for name in plan.settings.processors:
        found = _check_processor(plan, warehouse, name, grid[name], spans)
        unreadable |= {problem.date for problem in found if problem.rule in ("unreadable", OLDER)}
        problems += found
    return problems, unreadable


def without(spans, dates: set[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """The spans cut around some dates."""
    day = dt.timedelta(days=1)
    cut = []
    for first, last in spans:
        for hole in sorted(date for date in dates if first <= date <= last):
            if first < hole:
                cut.append((first, hole - day))
            first = hole + day
        if first <= last:
            cut.append((first, last))
    return cut


def _check_processor(plan, warehouse, name: str, cells: dict, spans) -> list[Problem]:
    contract = tables.table(PROCESSORS[name].table)
    wanted = _wanted(plan.settings, spans)
    partitions = {day for day in warehouse.dates(contract) if wanted(day)}
    files = sentinel_files(plan.settings.results, name)
    written = {day for day in files if wanted(day)}
    planned = set(plan.dates)
    with_game = planned | set(plan.skipped)

    def problem(day: dt.date, rule: str, detail: str, check: str = "sentinels") -> Problem:
        return Problem(check, name, day, rule, f"{name} {day}: {detail}")

    found = []
    for day in sorted(planned - partitions - written):
        why = f"{cells[day].state} {cells[day].reason}".strip()
        found.append(problem(day, "missing", f"not filled ({why})", "coverage"))
    for day in sorted((partitions | written) - with_game):
        found.append(problem(day, "no_game", "filled, but no game is on that date"))
    for day in sorted((partitions - written) & planned):
        found.append(problem(day, "no_sentinel", "rows without a sentinel"))
    for day in sorted((written - partitions) & with_game):
        found.append(problem(day, "no_partition", "a sentinel without rows"))

    notes = {}
    for day in sorted(partitions):
        try:
            notes[day] = warehouse.note(contract, day)
        except BackfillError as error:
            found.append(problem(day, "unreadable", str(error)))
    noted = {day: Sentinel.of(note or {}) for day, note in notes.items()}
    older = {day for day, one in noted.items() if one and _is_older(one)}
    whole = without(spans, partitions - notes.keys() | older)
    rows, damaged = _stored_or_damaged(warehouse, contract, whole, notes.keys() - older)
    for day, reason in damaged.items():
        found.append(problem(day, "unreadable", reason))
        del notes[day]
    for day in sorted(written & notes.keys()):
        sentinel = Sentinel.read(files[day])
        if sentinel is None:
            found.append(
                problem(day, "broken_sentinel", "the sentinel is cut short or lacks a key")
            )
            continue
        if day in older:
            found.append(problem(day, OLDER, "stale, made by code or settings that have changed"))
            continue
        stored = rows.get(day, EMPTY)
        for rule, detail in _disagreements(sentinel, noted[day], stored):
            found.append(problem(day, rule, detail))
        if stored.rows != sentinel.rows and warehouse.keeps_files:
            foreign = _foreign_dates(warehouse, contract, day)
            if foreign:
                detail = f"the partition holds rows dated {', '.join(foreign)}"
                found.append(problem(day, "foreign_date", detail))
        if day in cells and cells[day].state == "stale" and sentinel == noted[day]:
            found.append(problem(day, "stale", f"stale, {cells[day].reason}"))
    return found


def _is_older(sentinel: Sentinel) -> bool:
    return sentinel.made_from.fingerprint != fingerprint(sentinel.processor)


def _wanted(settings, spans):
    """Whether a date lies in the configured dates."""
    if settings.dates:
        return lambda day: day in settings.dates
    return lambda day: any(first <= day <= last for first, last in spans)


class Stored(NamedTuple):
    """What a partition holds: rows, digest, rows whose hash is not that of their values."""

    rows: int
    digest: str
    altered: int
    example: str | None


EMPTY = Stored(0, EMPTY_DIGEST, 0, None)


def _stored(warehouse, contract, spans) -> dict[dt.date, Stored]:
    """What is stored per date; the row hashes are computed again from the values."""
    sql = (
        f"SELECT day, COUNT(*) AS n, {PARTITION_DIGEST} AS digest,"
        " COUNTIF(data_hash != recomputed) AS altered,"
        " MIN(IF(data_hash != recomputed, row_key, NULL)) AS example\nFROM (\n"
        f"  SELECT {contract.partition} AS day, {key_text(contract)} AS row_key, data_hash,"
        f" {row_hash(contract)} AS recomputed\n  FROM {contract.full_name}\n"
        f"  WHERE {contract.partition} BETWEEN @start_date AND @end_date\n) AS hashed\nGROUP BY day"
    )
    found = {}
    for first, last in spans:
        for day, *values in _tuples(warehouse.query(sql, first, last)):
            found[day] = Stored(*values)
    return found


def _stored_or_damaged(warehouse, contract, spans, days):
    """What is stored per date, and why the rows of the other ones of `days` cannot be read."""
    try:
        return _stored(warehouse, contract, spans), {}
    except BackfillError:  # of which partition, one at a time tells
        found, damaged = {}, {}
        for day in sorted(days):
            try:
                found |= _stored(warehouse, contract, [(day, day)])
            except BackfillError as error:
                damaged[day] = str(error)
        if not damaged:
            raise
        return found, damaged


def _tuples(table) -> Iterator[tuple]:
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _disagreements(sentinel: Sentinel, noted: Sentinel | None, stored: Stored):
    """(rule, detail) of everything in which sentinel, note and stored rows differ."""
    if stored.altered:
        yield (
            "altered_rows",
            f"{stored.altered} rows are not those that were hashed, e.g. {stored.example}",
        )
    if stored.rows != sentinel.rows:
        yield (
            "row_count",
            f"the sentinel speaks of {sentinel.rows} rows, {stored.rows} are stored",
        )
    elif stored.digest != sentinel.rows_digest:
        yield "digest", "the stored rows have another digest than the sentinel"
    if sentinel.rows != sentinel.expected_entities:
        yield (
            "coverage",
            f"{sentinel.rows} rows where {sentinel.expected_entities} are expected",
        )
    if sentinel != noted:
        yield "note", "the sentinel differs from the note beside its rows"


def _foreign_dates(warehouse, contract, day) -> list[str]:
    """Dates other than its own that the rows in a partition's file carry."""
    sql = f"SELECT DISTINCT {contract.partition} AS day FROM {contract.full_name}"
    found = warehouse.query(sql, day, day)["day"].to_pylist()
    return sorted(str(other) for other in found if other != day)
