"""Where everything lies below the results folder, and files written whole or not at all.

sentinels/phase3.json                   the Phase 3 manifest
sentinels/<processor>/<date>.json       one published partition
failures/<processor>/<date>.json        why the last try of a date failed
runs/<id>.json, runs/<id>.jsonl         a run, and its finished steps
runs/<id>/                              what other processes have added to a run that goes on
reports/                                what status, audit and report have written
exports/                                what is made for others: the training set and its card
source/                                 the simulated season; what the source has answered
warehouse/                              the tables, unless `parquet.root` says otherwise
.lock, .lock-<year>                     held by the backfills that run (see phase4/lock.py)
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import socket
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from nba_backfill.durable import flush, make_folder

ONE_DAY = 86400  # seconds
UNFINISHED = ".tmp-"  # begins the name of a file that is being written, then its process


def sentinel_file(results: Path, processor: str, date: dt.date) -> Path:
    return results / "sentinels" / processor / f"{date}.json"


def manifest_file(results: Path) -> Path:
    return results / "sentinels" / "phase3.json"


def failure_file(results: Path, processor: str, date: dt.date) -> Path:
    return results / "failures" / processor / f"{date}.json"


def run_file(results: Path, run: str) -> Path:
    return results / "runs" / f"{run}.json"


def steps_file(results: Path, run: str) -> Path:
    """One JSON line per finished step of a run."""
    return results / "runs" / f"{run}.jsonl"


def added_steps_file(results: Path, run: str, process: str) -> Path:
    """The finished steps of another process that works for a run, e.g. a job of a cluster."""
    return results / "runs" / run / f"{process}.jsonl"


def added_steps_files(results: Path, run: str) -> list[Path]:
    return sorted((results / "runs" / run).glob("[!.]*.jsonl"))


def season_file(results: Path, run: str, season: int) -> Path:
    """How the job of a season has ended, within the run that submitted it."""
    return results / "runs" / run / f"season-{season}.json"


def is_season_file(path: Path) -> bool:
    return path.name.startswith("season-") and path.parents[1].name == "runs"


def report_file(results: Path, name: str) -> Path:
    return results / "reports" / name


def vanished_file(results: Path) -> Path:
    """What was removed last because its dates have no game any more."""
    return report_file(results, "vanished_dates.json")


def export_file(results: Path, name: str) -> Path:
    return results / "exports" / name


def answer_file(results: Path, question: str) -> Path:
    """What the source has answered to a question that takes long or costs money."""
    return results / "source" / f"{question}.json"


def lock_file(results: Path, season: int | None = None) -> Path:
    """The lock of a season (the year it starts in), or that of Phase 3."""
    return results / (".lock" if season is None else f".lock-{season}")


def lock_files(results: Path) -> list[Path]:
    return sorted(results.glob(".lock*"))


def sentinel_files(results: Path, processor: str) -> dict[dt.date, Path]:
    """The sentinels of a processor that are there, by date."""
    return _by_date(results / "sentinels" / processor)


def failure_files(results: Path, processor: str) -> dict[dt.date, Path]:
    """The failure records of a processor that are there, by date."""
    return _by_date(results / "failures" / processor)


def run_files(results: Path) -> list[Path]:
    """The records of all runs, newest first."""
    return sorted((results / "runs").glob("[!.]*.json"), reverse=True)


def steps_files(results: Path) -> list[Path]:
    """The finished steps of all runs, oldest first."""
    return sorted((results / "runs").glob("[!.]*.jsonl"))


def record_files(results: Path) -> list[Path]:
    """Every sentinel, failure record and run record."""
    folders = (results / name for name in ("sentinels", "failures", "runs"))
    return [path for folder in folders for path in sorted(folder.rglob("[!.]*.json"))]


def _by_date(folder: Path) -> dict[dt.date, Path]:
    """The files of a folder that are named after a date; 50,000 of them in no time."""
    try:
        entries = os.scandir(folder)
    except FileNotFoundError:
        return {}
    found = {}
    with entries:
        for entry in entries:
            name, dot, ending = entry.name.partition(".")
            if dot and ending == "json":
                with contextlib.suppress(ValueError):
                    found[dt.date.fromisoformat(name)] = Path(entry.path)
    return found


def read_json(path: Path) -> dict:
    """The JSON object of a file; empty when there is no such file, or no JSON object in it."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - 50,000 files
            content = json.loads(file.read())
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def write_json(path: Path, content: Mapping, lasting: bool = True) -> None:
    """Write `content` as JSON with sorted keys; the file is whole or absent.

    lasting: after a power cut, too; else the last ones written may then be empty or absent.
    """
    with replacing(path, lasting) as temporary:
        text = json.dumps(content, indent=1, sort_keys=True) + "\n"
        temporary.write_text(text, encoding="utf-8")


@contextlib.contextmanager
def replacing(path: Path, lasting: bool = True) -> Iterator[Path]:
    """A temporary file to write instead of `path`, renamed to it when the block succeeds."""
    path = Path(path)
    with replacing_all([path], lasting) as drafts:
        yield drafts[path]


@contextlib.contextmanager
def replacing_all(paths: Iterable[Path], lasting: bool = True) -> Iterator[dict[Path, Path]]:
    """A temporary file to write instead of each path; when the block succeeds all are renamed.

    lasting: all bytes are on disk before the first one is renamed, the new names at the end.
    """
    writer = f"{os.getpid()}-{_host()}-{threading.get_ident()}"
    drafts = {path: path.with_name(f"{UNFINISHED}{writer}-{path.name}") for path in paths}
    try:
        for folder in {path.parent for path in drafts}:
            make_folder(folder.parent)
            folder.mkdir(exist_ok=True)
        yield drafts
        if lasting:
            flush(drafts.values())
        for path, draft in drafts.items():
            draft.replace(path)
        if lasting:  # the folder of each may be new, too
            flush(folder for path in drafts for folder in (path.parent, path.parent.parent))
    finally:
        for draft in drafts.values():
            with contextlib.suppress(OSError):
                draft.unlink()


@contextlib.contextmanager
def log_file(path: Path | str) -> Iterator[TextIO]:
    """A job's log, written line by line; that its end does not fit on a disk is no error."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    log = path.open("w", encoding="utf-8", buffering=1)
    try:
        yield log
    finally:
        with contextlib.suppress(OSError):
            log.close()


def sweep_records(results: Path) -> None:
    """`sweep` of everything but the tables."""
    for name in ("sentinels", "failures", "runs", "reports", "exports", "source"):
        sweep(results / name)


def sweep(folder: Path, below: bool = True) -> None:
    """Remove what processes that were killed have left unfinished in a folder, and below it.

    Whether a process lives is known of those on this host; what another host writes counts as left
    over after a day.
    """
    for file in folder.glob(f"{'**/' * below}{UNFINISHED}*"):
        process, _, rest = file.name.removeprefix(UNFINISHED).partition("-")
        with contextlib.suppress(OSError):
            here = rest.startswith(f"{_host()}-") and process.isdecimal()
            alive = here and _is_running(int(process))
            if not alive and (here or time.time() - file.stat().st_mtime > ONE_DAY):
                file.unlink()


def _host() -> str:
    return "".join(sign for sign in socket.gethostname() if sign.isalnum())


def _is_running(process: int) -> bool:
    import psutil

    try:  # in a container without an init those that were killed stay as zombies
        return psutil.Process(process).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:
        return True
