"""The lock of a backfill, results/.lock: one process fills a results folder at a time."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from nba_backfill.errors import BackfillError
from nba_backfill.results import lock_file


def hold_lock(results: Path):
    """Hold results/.lock until this process dies, however it dies; returns the open file.

    Raises BackfillError when another process holds it.
    """
    results.mkdir(parents=True, exist_ok=True)
    lock = lock_file(results).open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        raise BackfillError(
            f"another backfill is running on {results} (process {holder}); wait for it or stop "
            "it, `snakemake status` shows how far it is",
            "bad_config",
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def is_held(results: Path) -> bool:
    """Whether a living process holds the lock of a backfill.

    The lock is tried only when the process named in it lives: trying it takes it for an instant,
    and a backfill that starts in that instant would be refused.
    """
    lock = lock_file(results)
    try:
        os.kill(int(lock.read_text(encoding="utf-8")), 0)
        with lock.open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except (OSError, ValueError):  # no lock file, none in it, or no such process
        return False
    return False
