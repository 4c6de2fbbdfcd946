"""What Snakemake must know before it runs anything: settings, dates, and what has changed.

A date is changed when the source differs from the one the Phase 3 manifest was built from, in
anything that may touch that date's rows. Snakemake then reruns the date together with Phase 3;
all other dates see an `ancient` manifest and stay.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files, source
from nba_backfill.phase3.digests import recipe
from nba_backfill.phase3.manifest import Manifest
from nba_backfill.plan.command import removal
from nba_backfill.plan.dates import choose
from nba_backfill.plan.sentinels import MadeFrom, Phase3Digests, Sentinel
from nba_backfill.plan.targets import refuse_unplanned
from nba_backfill.results import (
    manifest_file,
    read_json,
    record_files,
    sentinel_file,
    sentinel_files,
)
from nba_backfill.schedule import Season, season_of
from nba_backfill.settings import Settings, load_settings
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.terminal import number_of

LOOKING = ("source", "status", "audit", "verify_phase3", "report")  # targets that fill nothing
SKIPPED_TOLD = 10  # dates


def plan_or_exit(config: Mapping, results: str, logs: str) -> Plan:
    """The plan of this invocation; a mistake ends Snakemake with its one line and exit code 1."""
    try:
        for name, folder in (("results", results), ("logs", logs)):
            _check_folder(name, Path(folder))
        if _asked_for("source", sys.argv[1:]):
            return Unplanned(load_settings(_of_folder(config), Path.cwd(), results), (), {}, {})
        plan = make_plan(load_settings(config, Path.cwd(), results))
        plan.source_digests  # noqa: B018 - a bad source must stop here, not inside a rule
        if not _only_looks(sys.argv[1:]):
            refuse_unplanned(plan, sys.argv[1:])
            plan.check_manifest()
            if "phase3" not in sys.argv:
                _tell_empty(plan)
        return plan
    except BackfillError as error:
        raise SystemExit(f"{error.kind}: {error}") from None
    except OSError as error:
        raise SystemExit(f"bad_config: {error.filename} cannot be read: {error.strerror}") from None


def make_plan(settings: Settings) -> Plan:
    """The plan of the settings over the schedule of their source.

    Raises BackfillError (bad_config, bad_source).
    """
    return Plan(settings, *choose(source.schedule(settings), settings))


def _only_looks(arguments: list[str]) -> bool:
    """Whether a target of `LOOKING` is asked for, also as one of a module (`nba_status`).

    Read from the command line: Snakemake tells the targets after it has read the workflow.
    """
    return any(_asked_for(name, arguments) for name in LOOKING)


def _asked_for(target: str, arguments: list[str]) -> bool:
    return any(word == target or word.endswith(f"_{target}") for word in arguments)


def _of_folder(config: Mapping) -> Mapping:
    """The configuration of `source`: a folder that is named is the one to look at."""
    return {**config, "phase3": "files"} if config.get("source_dir") else config


def _tell_empty(plan: Plan) -> None:
    """Name the dates of a plan that has bootstrap dates only: Snakemake would end in silence."""
    if plan.dates:
        return
    print("Nothing to fill, every date asked for is skipped:", file=sys.stderr)
    for date, why in list(plan.skipped.items())[:SKIPPED_TOLD]:
        print(f"  {date}: {why}", file=sys.stderr)
    if len(plan.skipped) > SKIPPED_TOLD:
        print(f"  and {len(plan.skipped) - SKIPPED_TOLD} more", file=sys.stderr)


def _check_folder(name: str, folder: Path) -> None:
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise BackfillError(
                f"config pathvars.{name}: {path} is a file; name a folder", "bad_config"
            )


@dataclass(frozen=True)
class Plan:
    """Settings, the game dates to fill, and what of the source and the code has changed.

    dates: to fill; skipped: date -> reason; seasons: every season of the schedule by year.
    """

    settings: Settings
    dates: tuple[dt.date, ...]
    skipped: dict[dt.date, str]
    seasons: dict[int, Season]

    def season_of(self, date: dt.date) -> Season:
        """The season with a game on `date`. Raises BackfillError (bad_config) without one."""
        return season_of(self.seasons, date)

    @cached_property
    def source(self) -> str:
        """Label of where the numbers come from, part of every sentinel."""
        return source.label(self.settings)

    @cached_property
    def listed_in(self) -> Callable[..., str]:
        """Where the listing of a date, or of a team on it, comes from, in words."""
        return source.listed_in(self.settings)

    def source_digest(self, date: dt.date) -> str:
        """Digest of everything in the source that may touch the rows of `date`."""
        return self.source_digests.get(date, "no game")

    def is_changed(self, date: dt.date) -> bool:
        """Whether Phase 3 of `date` was built from another source than the present one."""
        built = self.manifest.source_digests if self.manifest else {}
        return built.get(date) != self.source_digest(date)

    def is_kept(self, processor: str, date: dt.date) -> bool:
        """Whether a sentinel is there and nothing it rests on has changed since it was made."""
        sentinel = self.sentinel(processor, date)
        if sentinel is None or self.is_changed(date):
            return False
        above = {name: self.sentinel(name, date) for name in PROCESSORS[processor].upstream}
        return not sentinel.changes(self.made_from(processor, date, above))

    @property
    def seasons_left(self) -> list[int]:
        """The years of the seasons in which something of the plan is to be done."""
        names = self.settings.processors
        years = {
            self.season_of(day).year
            for day in self.dates
            if not all(self.is_kept(name, day) for name in names)
        }
        return sorted(years)

    def made_from(
        self, processor: str, date: dt.date, above: Mapping[str, Sentinel | None]
    ) -> MadeFrom:
        """What the rows of a date would be made from now, by manifest and upstream sentinels."""
        return MadeFrom(
            fingerprint=fingerprint(processor),
            source=self.source,
            upstream={name: found.rows_digest for name, found in above.items() if found},
            phase3=self._phase3.used(PROCESSORS[processor], date),
        )

    @cached_property
    def _phase3(self) -> Phase3Digests:
        return Phase3Digests(self.manifest, self.seasons)

    def sentinel(self, processor: str, date: dt.date) -> Sentinel | None:
        """The sentinel as it is now; None where there is none and where it is damaged."""
        return Sentinel.read(self.sentinel_file(processor, date))

    def sentinel_file(self, processor: str, date: dt.date) -> Path:
        return sentinel_file(self.settings.results, processor, date)

    @property
    def manifest_file(self) -> Path:
        return manifest_file(self.settings.results)

    @cached_property
    def manifest(self) -> Manifest | None:
        """The Phase 3 manifest; None before the first run and when it is damaged."""
        return Manifest.read(self.manifest_file)

    def check_manifest(self) -> None:
        """Raises BackfillError for a damaged manifest: Snakemake would not make it again."""
        file = self.manifest_file
        if file.exists() and self.manifest is None:
            raise BackfillError(
                f"{file} is damaged; remove it and run again: {removal(file)}", "bad_config"
            )

    def refuse_another_source(self) -> None:
        """Raise when results hold dates of another source that this plan does not fill again."""
        settings, to_fill = self.settings, set(self.dates)
        kept: dict[str, set[dt.date]] = defaultdict(set)
        for name in PROCESSORS:
            for day, path in sentinel_files(settings.results, name).items():
                if name not in settings.processors or day not in to_fill:
                    kept[read_json(path).get("source", self.source)].add(day)
        for other, dates in kept.items():
            if other != self.source:
                raise BackfillError(
                    f'{settings.results} holds {number_of(len(dates), "date")} of "{other}", this '
                    f'run fills "{self.source}"; remove {settings.results}/ or write elsewhere: '
                    "--config 'pathvars={results: ...}'",
                    "bad_config",
                )

    @cached_property
    def source_digests(self) -> dict[dt.date, str]:
        """Source digest per game date; those of the manifest while its files are untouched."""
        settings, built = self.settings, self.manifest
        if (
            settings.phase3 == "files"
            and built is not None
            and built.source == self.source
            and built.recipe == recipe(settings)
            and built.files == files.stat(source.folder(settings))
        ):
            return built.source_digests
        return dict(sorted(source.digests(settings).items()))

    @cached_property
    def source_total(self) -> str:
        """One digest of the whole source; that of the manifest while it covers all of it."""
        built = self.manifest.source_digests if self.manifest else {}
        if self.source_digests.items() <= built.items():
            return _total(built)
        return _total(self.source_digests)

    @property
    def source_files(self) -> list[str]:
        """The files Phase 3 is built from, when the user brought them."""
        if self.settings.phase3 != "files":
            return []
        folder = source.folder(self.settings)
        return [str(folder / file["name"]) for file in files.stat(folder).values()]

    def state_of_results(self, wildcards=None) -> str:
        """Changes whenever a sentinel, a failure record or a run record does."""
        digest = hashlib.sha256()
        for path in record_files(self.settings.results):
            try:
                stat = path.stat()
            except FileNotFoundError:  # removed by a backfill that runs
                continue
            digest.update(f"{path} {stat.st_mtime_ns} {stat.st_size}\n".encode())
        return digest.hexdigest()[:16]


class Unplanned(Plan):
    """For `source`, which looks at a folder before there is a plan for it."""

    source_digests = MappingProxyType({})
    source_files = ()


def _total(digests: Mapping[dt.date, str]) -> str:
    text = "\n".join(f"{date} {digest}" for date, digest in sorted(digests.items()))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
