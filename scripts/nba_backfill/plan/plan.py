"""What Snakemake must know before it runs anything: settings, dates, and what has changed.

A date is changed when the source differs from the one the Phase 3 manifest was built from, in
anything that may touch that date's rows. Snakemake then reruns the date together with Phase 3;
all other dates see an `ancient` manifest and stay. Nothing is written here.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files
from nba_backfill.phase3 import source as sources
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.schedule import Plan, plan
from nba_backfill.settings import Settings, load_settings
from nba_backfill.tables import processors

LOOKING = ("status", "audit", "verify_phase3", "report")  # targets that fill nothing
SKIPPED_TOLD = 10  # dates


def planned_or_exit(config: Mapping, results: str, logs: str) -> Planned:
    """The plan of this invocation; a mistake ends Snakemake with its one line and exit code 1."""
    try:
        for name, folder in (("results", results), ("logs", logs)):
            _check_folder(name, Path(folder))
        made = prepare(config, results)
        if not _only_looks(sys.argv[1:]):
            _check_manifest(made.manifest_file)
            if "phase3" not in sys.argv:
                _tell_empty(made.plan)
        return made
    except BackfillError as error:
        raise SystemExit(f"{error.kind}: {error}") from None
    except OSError as error:
        raise SystemExit(f"bad_config: {error.filename} cannot be read: {error.strerror}") from None


def prepare(config: Mapping, results: str = "results") -> Planned:
    """Settings, schedule and source digests. Raises BackfillError (bad_config, bad_source)."""
    made = planned(load_settings(config, Path.cwd(), results))
    made.source_digests  # noqa: B018 - a bad source must stop here, not inside a rule
    return made


def planned(settings: Settings) -> Planned:
    """The plan of the settings over the schedule of their source."""
    return Planned(settings, plan(sources.schedule(settings), settings))


def _only_looks(arguments: list[str]) -> bool:
    """Whether a target of `LOOKING` is asked for, also as one of a module (`nba_status`).

    Read from the command line: Snakemake tells the targets after it has read the workflow.
    """
    return any(word == name or word.endswith(f"_{name}") for word in arguments for name in LOOKING)


def _tell_empty(made: Plan) -> None:
    """Name the dates of a plan that has bootstrap dates only: Snakemake would end in silence."""
    if made.dates:
        return
    print("Nothing to fill, every date asked for is skipped:", file=sys.stderr)
    for date, why in list(made.skipped.items())[:SKIPPED_TOLD]:
        print(f"  {date}: {why}", file=sys.stderr)
    if len(made.skipped) > SKIPPED_TOLD:
        print(f"  and {len(made.skipped) - SKIPPED_TOLD} more", file=sys.stderr)


def _check_folder(name: str, folder: Path) -> None:
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise BackfillError(
                f"config pathvars.{name}: {path} is a file; name a folder", "bad_config"
            )


def _check_manifest(file: Path) -> None:
    """Raises for a damaged manifest: Snakemake would not make a file again that is there."""
    if file.exists() and not _whole(sentinel.read(file)):
        raise BackfillError(f"{file} is damaged; remove it and run again: rm {file}", "bad_config")


def _whole(manifest: Mapping) -> dict:
    """The manifest when it has what a plan and a step read from it; else an empty one."""
    described = manifest.get("tables")
    whole = (
        isinstance(manifest.get("source"), str)
        and isinstance(manifest.get("files"), dict)
        and isinstance(manifest.get("source_digests"), dict)
        and isinstance(described, dict)
        and all(isinstance(described.get(name), dict) for name in tables.PHASE3)
        and all(isinstance(described[name].get("dates"), dict) for name in tables.PHASE3)
    )
    return dict(manifest) if whole else {}


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

    def is_kept(self, processor: str, date: str) -> bool:
        """Whether a sentinel is there and neither code nor source has changed since it was made."""
        made = sentinel.read(self.sentinel_file(processor, date))
        if made.get("fingerprint") != self.fingerprint(processor) or self.is_changed(date):
            return False
        used = self._phase3.used(processors.PROCESSORS[processor], date)
        return made.get("phase3") == used and all(
            sentinel.read(self.sentinel_file(name, date)).get("digest") == digest
            for name, digest in made.get("upstream", {}).items()
        )

    @cached_property
    def _phase3(self):
        return sentinel.Phase3Digests(self.manifest, self.plan.seasons)

    def sentinel_file(self, processor: str, date: str) -> Path:
        return self.settings.results / "sentinels" / processor / f"{date}.json"

    @property
    def manifest_file(self) -> Path:
        return self.settings.results / "sentinels" / "phase3.json"

    @cached_property
    def manifest(self) -> dict:
        """The Phase 3 manifest; empty before the first run and when it is damaged."""
        return self.read_manifest()

    def read_manifest(self) -> dict:
        """The manifest as it is now: Phase 3 may have been built since the plan was made."""
        return _whole(sentinel.read(self.manifest_file))

    @cached_property
    def source_digests(self) -> dict[str, str]:
        """Source digest per game date; those of the manifest while its files are untouched."""
        settings, built = self.settings, self.manifest
        if (
            settings.phase3 == "files"
            and built.get("source") == sources.label(settings)
            and built.get("recipe") == sources.recipe(settings)
            and built["files"] == files.stat(settings.source_dir)
        ):
            return built["source_digests"]
        digests = sources.digests(settings)
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
        folder = self.settings.source_dir
        return [str(folder / file["name"]) for file in files.stat(folder).values()]

    def state_of_results(self, wildcards=None) -> str:
        """Changes whenever a sentinel, a failure record or a run record does."""
        digest = hashlib.sha256()
        for name in ("sentinels", "failures", "runs"):
            for path in sorted((self.settings.results / name).rglob("[!.]*.json")):
                try:
                    stat = path.stat()
                except FileNotFoundError:  # removed by a backfill that runs
                    continue
                digest.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
        return digest.hexdigest()[:16]


def _total(digests: Mapping[str, str]) -> str:
    text = "\n".join(f"{date} {digest}" for date, digest in sorted(digests.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
