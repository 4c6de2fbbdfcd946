"""The Phase 3 manifest: what the tables hold, and from which source they were made."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nba_backfill import tables
from nba_backfill.results import read_json, write_json


@dataclass(frozen=True)
class Content:
    """What a Phase 3 table holds: rows in all and by season, a digest per date."""

    rows: int
    seasons: dict[int, int]
    digests: dict[dt.date, str]

    @cached_property  # every block of every run asks for it, of all seasons
    def note(self) -> str:
        """What every season of the table is loaded with: a digest of all its rows."""
        text = json.dumps(_by_iso_date(self.digests), sort_keys=True)
        return f"phase3 {hashlib.sha256(text.encode()).hexdigest()[:32]}"


@dataclass(frozen=True)
class Manifest:
    """Written when all tables are loaded; a step trusts it and nothing else about Phase 3.

    source: label; tables: `Content` by name; source_digest: of the whole source and the recipe;
    source_digests: per game date, of everything in the source that may touch rows of that date;
    findings: see `phase3.findings`; known: see `phase3.knowledge` (empty for tables that existed).
    """

    source: str
    tables: dict[str, Content]
    source_digest: str
    source_digests: dict[dt.date, str]
    findings: list[dict]
    known: list[dict] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> Manifest | None:
        """The manifest; None where there is none and where it is damaged."""
        try:
            return cls._of(read_json(path))
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    @classmethod
    def _of(cls, content: Mapping) -> Manifest:
        if not isinstance(content["source"], str):
            raise TypeError
        return cls(
            source=content["source"],
            tables={
                name: Content(
                    rows=content["tables"][name]["rows"],
                    seasons={int(y): n for y, n in content["tables"][name]["seasons"].items()},
                    digests=_by_date(content["tables"][name]["dates"]),
                )
                for name in tables.PHASE3
            },
            source_digest=content["source_digest"],
            source_digests=_by_date(content["source_digests"]),
            findings=list(content.get("findings", ())),
            known=list(content.get("known", ())),
        )

    def write(self, path: Path) -> None:
        content = {
            "source": self.source,
            "tables": {
                name: {
                    "rows": held.rows,
                    "seasons": {str(year): count for year, count in held.seasons.items()},
                    "dates": _by_iso_date(held.digests),
                }
                for name, held in self.tables.items()
            },
            "source_digest": self.source_digest,
            "source_digests": _by_iso_date(self.source_digests),
            "findings": self.findings,
            "known": self.known,
        }
        write_json(path, content)


def lost(manifest: Manifest, warehouse) -> list[str]:
    """The tables whose rows in the warehouse are not those the manifest tells of, by full name.

    Whether they look whole and carry the manifest's note: cheap enough for every plan and step.
    """
    gone = []
    for name, content in manifest.tables.items():
        table = tables.table(name)
        seasons = content.seasons if table.partition else [None]
        if not all(warehouse.holds_season(table, year, content.note) for year in seasons):
            gone.append(table.full_name)
    return gone


def _by_date(digests: Mapping[str, str]) -> dict[dt.date, str]:
    return {dt.date.fromisoformat(day): digest for day, digest in digests.items()}


def _by_iso_date(digests: Mapping[dt.date, str]) -> dict[str, str]:
    return {str(day): digest for day, digest in sorted(digests.items())}
