"""Who is working on a results folder: a lock for Phase 3 and one per season.

results/.lock         held alone by a run that builds Phase 3, shared by those that fill dates
results/.lock-2023    held alone by the run that fills dates of the season that starts in 2023

The kernel (flock) frees them at any death of their holder. The files name host, process and run of
the last holder, for messages; whether they are held now, only the kernel says.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import socket
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from nba_backfill.errors import BackfillError
from nba_backfill.results import lock_file, lock_files
from nba_backfill.schedule import season_name

ATTEMPTS = 10  # `status` takes a lock for an instant to see whether it is held
PAUSE = 0.05  # seconds between them
NO_LOCKS = (errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOTSUP)


@dataclass(frozen=True)
class Holder:
    """The process that holds, or held last, a lock."""

    host: str
    process: int
    run: str  # id of its run record

    def __str__(self) -> str:
        return f"process {self.process} on {self.host}"


def hold(results: Path, run: str, seasons: Iterable[int], builds_phase3: bool) -> list[TextIO]:
    """Hold the locks of a run until the files returned are closed or this process dies.

    run: id of the run; seasons: years in which seasons start whose dates it fills.
    Raises BackfillError (bad_config) when another run holds one of them, or where the file system
    has no locks.
    """
    results.mkdir(parents=True, exist_ok=True)
    holder = Holder(socket.gethostname(), os.getpid(), run)
    taken: list[TextIO] = []
    try:
        taken.append(_take(results, lock_file(results), holder, alone=builds_phase3))
        for year in sorted(seasons):
            taken.append(_take(results, lock_file(results, year), holder, alone=True))
    except BaseException:
        for file in taken:
            file.close()
        raise
    return taken


def join(
    results: Path, run: str | None, season: int | None = None, builds_phase3: bool = False
) -> tuple[str, list[TextIO]]:
    """The run that a process does a job for, and the locks the process takes for it.

    run: id of the run; None when the process was not told, as on another host. season: of the
    date to fill. No lock is taken when the run's main process holds them. A workflow that imports
    this one, or one that submits whole seasons, may hold nothing; the job then holds the lock of
    Phase 3 itself: alone to build it, else shared, so that no other run starts beside it.
    Raises BackfillError (bad_config) when another run is at work here.
    """
    if run is None:
        path = lock_file(results, season)
        run = _holder(path).run if _is_held(path) else ""
        if run:
            return run, []
    holders = held(results)
    if any(holder.run == run for holder in holders):
        return run, []
    if holders:
        raise _refused(results, holders[0])
    results.mkdir(parents=True, exist_ok=True)
    holder = Holder(socket.gethostname(), os.getpid(), run)
    return run, [_take(results, lock_file(results), holder, alone=builds_phase3)]


def held(results: Path) -> list[Holder]:
    """The runs that hold a lock of these results now, on whatever host, each once."""
    found = [_holder(path) for path in lock_files(results) if _is_held(path)]
    return list(dict.fromkeys(found))


def _take(results: Path, path: Path, holder: Holder, alone: bool) -> TextIO:
    file = path.open("a+", encoding="utf-8")
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    for attempt in range(ATTEMPTS):
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
            break
        except BlockingIOError:
            if attempt == ATTEMPTS - 1:
                file.close()
                raise _refused(results, _holder(path), path) from None
            time.sleep(PAUSE)
        except OSError as error:
            file.close()
            raise _without_locks(results, error) from None
    file.truncate(0)
    file.write(json.dumps(asdict(holder)))
    file.flush()
    return file


def _is_held(path: Path) -> bool:
    """Whether a living process holds this lock alone; False where the file system has no locks."""
    try:
        with path.open(encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _holder(path: Path) -> Holder:
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (
        OSError,
        ValueError,
        TypeError,
        RecursionError,
    ):  # being written at this moment, or not ours
        return Holder("unknown host", 0, "")


def _refused(results: Path, holder: Holder, path: Path | None = None) -> BackfillError:
    year = path.name.removeprefix(".lock").removeprefix("-") if path else ""
    season = f", season {season_name(int(year))}" if year.isdigit() else ""
    return BackfillError(
        f"another backfill is running on {results} ({holder}{season}); wait for it or stop it, "
        "`snakemake status` shows how far it is",
        "bad_config",
    )


def _without_locks(results: Path, error: OSError) -> BackfillError:
    if error.errno not in NO_LOCKS:
        return BackfillError(f"{results}/.lock: {error.strerror}", "warehouse_error")
    return BackfillError(
        f"{results.absolute()} lies on a file system without file locks (flock: {error.strerror}); "
        "mount it with them (Lustre: option `flock`) or put the results elsewhere: "
        "--config 'pathvars={results: /another/folder}'",
        "bad_config",
    )
