"""The Phase 3 manifest: what the tables hold, and from which source they were made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nba_backfill import tables
from nba_backfill.results import read_json, write_json


@dataclass(frozen=True)
class Content:
    """What a Phase 3 table holds: rows in all and by season, a digest per date."""

    rows: int
    seasons: dict[int, int]
    digests: dict[dt.date, str]


@dataclass(frozen=True)
class Manifest:
    """Written when all tables are loaded; a step trusts it and nothing else about Phase 3.

    source: label; recipe: what made the tables of it (None for tables that existed); files: state
    of the source's files; tables: `Content` by name; source_digests: per game date, of everything
    in the source that may touch rows of that date; findings: see `phase3.findings`; known: see
    `phase3.knowledge` (empty for tables that existed).
    """

    source: str
    recipe: str | None
    files: dict[str, dict]
    tables: dict[str, Content]
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
        source, files = content["source"], content["files"]
        if not isinstance(source, str) or not isinstance(files, dict):
            raise TypeError
        return cls(
            source=source,
            recipe=content.get("recipe"),
            files=files,
            tables={
                name: Content(
                    rows=content["tables"][name]["rows"],
                    seasons={int(y): n for y, n in content["tables"][name]["seasons"].items()},
                    digests=_by_date(content["tables"][name]["dates"]),
                )
                for name in tables.PHASE3
            },
            source_digests=_by_date(content["source_digests"]),
            findings=list(content.get("findings", ())),
            known=list(content.get("known", ())),
        )

    def write(self, path: Path) -> None:
        content = {
            "source": self.source,
            "recipe": self.recipe,
            "files": self.files,
            "tables": {
                name: {
                    "rows": held.rows,
                    "seasons": {str(year): count for year, count in held.seasons.items()},
                    "dates": _by_iso_date(held.digests),
                }
                for name, held in self.tables.items()
            },
            "source_digests": _by_iso_date(self.source_digests),
            "findings": self.findings,
            "known": self.known,
        }
        write_json(path, content)


def _by_date(digests: Mapping[str, str]) -> dict[dt.date, str]:
    return {dt.date.fromisoformat(day): digest for day, digest in digests.items()}


def _by_iso_date(digests: Mapping[dt.date, str]) -> dict[str, str]:
    return {str(day): digest for day, digest in sorted(digests.items())}
