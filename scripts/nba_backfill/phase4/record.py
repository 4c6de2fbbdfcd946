"""The record of a run in results/runs/: written, read back, and the pace it tells."""

from __future__ import annotations

import datetime as dt
import json
import platform
import resource
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nba_backfill.phase4.lock import is_held
from nba_backfill.results import (
    failure_file,
    read_json,
    run_file,
    run_files,
    sentinel_file,
    steps_file,
    write_json,
)
from nba_backfill.tables.processors import fingerprint

PACKAGES = ("snakemake", "duckdb", "sqlglot", "pyarrow", "google-cloud-bigquery")
RECENT = 500  # steps whose pace tells the time left


def write_record(run, state: str) -> dict:
    """Write the record of a run and return it.

    state: running (it stays like this when the run is killed), complete, failed or stopped.
    """
    content = _record(run, state)
    write_json(run_file(run.settings.results, run.id), content)
    return content


def _record(run, state: str) -> dict:
    seconds = (dt.datetime.now(dt.UTC) - run.began).total_seconds()
    states: dict[str, Counter] = {name: Counter() for name in run.planned_steps}
    for entry in run.steps:
        states.setdefault(entry["processor"], Counter())[entry["state"]] += 1
    rows = sum(entry["rows"] for entry in run.steps if entry["state"] == "done")
    dates = run.plan.dates
    return {
        "id": run.id,
        "state": state,
        "started": run.began.isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        "source": run.plan.source,
        "warehouse": run.settings.warehouse,
        "range": [str(dates[0]), str(dates[-1])] if dates else [],
        "skipped": {str(day): why for day, why in run.plan.skipped.items()},
        "planned": dict(run.planned_steps),
        "steps": {name: dict(counts) for name, counts in states.items()},
        "rows": rows,
        "rows_per_second": round(rows / seconds) if seconds else 0,
        "statements": dict(run.counts),
        "usage": run.warehouse.usage,
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "failures": [_failure(run, e) for e in run.steps if e["state"] == "failed"],
        "fingerprints": {name: fingerprint(name) for name in run.planned_steps},
        "versions": versions(),
    }


def versions() -> dict[str, str]:
    """Python's and the packages' versions; packages that are not installed are left out."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _failure(run, entry: dict) -> dict:
    day = dt.date.fromisoformat(entry["date"])
    return read_json(failure_file(run.settings.results, entry["processor"], day))


def running(settings) -> dict | None:
    """The backfill that holds the lock now (steps, rate, time left), or None."""
    if not is_held(settings.results):
        return None
    run = last(settings)
    if run is None or run["state"] != "running":
        run = {"id": None, "planned": {}}
    steps = read_steps(steps_file(settings.results, run["id"]))
    planned = sum(run["planned"].values())
    rate = _rate(settings, steps[-RECENT:])
    return {
        "id": run["id"],
        "planned": planned,
        "finished": len(steps),
        "failed": sum(step["state"] == "failed" for step in steps),
        "per_second": rate and round(rate, 2),
        "seconds_left": rate and round((planned - len(steps)) / rate),
    }


def _rate(settings, steps: list[dict]) -> float | None:
    """Steps per second between the first and the last of these steps; None without two."""
    times = [time for step in (steps[:1] + steps[-1:]) if (time := _finished_at(settings, step))]
    if len(steps) < 2 or len(times) < 2 or times[1] <= times[0]:
        return None
    return (len(steps) - 1) / (times[1] - times[0])


def _finished_at(settings, step: dict) -> float | None:
    """When a step ended: the time of the sentinel or failure record it wrote."""
    file_of = failure_file if step["state"] == "failed" else sentinel_file
    day = dt.date.fromisoformat(step["date"])
    try:
        return file_of(settings.results, step["processor"], day).stat().st_mtime
    except FileNotFoundError:
        return None


def last(settings) -> dict | None:
    """The newest run record; its state is `running` after a kill, too."""
    for path in run_files(settings.results):
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
    return None


def read_steps(path: Path) -> list[dict]:
    """The finished steps of a run; a last line still being written is left out."""
    steps = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return steps
    for line in lines:
        try:
            steps.append(json.loads(line))
        except ValueError:
            continue
    return steps


def sentence(run: dict | None, last_run: dict | None) -> str:
    """One line on the running backfill, or on how the last one ended; empty before the first."""
    if run:
        if not run["finished"]:
            return "A backfill is running and has finished no step yet."
        told = (
            f"A backfill is running: {run['finished']:,} of {run['planned']:,} steps finished, "
            f"{run['failed']} failed"
        )
        if run["per_second"] is None:
            return f"{told}."
        left = dt.timedelta(seconds=run["seconds_left"])
        return f"{told}, {run['per_second']:.1f} steps/s, about {left} left."
    if last_run is None:
        return ""
    if last_run["state"] == "running":
        return f"The last backfill, started {last_run['started']}, was killed before its end."
    return f"Last backfill: {last_run['state']}, started {last_run['started']}."
