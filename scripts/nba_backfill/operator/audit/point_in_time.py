"""Point-in-time proof: the stored rows of a date, computed again from what was known before it.

For a sample of dates the Phase 3 tables are copied into a throw-away embedded warehouse in which
everything dated D or later is either removed or scrambled; of D itself only the schedule
(without its result) and the context rows stay. The processors run there, and their rows
must have the hashes of the stored ones. One control per season changes the last game before D
instead, and must be noticed: a proof that cannot fail proves nothing.
"""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from nba_backfill import tables
from nba_backfill.operator.audit.future import REMOVED, SCRAMBLED, changed_before, known_before
from nba_backfill.operator.audit.problem import Problem
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed

WORKERS = 2


def sample_dates(seasons, dates, size: int, seed: int) -> dict[int, list[dt.date]]:
    """Up to `size` of the dates per season year, the same for the same seed."""
    chosen = {}
    for year, season in sorted(seasons.items()):
        candidates = sorted(set(dates) & set(season.dates))
        picked = random.Random(f"{seed} {year}").sample(candidates, min(size, len(candidates)))
        if picked:
            chosen[year] = sorted(picked)
    return chosen


def complete_dates(warehouse, settings, dates) -> set[dt.date]:
    """Those of the dates on which every chosen processor has rows."""
    found = set(dates)
    for name in settings.processors:
        found &= warehouse.dates(tables.table(PROCESSORS[name].table))
    return found


def check_in_time(warehouse, settings, seasons, dates) -> list[Problem]:
    """Problems of the sampled dates; `dates` are those stored for every processor."""
    problems = []
    sampled = sample_dates(seasons, dates, settings.audit.sample, settings.audit.seed)
    for year, days in sampled.items():
        inputs = season_tables(warehouse, seasons[year])
        if lacking := _lacking(warehouse, inputs, days[0]):
            problems += lacking
            continue
        modes = (REMOVED, SCRAMBLED)
        tasks = [(day, modes[i % 2]) for i, day in enumerate(days)]
        with ThreadPoolExecutor(WORKERS) as pool:
            found = pool.map(lambda task: _check(warehouse, settings, inputs, *task), tasks)  # noqa: B023
            problems += [problem for some in found for problem in some]
        problems += _control(warehouse, settings, inputs, days[-1])
    return problems


def _lacking(warehouse, inputs: dict, day: dt.date) -> list[Problem]:
    """Tables without what their contract promises, with which nothing can be computed again."""
    found = []
    for name, rows in inputs.items():
        contract = tables.table(name)
        promised = {c.name for c in contract.columns.values() if not c.nullable}
        columns = sorted(promised - warehouse.absent(contract))
        nulls = {column: rows[column].null_count for column in columns if rows[column].null_count}
        if nulls:
            detail = (
                f"{name}: {', '.join(nulls)} must not be NULL and is, so no date of the season can"
                " be computed again"
            )
            count = max(nulls.values())
            found.append(Problem("point_in_time", name, day, "not_null", detail, count))
    return found


def season_tables(warehouse, season) -> dict:
    """The Phase 3 tables of one season (pyarrow.Table by name)."""
    span = min(season.dates), max(season.dates)
    return {
        name: warehouse.query(
            f"SELECT * FROM {tables.table(name).full_name}"
            " WHERE game_date BETWEEN @start_date AND @end_date",
            *span,
        )
        for name in tables.PHASE3
    }


def _check(warehouse, settings, inputs: dict, day: dt.date, mode: str) -> list[Problem]:
    known = {name: known_before(name, rows, day, mode) for name, rows in inputs.items()}
    found = []
    for name, computed in recomputed(known, settings.processors, day):
        table = PROCESSORS[name].table
        differing = differences(table, rows_of(warehouse, table, day), computed)
        if differing:
            key, column = differing[0]
            detail = (
                f"{name} {day}: {len(differing)} rows differ when inputs from {day} on are {mode},"
                f" e.g. {key}: {column}"
            )
            found.append(Problem("point_in_time", name, day, "leak", detail, len(differing)))
    return found


def _control(warehouse, settings, inputs: dict, day: dt.date) -> list[Problem]:
    """A changed game before D must change rows of D; nothing to change on the opening date."""
    if pc.min(inputs["nba_schedule"]["game_date"]).as_py() == day:
        return []
    changed = {name: changed_before(name, rows, day) for name, rows in inputs.items()}
    for name, computed in recomputed(changed, settings.processors, day):
        table = PROCESSORS[name].table
        if differences(table, rows_of(warehouse, table, day), computed):
            return []
    detail = f"{day}: a changed game before the date changed no row, the proof proves nothing"
    return [Problem("point_in_time", settings.processors[0], day, "control", detail)]


def recomputed(known: dict, processors, day: dt.date) -> Iterator[tuple[str, pa.Table]]:
    """(processor, rows) of one date, computed from the given Phase 3 tables alone."""
    from nba_backfill.warehouse.parquet import ParquetWarehouse

    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        copy = ParquetWarehouse(Path(folder))
        year = known["nba_schedule"]["season_year"][0].as_py()
        for name, rows in known.items():
            copy.load(_nullable(name), rows, None if name == "nba_schedule" else year)
        for name in processors:
            contract = tables.table(PROCESSORS[name].table)
            staged = copy.stage(contract, framed(contract.name), day, day)
            copy.publish(contract, staged, {day: {}})
            copy.drop(staged)
            yield name, rows_of(copy, contract.name, day)


def _nullable(name: str) -> tables.Table:
    """A Phase 3 table, columns NULL that nobody reads and somebody else's table does not have."""
    contract = tables.table(name)
    columns = {column.name: replace(column, nullable=True) for column in contract.columns.values()}
    return replace(contract, columns=columns)


def rows_of(warehouse, table: str, day: dt.date) -> pa.Table:
    """The stored rows of one date."""
    contract = tables.table(table)
    sql = (
        f"SELECT * FROM {contract.full_name}"
        f" WHERE {contract.partition} BETWEEN @start_date AND @end_date"
    )
    return warehouse.query(sql, day, day)


def differences(table: str, stored: pa.Table, computed: pa.Table) -> list[tuple[str, str]]:
    """(key, what differs) for each row whose hash differs or that one side lacks."""
    key = tables.table(table).key[0]
    (old_hash, old_row), (new_hash, new_row) = _by_key(stored, key), _by_key(computed, key)
    found = []
    for one in sorted(old_hash.keys() | new_hash.keys()):
        if one not in old_hash or one not in new_hash:
            found.append((one, "not computed" if one in old_hash else "not stored"))
        elif old_hash[one] != new_hash[one]:
            found.append((one, _first_difference(old_row(one), new_row(one))))
    return found


def _by_key(rows: pa.Table, key: str) -> tuple[dict[str, str], Callable[[str], dict]]:
    """The hash of each row by its key, and how to get a whole row: wide ones take long to read."""
    keys = rows[key].to_pylist()
    place = {one: number for number, one in enumerate(keys)}
    hashes = dict(zip(keys, rows["data_hash"].to_pylist(), strict=True))
    return hashes, lambda one: rows.slice(place[one], 1).to_pylist()[0]


def _first_difference(stored: dict, computed: dict) -> str:
    for column, value in stored.items():
        if column != "data_hash" and value != computed[column]:
            return f"{column} is {value}, recomputed {computed[column]}"
    return "data_hash"
