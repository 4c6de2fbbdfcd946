"""The record of a run in results/runs/: written, read back, and the pace it tells."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import platform
import resource
import socket
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from nba_backfill.errors import BackfillError
from nba_backfill.phase4 import corrections, lock
from nba_backfill.results import (
    added_steps_file,
    added_steps_files,
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


def write_record(run, state: str) -> None:
    """Write the record of a run."""
    write_json(run_file(run.settings.results, run.id), told(run, state))


def told(run, state: str) -> dict:
    """The record of a run.

    state: running (it stays like this when the run is killed), complete, failed or stopped.
    """
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
        "host": socket.gethostname(),
        "seconds": round(seconds, 1),
        "source": run.plan.source,
        "warehouse": run.settings.warehouse,
        "range": [str(dates[0]), str(dates[-1])] if dates else [],
        "skipped": {str(day): why for day, why in run.plan.skipped.items()},
        "upcoming": str(run.plan.upcoming.date) if run.plan.upcoming.date else None,
        "planned": dict(run.planned_steps),
        "steps": {name: dict(counts) for name, counts in states.items()},
        "rows": rows,
        "rows_per_second": round(rows / seconds) if seconds else 0,
        "corrections": corrections.summed(run.steps),
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
    """The failure record of a step; what is known of it where a full disk took none."""
    day = dt.date.fromisoformat(entry["date"])
    known = {"processor": entry["processor"], "date": entry["date"], "kind": "warehouse_error"}
    return {**known, **read_json(failure_file(run.settings.results, entry["processor"], day))}


def gather(run) -> None:
    """Bring the steps that other processes have added to `run` into its own list and file."""
    results = run.settings.results
    pieces = added_steps_files(results, run.id)
    for piece in pieces:
        for step in read_steps(piece):
            note_step(run, step)
        piece.unlink()
    if pieces:
        with contextlib.suppress(OSError):  # a job may still be adding
            pieces[0].parent.rmdir()


def note_step(run, step: dict) -> None:
    """Add a finished step to the run and to its file: that of this process for a job of the run.

    Where a full disk does not take it the step is done all the same.
    """
    run.steps.append(step)
    results = run.settings.results
    path = steps_file(results, run.id)
    with contextlib.suppress(OSError):
        if run.is_job:
            path = added_steps_file(results, run.id, f"{socket.gethostname()}-{os.getpid()}")
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(step) + "\n")


def write_failure(run, processor: str, date: dt.date, error: BackfillError, log: str) -> None:
    """Leave the reason of a failed step for `status`, the summary and the report."""
    told = {"kind": error.kind, "reason": str(error), "log": log}
    path = failure_file(run.settings.results, processor, date)
    write_json(path, {"processor": processor, "date": str(date), **told})


def running(settings) -> dict | None:
    """The backfills that hold a lock now, as one (runs, steps, rate, time left), or None."""
    runs = [holder.run for holder in lock.held(settings.results)]
    if not runs:
        return None
    paces = [_pace(settings, run) for run in runs]
    rates = [pace["per_second"] for pace in paces if pace["per_second"]]
    left = [pace["seconds_left"] for pace in paces if pace["per_second"]]
    whole = {key: sum(pace[key] for pace in paces) for key in ("planned", "finished", "failed")}
    return {
        "id": runs[0],
        "runs": runs,
        **whole,
        "per_second": round(sum(rates), 2) if rates else None,
        "seconds_left": max(left) if left else None,
    }


def _pace(settings, run: str) -> dict:
    """How far one run is."""
    results = settings.results
    planned = _counts(read_json(run_file(results, run)).get("planned"))
    steps = read_steps(steps_file(results, run))
    for piece in added_steps_files(results, run):
        steps += read_steps(piece)
    rate = _rate(settings, steps[-RECENT:])
    return {
        "planned": planned,
        "finished": len(steps),
        "failed": sum(step.get("state") == "failed" for step in steps),
        "per_second": rate,
        "seconds_left": rate and round((planned - len(steps)) / rate),
    }


def _counts(planned) -> int:
    """The sum of counts by processor; 0 for anything else in their place."""
    values = planned.values() if isinstance(planned, dict) else ()
    return sum(value for value in values if isinstance(value, int))


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
    """The newest run record; its state is `running` after a kill, too. Odd ones are passed over."""
    for path in run_files(settings.results):
        found = read_json(path)
        if isinstance(found.get("state"), str) and isinstance(found.get("started"), str):
            return found
    return None


def read_steps(path: Path) -> list[dict]:
    """The finished steps of a run; a last line still being written is left out."""
    steps = []
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return steps
    for line in lines:
        try:
            step = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(step, dict) and _is_typed(step):
            steps.append(step)
    return steps


def _is_typed(step: dict) -> bool:
    """Whether what others read of a step is of the type they take it for."""
    texts = (step.get(name) for name in ("processor", "date", "state"))
    numbers = (step.get(name, 0) for name in ("seconds", "rows"))
    return all(isinstance(text, str) for text in texts) and all(
        isinstance(number, int | float) for number in numbers
    )


def sentence(run: dict | None, last_run: dict | None) -> str:
    """One line on the running backfill, or on how the last one ended; empty before the first."""
    if run:
        several = len(run["runs"]) > 1
        told = f"{len(run['runs'])} backfills are running" if several else "A backfill is running"
        if not run["finished"]:
            return f"{told} and {'have' if several else 'has'} finished no step yet."
        told += (
            f": {run['finished']:,} of {run['planned']:,} steps finished, {run['failed']} failed"
        )
        if run["per_second"] is None:
            return f"{told}."
        left = dt.timedelta(seconds=run["seconds_left"])
        return f"{told}, {run['per_second']:.1f} steps/s, about {left} left."
    if last_run is None:
        return ""
    if last_run["state"] == "running":
        where = f" on {last_run['host']}" if last_run.get("host") else ""
        return (
            f"The last backfill, started {last_run['started']}{where}, was killed before its end."
        )
    return f"Last backfill: {last_run['state']}, started {last_run['started']}."
