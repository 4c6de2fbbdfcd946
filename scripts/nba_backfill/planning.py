"""What Snakemake must know before it runs anything: settings, dates, and what has changed.

A date is changed when the source differs from the one the Phase 3 manifest was built from, in
anything that may touch that date's rows. Snakemake then reruns the date together with Phase 3;
all other dates see an `ancient` manifest and stay. Nothing is written here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nba_backfill import processors, sentinel, sources
from nba_backfill.errors import BackfillError
from nba_backfill.seasons import Plan, plan
from nba_backfill.settings import Settings, load_settings

SOURCE_TABLES = ("games", "player_box", "shots", "odds", "props")


def planned_or_exit(config: Mapping, results: str) -> Planned:
    """The plan of this invocation; a mistake ends Snakemake with its one line and exit code 1."""
    try:
        return prepare(config, results)
    except BackfillError as error:
        raise SystemExit(f"{error.kind}: {error}") from None


def prepare(config: Mapping, results: str = "results") -> Planned:
    """Settings, schedule and source digests. Raises BackfillError (bad_config, bad_source)."""
    settings = load_settings(config, Path.cwd(), results)
    planned = Planned(settings, plan(sources.schedule(settings), settings))
    planned.source_digests  # noqa: B018 - a bad source must stop here, not inside a rule
    return planned


@dataclass(frozen=True)
class Planned:
    """Settings and plan, with what the rules' params and inputs are made of."""

    settings: Settings
    plan: Plan

    def fingerprint(self, processor: str) -> str:
        """What decides a processor's result besides its inputs, as 16 hex digits."""
        return processors.fingerprint(processor)

    def source_digest(self, date: str) -> str:
        """Digest of everything in the source that may touch the rows of `date` (YYYY-MM-DD)."""
        return self.source_digests.get(date, "no game")

    def is_changed(self, date: str) -> bool:
        """Whether Phase 3 of `date` was built from another source than the present one."""
        return self.manifest.get("source_digests", {}).get(date) != self.source_digest(date)

    @property
    def manifest_file(self) -> Path:
        return self.settings.results / "sentinels" / "phase3.json"

    @cached_property
    def manifest(self) -> dict:
        """The Phase 3 manifest, empty before the first run."""
        return sentinel.read(self.manifest_file)

    @cached_property
    def source_digests(self) -> dict[str, str]:
        """Source digest per game date; those of the last run while its files are untouched."""
        seen = sentinel.read(seen_file(self.settings))
        if seen and seen["source"] == seen_source(self.settings):
            needed = {str(date) for date in self.plan.dates}
            if needed <= seen["digests"].keys():
                return seen["digests"]
        digests = sources.digests(self.settings)
        return {str(date): digest for date, digest in sorted(digests.items())}

    @cached_property
    def source_total(self) -> str:
        """One digest of the whole source; that of the manifest while it covers all of it."""
        built = self.manifest.get("source_digests", {})
        if self.source_digests.items() <= built.items():
            return _total(built)
        return _total(self.source_digests)

    @property
    def source_files(self) -> list[str]:
        """The files Phase 3 is built from, when the user brought them."""
        if self.settings.phase3 != "files":
            return []
        return [str(path) for path in _files(self.settings.source_dir)]

    def state_of_results(self) -> str:
        """Changes whenever a sentinel, a failure record or a run record does."""
        digest = hashlib.sha256()
        for name in ("sentinels", "failures", "runs"):
            for path in sorted((self.settings.results / name).rglob("*.json")):
                stat = path.stat()
                digest.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
        return digest.hexdigest()[:16]


def seen_file(settings: Settings) -> Path:
    """Where the phase3 rule leaves the source digests with the state of the source files."""
    return settings.results / "source" / "digests.json"


def seen_source(settings: Settings) -> dict:
    """State of the source by which unchanged files are recognised: label, sizes, mtimes (ns)."""
    if settings.phase3 == "warehouse":
        return {"label": None}  # equal to nothing that was seen: always asked again
    folder = settings.source_dir or settings.results / "source" / "simulated"
    stats = {path.name: path.stat() for path in _files(folder)}
    return {
        "label": sources.label(settings),
        "folder": str(folder.resolve()),
        "files": {name: [stat.st_size, stat.st_mtime_ns] for name, stat in stats.items()},
    }


def _files(folder: Path) -> list[Path]:
    return [path for name in SOURCE_TABLES for path in sorted(folder.glob(f"{name}.*"))]


def _total(digests: Mapping[str, str]) -> str:
    text = "\n".join(f"{date} {digest}" for date, digest in sorted(digests.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
