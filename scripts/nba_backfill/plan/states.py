"""The state of every (processor, date), by the judge and the failure records.

done     the sentinel is there and nothing it rests on has changed since
upcoming like done, of a date whose games are not all final yet
stale    the sentinel is there, but code, settings, an input or the published rows have changed
failed   the last try ended in an error
blocked  to be done, but an upstream processor failed on the date
missing  not computed yet
skipped  left out on purpose (bootstrap days)
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from nba_backfill.errors import KINDS, one_line
from nba_backfill.plan.judge import MISSING
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.results import failure_files, read_json
from nba_backfill.tables.processors import PROCESSORS

_UNLIKE = re.compile(r"\(.*?\)|\d+")

STATES = ("done", "upcoming", "stale", "failed", "blocked", "missing", "skipped")
FINISHED = ("done", "upcoming", "skipped")  # nothing is left to do


@dataclass(frozen=True, slots=True)
class Cell:
    """One processor on one date.

    rows and expected are None without a sentinel; `reason` is one line (empty when done,
    upcoming or missing); `kind` is the class of a failure; `log` is its log file.
    """

    state: str
    rows: int | None = None
    expected: int | None = None
    reason: str = ""
    kind: str = ""
    log: str = ""
    warnings: tuple[str, ...] = ()


def cells(plan: Plan) -> dict[str, dict[date, Cell]]:
    """`{processor: {date: Cell}}` for every date of the plan, skipped ones included."""
    settings, judge = plan.settings, plan.judge
    grid: dict[str, dict[date, Cell]] = {}
    for name in settings.processors:
        failures = failure_files(settings.results, name)
        row = grid[name] = {}
        for day in plan.dates:
            why = judge.why(name, day)
            held_up = _absent(name, day, grid)
            if why and day in failures:
                row[day] = _failed(read_json(failures[day]))
            elif why == MISSING:
                row[day] = held_up
            else:
                current = "upcoming" if day == plan.upcoming.date else "done"
                row[day] = _present(judge.sentinel(name, day), why, current)
                if why and held_up.state == "blocked":
                    row[day] = replace(row[day], state="blocked", reason=held_up.reason)
        for day, reason in plan.skipped.items():
            row[day] = Cell("skipped", reason=reason)
    return grid


def _failed(record: dict) -> Cell:
    reason = one_line(record.get("reason", "")) or "no reason recorded"
    kind = record.get("kind")
    return Cell(
        "failed",
        reason=reason,
        kind=kind if kind in KINDS else "bug",
        log=one_line(record.get("log", "")),
    )


def _absent(name: str, day: date, grid) -> Cell:
    """Missing, or blocked when a processor this one waits for failed or is blocked."""
    for source in PROCESSORS[name].waits_for:
        above = grid.get(source, {}).get(day)
        if above and above.state in ("failed", "blocked"):
            root = above.reason if above.state == "blocked" else f"{source} failed: {above.reason}"
            return Cell("blocked", reason=root)
    return Cell("missing")


def _present(sentinel: Sentinel | None, why: str, current: str) -> Cell:
    return Cell(
        "stale" if why else current,
        rows=sentinel.rows if sentinel else None,
        expected=sentinel.expected_entities if sentinel else None,
        reason=why,
        warnings=sentinel.warnings if sentinel else (),
    )


def by_season(plan: Plan) -> dict[int, set[date]]:
    """The dates of the plan (skipped included) per season year; seasons without one left out."""
    wanted = {*plan.dates, *plan.skipped}
    seasons = {year: wanted & set(season.dates) for year, season in plan.seasons.items()}
    return {year: days for year, days in seasons.items() if days}


def groups(grid, state: str) -> dict[tuple[str, str], list[date]]:
    """Dates of one state by (processor, reason); reasons that differ in their numbers and
    examples only are one group, under the reason of its first date."""
    found: dict[tuple[str, str, str], list[date]] = defaultdict(list)
    first: dict[tuple[str, str, str], str] = {}
    for name, row in grid.items():
        for day, cell in sorted(row.items()):
            if cell.state == state:
                alike = (name, cell.kind, _UNLIKE.sub("", cell.reason))
                first.setdefault(alike, cell.reason)
                found[alike].append(day)
    return {(alike[0], first[alike]): days for alike, days in found.items()}


def warnings(grid) -> dict[tuple[str, str], list[date]]:
    """Dates by (processor, warning); warnings that differ in their numbers only are one."""
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    first: dict[tuple[str, str], str] = {}
    for name, row in grid.items():
        for day, cell in sorted(row.items()):
            for warning in cell.warnings:
                alike = (name, _UNLIKE.sub("", warning))
                first.setdefault(alike, warning)
                found[alike].append(day)
    return {(alike[0], first[alike]): days for alike, days in found.items()}
