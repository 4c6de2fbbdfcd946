"""The state of every (processor, date), read from sentinels, failure records and the plan.

done     the sentinel is there and nothing it rests on has changed since
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

from nba_backfill import tables
from nba_backfill.errors import KINDS, one_line
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.results import failure_files, read_json, sentinel_files
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse import engine, open_warehouse

LOST = "lost"  # Snakemake sees the sentinel and plans nothing; it has to be deleted
_UNLIKE = re.compile(r"\(.*?\)|\d+")

STATES = ("done", "stale", "failed", "blocked", "missing", "skipped")


@dataclass(frozen=True, slots=True)
class Cell:
    """One processor on one date.

    rows and expected are None without a sentinel; `reason` is one line (empty when done or
    missing); `kind` is the class of a failure, or LOST for a sentinel without rows; `log` is the
    log file of a failure.
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
    settings = plan.settings
    there = {name: sentinel_files(settings.results, name) for name in PROCESSORS}
    sentinels = {name: {d: Sentinel.read(f) for d, f in there[name].items()} for name in there}
    failures = {name: failure_files(settings.results, name) for name in PROCESSORS}
    published = _published(settings)
    grid: dict[str, dict[date, Cell]] = {}
    for name in settings.processors:
        row = grid[name] = {}
        for day in plan.dates:
            sentinel = sentinels[name].get(day)
            if day in failures[name]:
                row[day] = _failed(read_json(failures[name][day]))
            elif day not in there[name]:
                row[day] = _absent(name, day, grid)
            else:
                lost = _lost(sentinel, name, day, published)
                why = lost or _stale(plan, sentinel, grid, sentinels)
                row[day] = _present(sentinel, why, LOST if lost else "")
                held_up = _absent(name, day, grid)
                if why and held_up.state == "blocked":
                    row[day] = replace(row[day], state="blocked", reason=held_up.reason)
        for day, reason in plan.skipped.items():
            row[day] = Cell("skipped", reason=reason)
    return grid


def _published(settings) -> dict[str, set[date]] | None:
    """Dates with published rows per processor; None where asking costs a query."""
    if engine(settings).bills:
        return None
    warehouse = open_warehouse(settings)
    return {
        name: warehouse.dates(tables.table(PROCESSORS[name].table)) for name in settings.processors
    }


def lost_phase3(plan: Plan) -> list[str]:
    """Phase 3 tables the manifest tells of whose files are gone, in whole or for some season.

    Snakemake sees the manifest and builds nothing. Not asked where asking costs a query, nor of
    tables that somebody else builds.
    """
    settings, built = plan.settings, plan.manifest
    if not engine(settings).keeps_files or settings.phase3 == "warehouse" or not built:
        return []
    gone = []
    for name, held in built.tables.items():
        contract = tables.table(name)
        folder = settings.parquet_root / contract.dataset / contract.name
        folders = [folder / f"season_year={year}" for year in held.seasons]
        wanted = folders if contract.partition else [folder]
        if not all((place / "data.parquet").exists() for place in wanted):
            gone.append(contract.full_name)
    return gone


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


def _lost(sentinel: Sentinel | None, name: str, day: date, published) -> str:
    """Why a sentinel speaks of nothing: it is damaged, or its rows are gone; empty else."""
    if sentinel is None:
        return "the sentinel is damaged"
    if published is not None and day not in published[name]:
        return f"its rows are no longer in {PROCESSORS[name].table}"
    return ""


def _present(sentinel: Sentinel | None, why: str, kind: str) -> Cell:
    return Cell(
        "stale" if why else "done",
        rows=sentinel.rows if sentinel else None,
        expected=sentinel.expected_entities if sentinel else None,
        reason=why,
        kind=kind,
        warnings=sentinel.warnings if sentinel else (),
    )


def _stale(plan: Plan, sentinel: Sentinel, grid, sentinels) -> str:
    """What has changed under a sentinel, in one line; empty when nothing has."""
    name, day = sentinel.processor, sentinel.date
    if not plan.manifest:
        return "Phase 3 is to be built again"
    if plan.is_changed(day):
        return "the source of Phase 3 has changed for this date"
    upstream = PROCESSORS[name].upstream
    now = plan.made_from(name, day, {above: sentinels[above].get(day) for above in upstream})
    own = sentinel.changes(replace(now, upstream=sentinel.made_from.upstream))
    if own:
        return own[0]
    for above in upstream:
        cell = grid.get(above, {}).get(day)
        if cell is None or cell.state != "done":
            return f"{above} of this date is {cell.state if cell else 'missing'}"
    return next(iter(sentinel.changes(now)), "")


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
