"""What an audit finds, and the command that repairs it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from nba_backfill import tables
from nba_backfill.audits import ERROR
from nba_backfill.command import command
from nba_backfill.processors import PROCESSORS

CHECKS = {
    "coverage": "every planned date is filled",
    "sentinels": "sentinels agree with the rows they speak of, and are current",
    "rows": "every column keeps its contract",
    "tables": "tables agree with each other and with the schedule",
    "context": "the context columns add up to the scores",
    "point_in_time": "rows recomputed without anything dated that day or later",
    "source_in_time": "listing and context rebuilt from source files cut at the date",
}
ABSENT = ("missing", "stale", "no_sentinel", "no_partition")  # what running again repairs


class Problem(NamedTuple):
    """One thing that is wrong (or, as a warning, unusual) on one date of one table."""

    check: str  # one of CHECKS
    table: str  # processor, or Phase 3 table
    date: dt.date | None
    rule: str
    detail: str
    count: int = 1
    severity: str = ERROR


def repair(problem: Problem, settings) -> str:
    """The shell command that puts the problem right."""
    if problem.table not in PROCESSORS:
        return f"{command(settings, 'phase3')} --forcerun phase3"
    if problem.rule == "no_game":
        return f"rm -r {files_of(problem, settings)}"
    again = command(settings, dates=[problem.date])
    return again if problem.rule in ABSENT else f"rm -r {files_of(problem, settings)}; {again}"


def files_of(problem: Problem, settings) -> str:
    """Sentinel and, in the embedded warehouse, partition folder of the problem's date."""
    sentinel = f"{settings.results}/sentinels/{problem.table}/{problem.date}.json"
    if settings.warehouse != "parquet":
        return sentinel
    contract = tables.table(PROCESSORS[problem.table].table)
    folder = settings.parquet_root / contract.dataset / contract.name
    return f"{sentinel} {folder}/{contract.partition}={problem.date}"
