"""Sentinels: small deterministic JSON files that say what a published partition holds.

A sentinel carries no times, so the same rows give a byte-identical file. What its rows were made
from decides whether a partition can be kept: everything they depend on is in it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nba_backfill.phase3.manifest import Manifest
from nba_backfill.results import read_json, write_json
from nba_backfill.schedule import Season
from nba_backfill.tables.processors import Processor


@dataclass(frozen=True)
class MadeFrom:
    """What the rows of a date are made from.

    fingerprint: of the processor; source: label of the data's origin; upstream: digest per
    processor whose rows of the date are read; phase3: digest per Phase 3 table of the rows that
    are read.
    """

    fingerprint: str
    source: str
    upstream: dict[str, str]
    phase3: dict[str, str]

    @property
    def key(self) -> str:
        """All of it as 16 hex digits."""
        parts = json.dumps(
            [self.fingerprint, self.source, self.upstream, self.phase3], sort_keys=True
        )
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Sentinel:
    """A published partition: its processor and date, what it holds and what it was made from."""

    processor: str
    date: dt.date
    rows: int
    expected_entities: int
    rows_digest: str
    warnings: tuple[str, ...]
    made_from: MadeFrom

    @classmethod
    def read(cls, path: Path) -> Sentinel | None:
        """The sentinel of a file; None where there is none and where it is damaged."""
        return cls.of(read_json(path))

    @classmethod
    def of(cls, content: Mapping) -> Sentinel | None:
        """The sentinel that was written as this JSON object; None for one that is not whole."""
        try:
            made = cls(
                processor=content["processor"],
                date=dt.date.fromisoformat(content["date"]),
                rows=content["rows"],
                expected_entities=content["expected_entities"],
                rows_digest=content["digest"],
                warnings=tuple(content["warnings"]),
                made_from=MadeFrom(
                    fingerprint=content["fingerprint"],
                    source=content["source"],
                    upstream=dict(content["upstream"]),
                    phase3=dict(content["phase3"]),
                ),
            )
        except (KeyError, TypeError, ValueError):
            return None
        return made if made._is_typed else None

    @property
    def _is_typed(self) -> bool:
        counts = (self.rows, self.expected_entities)
        made = self.made_from
        texts = (self.processor, self.rows_digest, made.fingerprint, made.source)
        return all(type(count) is int for count in counts) and all(
            isinstance(text, str) for text in (*texts, *self.warnings)
        )

    @property
    def content(self) -> dict:
        """The JSON object of the file, also kept beside the rows."""
        expected = self.expected_entities
        return {
            "processor": self.processor,
            "date": str(self.date),
            "source": self.made_from.source,
            "rows": self.rows,
            "expected_entities": expected,
            "coverage": self.rows / expected if expected else None,
            "digest": self.rows_digest,
            "warnings": list(self.warnings),
            "key": self.made_from.key,
            "fingerprint": self.made_from.fingerprint,
            "upstream": self.made_from.upstream,
            "phase3": self.made_from.phase3,
        }

    def write(self, path: Path) -> None:
        """Not flushed: one that a power cut empties is noticed, and its rows are there."""
        write_json(path, self.content, lasting=False)

    def changes(self, now: MadeFrom) -> list[str]:
        """What the rows would be made from now and were not, a line each; empty when nothing."""
        made, found = self.made_from, []
        if made.source != now.source:
            found.append(f"made from {made.source}")
        if made.fingerprint != now.fingerprint:
            found.append("code or settings of the processor have changed")
        tables = {*made.phase3, *now.phase3}
        other = sorted(name for name in tables if made.phase3.get(name) != now.phase3.get(name))
        if other:
            found.append(f"{', '.join(other)}: other rows by now")
        for name in {**made.upstream, **now.upstream}:
            if made.upstream.get(name) != now.upstream.get(name):
                found.append(f"{name} of this date has other rows by now")
        return found


class Phase3Digests:
    """Digests of the Phase 3 rows that a date's rows are made from, out of the manifest."""

    def __init__(self, manifest: Manifest | None, seasons: Mapping[int, Season]):
        held = manifest.tables if manifest else {}
        self._digests = {name: content.digests for name, content in held.items()}
        self._season_of = {day: year for year, season in seasons.items() for day in season.dates}
        self._before: dict[str, dict[dt.date, str]] = {}

    def used(self, processor: Processor, date: dt.date) -> dict[str, str]:
        """Digest per table: all its season's rows before `date`, or those of `date` itself.

        The date's own schedule reaches the rows through its listing; its scores never do.
        """
        found = {}
        for table in ("nba_schedule", *processor.history):
            found[table] = self._history(table).get(date, "")
        for table in processor.day:
            found[f"{table} of the day"] = self._digests.get(table, {}).get(date, "")
        return found

    def _history(self, table: str) -> dict[dt.date, str]:
        """Per date, one digest of all digests of earlier dates of the season."""
        if table not in self._before:
            days, running = {}, {}
            held = self._digests.get(table, {})
            for date in sorted(self._season_of):
                so_far = running.setdefault(self._season_of[date], hashlib.sha256())
                days[date] = so_far.hexdigest()[:16]
                so_far.update(f"{date} {held.get(date, '')}\n".encode())
            self._before[table] = days
        return self._before[table]
