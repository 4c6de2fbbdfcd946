"""The running backfill, and the last one, from results/.lock and results/runs/."""

from __future__ import annotations

import datetime as dt
import fcntl
import json
import os
from pathlib import Path

RECENT = 500  # steps whose pace tells the time left


def running(settings) -> dict | None:
    """The backfill that holds the lock now (steps, rate, time left), or None."""
    if not _is_held(settings.results / ".lock"):
        return None
    run = last(settings)
    if run is None or run["state"] != "running":
        run = {"id": None, "planned": {}}
    steps = read_steps(settings.results / "runs" / f"{run['id']}.jsonl")
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
    folder = "failures" if step["state"] == "failed" else "sentinels"
    try:
        path = settings.results / folder / step["processor"] / f"{step['date']}.json"
        return path.stat().st_mtime
    except FileNotFoundError:
        return None


def last(settings) -> dict | None:
    """The newest run record; its state is `running` after a kill, too."""
    for path in sorted((settings.results / "runs").glob("*.json"), reverse=True):
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


def _is_held(lock: Path) -> bool:
    """Whether a living process holds the lock of a backfill.

    The lock is tried only when the process named in it lives: trying it takes it for an instant,
    and a backfill that starts in that instant would be refused.
    """
    try:
        os.kill(int(lock.read_text(encoding="utf-8")), 0)
        with lock.open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (OSError, ValueError):  # no lock file, none in it, or no such process
        return False
    return False
