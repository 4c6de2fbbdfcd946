"""The converted folder: made when the source is new, kept while the source is what it was.

`results/source/` holds the relations in the own form, `coverage.json` (what was found, made,
not known) and `made_from.json` (the files it was made from, as they were). The last one is written
last, so that a conversion that was cut short is made again.
"""

from __future__ import annotations

import contextlib
import fcntl
import filecmp
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from nba_backfill.phase3.columns import FILES
from nba_backfill.phase3.formats.description import HERE, RELATIONS

COVERAGE, MADE_FROM = "coverage.json", "made_from.json"


def own_form(source_dir: Path, source_format: str, results: Path) -> Path:
    """The folder with the source in the own form: the source itself, or its conversion.

    Converts when the source is not in the own form and has changed since the last time.
    Raises BackfillError (bad_source) for a folder without games and players of a known format.
    """
    folder = Path(results) / "source"
    stamp = _stamp(source_dir, source_format, results)
    if _read(folder / MADE_FROM) == stamp:
        return folder
    if is_own(source_dir, source_format, results):
        return source_dir
    with _held(folder):
        if _read(folder / MADE_FROM) != stamp:
            _convert(source_dir, source_format, folder, stamp, results)
    return folder


def coverage(source_dir: Path, source_format: str, results: Path) -> dict:
    """What the folder holds, as `coverage.json` says it; of the own form as it is, computed."""
    folder = own_form(source_dir, source_format, results)
    if folder != source_dir:
        return _read(folder / COVERAGE)
    from nba_backfill.phase3.formats.contents import covered
    from nba_backfill.phase3.formats.conversion import convert
    from nba_backfill.phase3.formats.detection import detect

    detected = detect(source_dir, "nba_backfill", results)
    return covered(detected, convert(detected), source_dir)


def is_own(source_dir: Path, source_format: str, results: Path) -> bool:
    """Whether the folder is read as it is: its files have the own names, and nothing adds to them.

    A `games` file of another format, and a folder in which another format has what the own files
    lack, are converted.
    """
    if source_format not in ("auto", "nba_backfill"):
        return False
    own = [name for name in FILES if _own_file(source_dir, name)]
    if source_format == "nba_backfill":
        return "games" in own
    stamp = json.dumps(_stamp(source_dir, "", results))
    return bool(own) and _is_own(source_dir, tuple(own), stamp, results)


def _own_file(source_dir: Path, name: str) -> Path | None:
    paths = (source_dir / f"{name}.parquet", source_dir / f"{name}.csv")
    return next((path for path in paths if path.exists() or path.is_symlink()), None)


@cache  # of a folder as it is: its files are looked at once
def _is_own(source_dir: Path, own: tuple[str, ...], stamp: str, results: Path) -> bool:
    from nba_backfill.phase3.formats.detection import detect

    detected = detect(source_dir, results=results)
    foreign = {
        relation
        for match in detected.matches
        for relation in match.dataset.relations
        if match.dataset.format != "nba_backfill"
    }
    if not foreign:
        return True  # whatever is wrong with it, the own form's reader says it
    games = _own_file(source_dir, "games")
    if games is None:
        return False
    parts = [part for part in detected.folder.parts if games.name in part.files]
    meant = not parts or {"homeabbr", "awayabbr"} & parts[0].spelled.keys()
    return bool(meant) and not foreign - set(own)


def _convert(
    source_dir: Path, source_format: str, folder: Path, stamp: dict, results: Path
) -> None:
    from nba_backfill.phase3.formats import conversion
    from nba_backfill.phase3.formats.contents import covered
    from nba_backfill.phase3.formats.detection import detect
    from nba_backfill.phase3.formats.refusal import check

    detected = detect(source_dir, source_format, results)
    check(detected)
    converted = conversion.convert(detected)
    draft = Path(tempfile.mkdtemp(prefix=".tmp-", dir=folder))
    try:
        with converted.con:
            check(detected, converted)
            conversion.write(converted, draft)
            _write(draft / COVERAGE, covered(detected, converted, source_dir))
        _write(draft / MADE_FROM, stamp)
        _move(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move(draft: Path, folder: Path) -> None:
    """Puts the new files in place; equal ones stay as they are, so nothing looks changed."""
    (folder / MADE_FROM).unlink(missing_ok=True)
    for name in [f"{relation}.parquet" for relation in RELATIONS]:
        new, old = draft / name, folder / name
        if not new.exists():
            old.unlink(missing_ok=True)
        elif not (old.exists() and filecmp.cmp(new, old, shallow=False)):
            new.replace(old)
    for name in (COVERAGE, MADE_FROM):
        (draft / name).replace(folder / name)


@contextlib.contextmanager
def _held(folder: Path) -> Iterator[None]:
    """One conversion into a folder at a time; the kernel frees the lock at any death."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _stamp(source_dir: Path, source_format: str, results: Path) -> dict:
    """What a conversion depends on: the files as they are, the format asked for, this code."""
    from nba_backfill.phase3.formats.folder import data_files, is_data

    files = {}
    for path in filter(is_data, data_files(source_dir, results)):
        stat = path.stat()
        known = [stat.st_size, stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns]
        files[path.relative_to(source_dir).as_posix()] = known
    return {
        "source_dir": str(source_dir.resolve()),
        "source_format": source_format,
        "made_by": _code(),
        "files": files,
    }


@cache
def _code() -> str:
    """Digest of this room: another way to convert makes the folder again."""
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*")):
        if path.suffix in (".py", ".sql", ".yaml", ".csv"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _read(path: Path) -> dict:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def _write(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
