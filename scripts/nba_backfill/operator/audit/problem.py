"""What an audit finds, and the command that repairs it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from nba_backfill import tables
from nba_backfill.checks.rows import ERROR
from nba_backfill.plan.command import command, rebuild_phase3, removal
from nba_backfill.results import sentinel_file
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse import engine

CHECKS = {
    "coverage": "every planned date is filled",
    "sentinels": "sentinels agree with the rows they speak of, and are current",
    "rows": "every column keeps its contract",
    "tables": "tables agree with each other and with the schedule",
    "context": "the context columns add up to the scores",
    "point_in_time": "rows recomputed without anything dated that day or later",
    "source_in_time": "listing and context rebuilt from source files cut at the date",
    "before_tip": "dates filled again as they were before tip-off, to the same bytes",
}
SAMPLED = ("point_in_time", "source_in_time", "before_tip")  # look at some dates only
ABSENT = (
    "missing",
    "stale",
    "older_code",
    "no_sentinel",
    "no_partition",
)  # what running again repairs
NAMED = 10  # dates named in a command; beyond that it works on the whole range


class Problem(NamedTuple):
    """One thing that is wrong (or, as a warning, unusual) on one date of one table."""

    check: str  # one of CHECKS
    table: str  # processor, or Phase 3 table
    date: dt.date | None
    rule: str
    detail: str
    count: int = 1
    severity: str = ERROR


def grouped(problems: list[Problem]) -> list[list[Problem]]:
    """Problems of one rule of one table together, by date; the groups in the order given."""
    groups: dict[tuple, list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.check, problem.table, problem.rule), []).append(problem)
    return list(groups.values())


def repair(group: list[Problem], settings) -> str:
    """The shell command that puts the problems of one group right."""
    table, rule = group[0].table, group[0].rule
    if table not in PROCESSORS:
        return rebuild_phase3(settings)
    dates = sorted({problem.date for problem in group})
    again = command(settings, dates=dates if len(dates) <= NAMED else ())
    if rule in ABSENT:
        return again
    removed = removal(*(path for date in dates for path in files_of(table, date, settings)))
    return removed if rule == "no_game" else f"{removed}; {again}"


def files_of(table: str, date: dt.date, settings) -> list[Path]:
    """Sentinel and, in the embedded warehouse, partition folder of a processor's date."""
    sentinel = sentinel_file(settings.results, table, date)
    if not engine(settings).keeps_files:
        return [sentinel]
    contract = tables.table(PROCESSORS[table].table)
    folder = settings.parquet_root / contract.dataset / contract.name
    return [sentinel, folder / f"{contract.partition}={date}"]
