"""The state of every (processor, date), read from sentinels, failure records and the plan.

done     the sentinel is there and nothing it rests on has changed since
stale    the sentinel is there, but code, settings, an input or the published rows have changed
failed   the last try ended in an error
blocked  to be done, but an upstream processor failed on the date
missing  not computed yet
skipped  left out on purpose (bootstrap days)
"""

from __future__ import annotations

import json
import os
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from nba_backfill import tables
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.plan.plan import Planned
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse import engine, open_warehouse

LOST = "lost"  # Snakemake sees the sentinel and plans nothing; it has to be deleted
NEEDED = frozenset(
    ("fingerprint", "upstream", "phase3", "digest", "rows", "expected_entities", "source",
     "warnings")
)  # fmt: skip
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


def cells(work: Planned) -> dict[str, dict[date, Cell]]:
    """`{processor: {date: Cell}}` for every date of the plan, skipped ones included."""
    settings = work.settings
    sentinels = {name: _records(settings.results / "sentinels" / name) for name in PROCESSORS}
    failures = {name: _records(settings.results / "failures" / name) for name in PROCESSORS}
    published = _published(settings)
    phase3 = sentinel.Phase3Digests(work.manifest, work.plan.seasons)
    grid: dict[str, dict[date, Cell]] = {}
    for name in settings.processors:
        fingerprint = work.fingerprint(name)
        row = grid[name] = {}
        for day in work.plan.dates:
            iso = day.isoformat()
            record = sentinels[name].get(iso)
            if iso in failures[name]:
                row[day] = _failed(failures[name][iso])
            elif record is None:
                row[day] = _absent(name, day, grid)
            else:
                upstream = PROCESSORS[name].upstream
                above = {source: grid.get(source, {}).get(day) for source in upstream}
                lost = _lost(record, name, day, published)
                why = (
                    lost
                    or _stale(work, iso, record, fingerprint, phase3.used(PROCESSORS[name], iso))
                    or _stale_above(record, above, sentinels, iso)
                )
                row[day] = _present(record, why, LOST if lost else "")
                held_up = _absent(name, day, grid)
                if why and held_up.state == "blocked":
                    row[day] = replace(row[day], state="blocked", reason=held_up.reason)
        for day, reason in work.plan.skipped.items():
            row[day] = Cell("skipped", reason=reason)
    return grid


def _records(folder: Path) -> dict[str, dict]:
    """The JSON files of a folder by file name without `.json`; one cut short is empty."""
    found = {}
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return found
    with entries:
        for entry in entries:
            if entry.name.endswith(".json") and not entry.name.startswith("."):
                try:
                    with open(entry.path, "rb") as file:  # noqa: PTH123 - 50,000 files
                        content = json.loads(file.read())
                except FileNotFoundError:  # removed in between
                    continue
                except ValueError:
                    content = {}
                found[entry.name[:-5]] = content if isinstance(content, dict) else {}
    return found


def _published(settings) -> dict[str, set[date]] | None:
    """Dates with published rows per processor; None where asking costs a query."""
    if engine(settings).bills:
        return None
    warehouse = open_warehouse(settings)
    return {
        name: warehouse.dates(tables.table(PROCESSORS[name].table)) for name in settings.processors
    }


def lost_phase3(work: Planned) -> list[str]:
    """Phase 3 tables the manifest tells of whose files are gone, in whole or for some season.

    Snakemake sees the manifest and builds nothing. Not asked where asking costs a query, nor of
    tables that somebody else builds.
    """
    settings = work.settings
    if not engine(settings).keeps_files or settings.phase3 == "warehouse":
        return []
    gone = []
    for name, described in work.manifest.get("tables", {}).items():
        contract = tables.table(name)
        folder = settings.parquet_root / contract.dataset / contract.name
        folders = [folder / f"season_year={year}" for year in described["seasons"]]
        wanted = folders if contract.partition else [folder]
        if not all((place / "data.parquet").exists() for place in wanted):
            gone.append(contract.full_name)
    return gone


def _failed(record: dict) -> Cell:
    reason = (record.get("reason", "").splitlines() or ["no reason recorded"])[0]
    return Cell("failed", reason=reason, kind=record.get("kind", "bug"), log=record.get("log", ""))


def _absent(name: str, day: date, grid) -> Cell:
    """Missing, or blocked when a processor this one waits for failed or is blocked."""
    for source in PROCESSORS[name].waits_for:
        above = grid.get(source, {}).get(day)
        if above and above.state in ("failed", "blocked"):
            root = above.reason if above.state == "blocked" else f"{source} failed: {above.reason}"
            return Cell("blocked", reason=root)
    return Cell("missing")


def _lost(record: dict, name: str, day: date, published) -> str:
    """Why a sentinel speaks of nothing: it is damaged, or its rows are gone; empty else."""
    lacking = sorted(NEEDED - record.keys())
    if lacking:
        return f"the sentinel lacks {', '.join(lacking)}"
    if published is not None and day not in published[name]:
        return f"its rows are no longer in {PROCESSORS[name].table}"
    return ""


def _present(record: dict, why: str, kind: str) -> Cell:
    return Cell(
        "stale" if why else "done",
        rows=record.get("rows"),
        expected=record.get("expected_entities"),
        reason=why,
        kind=kind,
        warnings=tuple(record.get("warnings", ())),
    )


def _stale(work: Planned, iso: str, record, fingerprint: str, phase3: dict) -> str:
    """What has changed under a sentinel's own rows, in one line; empty when nothing has."""
    if record["fingerprint"] != fingerprint:
        return "code or settings of the processor have changed"
    if not work.manifest:
        return "Phase 3 is to be built again"
    if work.is_changed(iso):
        return "the source of Phase 3 has changed for this date"
    changed = [table for table, digest in record["phase3"].items() if phase3.get(table) != digest]
    if changed:
        return f"{', '.join(sorted(changed))}: other rows by now"
    return ""


def _stale_above(record, above: dict[str, Cell | None], sentinels, iso: str) -> str:
    """What has changed in the upstream rows a sentinel rests on; empty when nothing has."""
    for source, digest in record["upstream"].items():
        if above[source] is None or above[source].state != "done":
            return f"{source} of this date is {above[source].state if above[source] else 'missing'}"
        if sentinels[source][iso]["digest"] != digest:
            return f"{source} of this date has other rows by now"
    return ""


def by_season(work: Planned) -> dict[int, set[date]]:
    """The dates of the plan (skipped included) per season year; seasons without one left out."""
    wanted = {*work.plan.dates, *work.plan.skipped}
    seasons = {year: wanted & set(season.dates) for year, season in work.plan.seasons.items()}
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
