"""What Snakemake must know before it runs anything: settings, dates, and what has changed.

A date is changed when the source differs from the one the Phase 3 manifest was built from, in
anything that may touch that date's rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from nba_backfill.errors import BackfillError, described
from nba_backfill.phase3 import files, source
from nba_backfill.phase3.manifest import Manifest
from nba_backfill.plan.dates import choose
from nba_backfill.plan.judge import Judge
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.plan.targets import refuse_unplanned, refuse_unwritable
from nba_backfill.plan.upcoming import NOTHING, Upcoming
from nba_backfill.results import (
    manifest_file,
    read_json,
    record_files,
    sentinel_file,
    sentinel_files,
)
from nba_backfill.schedule import Season, season_of
from nba_backfill.settings import Settings, load_settings
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import number_of, span


def plan_or_exit(config: Mapping, results: str, logs: str) -> Plan:
    """The plan of this invocation; a mistake ends Snakemake with its one line and exit code 1."""
    try:
        for name, folder in (("results", results), ("logs", logs)):
            _check_folder(name, Path(folder))
        if _asked_for("source", sys.argv[1:]):
            return Unplanned(load_settings(_of_folder(config), Path.cwd(), results), (), {}, {})
        plan = make_plan(load_settings(config, Path.cwd(), results))
        plan.source_digests  # noqa: B018 - a bad source must stop here, not inside a rule
        refuse_unplanned(plan, sys.argv[1:])
        refuse_unwritable(plan, sys.argv[1:])
        return plan
    except BackfillError as error:
        raise SystemExit(f"{error.kind}: {error}") from None
    except PermissionError as error:
        raise SystemExit(f"bad_config: {error.filename} cannot be read: {error.strerror}") from None
    except Exception as error:
        known = described(error)
        if known.kind == "bug":
            raise
        raise SystemExit(f"{known.kind}: {known}") from None


def make_plan(settings: Settings) -> Plan:
    """The plan of the settings over the schedule of their source.

    Raises BackfillError (bad_config, bad_source).
    """
    is_listed = partial(source.is_listed, settings)
    return Plan(settings, *choose(source.schedule(settings), settings, is_listed))


def _asked_for(target: str, arguments: list[str]) -> bool:
    """Whether a target is asked for, also as one of a module (`nba_source`).

    Read from the command line: Snakemake tells the targets after it has read the workflow.
    """
    return any(word == target or word.endswith(f"_{target}") for word in arguments)


def _of_folder(config: Mapping) -> Mapping:
    """The configuration of `source`: a folder that is named is the one to look at."""
    return {**config, "phase3": "files"} if config.get("source_dir") else config


def _check_folder(name: str, folder: Path) -> None:
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise BackfillError(
                f"config pathvars.{name}: {path} is a file; name a folder", "bad_config"
            )


@dataclass(frozen=True)
class Plan:
    """Settings, the game dates to fill, and what of the source and the code has changed.

    dates: to fill; skipped: date -> reason; seasons: every season of the schedule by year;
    upcoming: the date of `dates` whose games are not all final, and what is said about it.
    """

    settings: Settings
    dates: tuple[dt.date, ...]
    skipped: dict[dt.date, str]
    seasons: dict[int, Season]
    upcoming: Upcoming = NOTHING

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
        return self.source_digests.by_date.get(date, "no game")

    def is_changed(self, date: dt.date) -> bool:
        """Whether Phase 3 of `date` was built from another source than the present one."""
        built = self.manifest.source_digests if self.manifest else {}
        return built.get(date) != self.source_digest(date)

    @property
    def seasons_left(self) -> list[int]:
        """The years of the seasons in which something of the plan is to be done."""
        names = self.settings.processors
        years = {
            self.season_of(day).year
            for day in self.dates
            if any(self.judge.why(name, day) for name in names)
        }
        return sorted(years)

    @cached_property
    def judge(self) -> Judge:
        """What is current and what is not, and why, by the results as they are now."""
        return Judge(self)

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

    def refuse_many_vanished(self) -> None:
        """Raise when more filled dates have no game any more than a run may remove."""
        dates = list(self.judge.vanished)
        if len(dates) > self.settings.remove_dates:
            raise BackfillError(
                f"{number_of(len(dates), 'filled date')} ({span(dates)}) have no game any more: is "
                "the source cut short? To remove their rows, run it with --config "
                f"remove_dates={len(dates)}",
                "bad_source",
            )

    def refuse_lost_scores(self) -> None:
        """Raise when more filled dates have games to come than dates filled before them can be."""
        dates = self.judge.set_aside
        if len(dates) > self.settings.remove_dates:
            raise BackfillError(
                f"{number_of(len(dates), 'filled date')} ({span(dates)}) have no final game any "
                "more: has the source lost its scores? To go on and keep their rows, run it with "
                f"--config remove_dates={len(dates)}",
                "bad_source",
            )

    @cached_property
    def source_digests(self) -> source.SourceDigests:
        """The source as it is now; part of what decides whether anything is current."""
        return source.digests(self.settings)

    @property
    def is_covered(self) -> bool:
        """Whether the Phase 3 tables were built from the source as it is now.

        Simulated seasons beside those that are asked for may be there as well.
        """
        built, now = self.manifest, self.source_digests
        if built is None:
            return False
        if self.settings.phase3 == "simulated":
            return now.by_date.items() <= built.source_digests.items()
        return built.source_digest == now.whole

    @property
    def source_files(self) -> list[str]:
        """The files Phase 3 is built from, when the user brought them.

        One dated in the future is left out: Snakemake fails the job that made something of it.
        """
        if self.settings.phase3 != "files":
            return []
        folder = source.folder(self.settings)
        paths = [folder / name for name, *_ in files.stat(folder).values()]
        return [str(path) for path in paths if path.stat().st_mtime <= time.time()]

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

    source_digests = source.SourceDigests({}, "")
    source_files = ()
