"""Texts that take long to make and depend on little, kept for other processes.

They lie in the user's cache folder: `~/.cache/nba-backfill/<kind>` (or below XDG_CACHE_HOME), named
by what they are made of. Whatever is missing, damaged or cannot be written is made again.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path


def kept(kind: str, made_of: str, make: Callable[[], str]) -> str:
    """`make()`, or what it returned when something was last made of the same.

    made_of: all that decides the result, versions of what makes it included.
    """
    file = _folder() / kind / _digest(made_of)
    found = _read(file)
    if found is None:
        found = make()
        _write(file, found)
    return found


def _folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "nba-backfill"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(file: Path) -> str | None:
    """The text that was written; None when there is none, or not as it was written."""
    try:
        digest, _, text = file.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if digest == _digest(text) else None


def _write(file: Path, text: str) -> None:
    temporary = file.with_name(f".{uuid.uuid4().hex}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
