"""Sentinels: small deterministic JSON files that say what a published partition holds.

A sentinel carries no times, so the same rows give a byte-identical file. Its key decides whether
a partition can be kept: everything the rows depend on is in it.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path


def read(path: Path) -> dict:
    """The file's content; empty when there is no file, or no JSON object in it."""
    try:
        content = json.loads(Path(path).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def write(path: Path, content: Mapping) -> None:
    """Write `content` as JSON with sorted keys by rename: the file is whole or absent."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".tmp-{os.getpid()}-{threading.get_ident()}-{path.name}")
    try:
        text = json.dumps(content, indent=1, sort_keys=True) + "\n"
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def key(fingerprint: str, source: str, upstream: Mapping, phase3: Mapping) -> str:
    """What a partition was made from, as 16 hex digits.

    fingerprint: of the processor; source: label of the data's origin; upstream: digest per
    processor whose rows are read; phase3: digest per Phase 3 table of the rows that are read.
    """
    parts = json.dumps([fingerprint, source, dict(upstream), dict(phase3)], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:16]


class Phase3Digests:
    """Digests of the Phase 3 rows that a date's rows are made from, out of the manifest."""

    def __init__(self, manifest: Mapping, seasons: Mapping):
        """manifest: of the phase3 rule; seasons: `Plan.seasons`."""
        self._tables = {name: table["dates"] for name, table in manifest.get("tables", {}).items()}
        self._season_of = {str(day): s.dates for s in seasons.values() for day in s.dates}
        self._before: dict[str, dict[str, str]] = {}

    def used(self, processor, date: str) -> dict[str, str]:
        """Digest per table: all its season's rows before `date`, or those of `date` itself.

        The date's own schedule reaches the rows through its listing; its scores never do.
        """
        found = {}
        for table in ("nba_schedule", *processor.history):
            found[table] = self._history(table).get(date, "")
        for table in processor.day:
            found[f"{table} of the day"] = self._tables.get(table, {}).get(date, "")
        return found

    def _history(self, table: str) -> dict[str, str]:
        """Per date, one digest of all digests of earlier dates of the season."""
        if table not in self._before:
            days, running = {}, {}
            for date in sorted(self._season_of):
                season = self._season_of[date][0]
                so_far = running.setdefault(season, hashlib.sha256())
                days[date] = so_far.hexdigest()[:16]
                so_far.update(f"{date} {self._tables.get(table, {}).get(date, '')}\n".encode())
            self._before[table] = days
        return self._before[table]
