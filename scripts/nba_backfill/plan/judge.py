"""Is it current, and if not, why? The one answer that all who ask are given.

A partition is current when its sentinel and its rows are there and its rows would be made from
the same today: the same code and settings, Phase 3 rows and upstream rows. What is asked for that
is the results and the source; neither the time of a file nor anything Snakemake remembers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from nba_backfill import tables
from nba_backfill.phase3.manifest import lost
from nba_backfill.plan.sentinels import MadeFrom, Phase3Digests, Sentinel
from nba_backfill.results import failure_files, read_json, sentinel_files
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.warehouse import engine, open_warehouse

if TYPE_CHECKING:
    from nba_backfill.plan.plan import Plan

MISSING = "missing"
DAMAGED = "the sentinel is damaged"


class Judge:
    """Answers for one plan, from the results as they are when first asked."""

    def __init__(self, plan: Plan):
        self._plan = plan
        self._sentinels: dict[tuple[str, dt.date], Sentinel | None] = {}
        self._contents: dict[tuple[str, dt.date], dict] = {}  # of sentinels not judged yet
        self._answers: dict[tuple[str, dt.date], str] = {}

    def why(self, processor: str, date: dt.date) -> str:
        """Why the partition is to be made (again), in one line; empty when it is current."""
        key = processor, date
        if key not in self._answers:
            self._answers[key] = self._judged(processor, date)
        return self._answers[key]

    def sentinel(self, processor: str, date: dt.date) -> Sentinel | None:
        """The sentinel; None where there is none and where it is damaged."""
        key = processor, date
        if key not in self._sentinels:
            file = self._files[processor].get(date)
            self._contents[key] = content = read_json(file) if file else {}
            self._sentinels[key] = Sentinel.of(content)
        return self._sentinels[key]

    @cached_property
    def why_phase3(self) -> str:
        """Why Phase 3 is to be built (again), in one line; empty when its tables are current."""
        plan, built = self._plan, self._plan.manifest
        if built is None:
            is_there = plan.manifest_file.exists()
            return f"{plan.manifest_file} is damaged" if is_there else "not built yet"
        if built.source != plan.source:
            return f"it was built from {built.source}"
        if not plan.is_covered:
            return "the source or what is made of it has changed"
        if self.lost_phase3:
            return f"rows are gone from {', '.join(self.lost_phase3)}"
        return ""

    @cached_property
    def lost_phase3(self) -> list[str]:
        """Phase 3 tables whose rows are not those that were loaded.

        Not asked of tables that somebody else builds.
        """
        if self._plan.settings.phase3 == "warehouse" or self._plan.manifest is None:
            return []
        return lost(self._plan.manifest, self._files_of_tables) if self._files_of_tables else []

    @cached_property
    def vanished(self) -> dict[dt.date, list[str]]:
        """Filled dates inside the range on which the schedule has no game any more.

        Per date the processors with a sentinel, rows or a failure record there. A date that is
        listed in the settings has a game, so there are none then.
        """
        settings, found = self._plan.settings, {}
        if settings.dates:
            return found
        games = {day for season in self._plan.seasons.values() for day in season.dates}
        games |= self._plan.upcoming.to_come
        for name, processor in PROCESSORS.items():
            filled = {*self._files[name], *failure_files(settings.results, name)}
            if self._files_of_tables:
                filled |= self._files_of_tables.dates(tables.table(processor.table))
            for day in filled - games:
                if settings.start_date <= day <= settings.end_date:
                    found.setdefault(day, []).append(name)
        return dict(sorted(found.items()))

    @cached_property
    def set_aside(self) -> list[dt.date]:
        """Dates inside the range that were filled before their games and are in no plan now.

        `upcoming` is not asked for any more, or another date has become the next one. They stay as
        they are until their games are final.
        """
        settings = self._plan.settings
        planned = {*self._plan.dates, *self._plan.skipped}
        filled = {day for name in settings.processors for day in self._files[name]}
        return sorted(
            day
            for day in (filled & self._plan.upcoming.to_come) - planned
            if not settings.dates and settings.start_date <= day <= settings.end_date
        )

    def made_from(self, processor: str, date: dt.date) -> MadeFrom:
        """What the rows of a date would be made from, by the manifest and the sentinels."""
        edges = PROCESSORS[processor]
        above = {name: self.sentinel(name, date) for name in edges.upstream}
        return MadeFrom(
            fingerprint=fingerprint(processor),
            source=self._plan.source,
            upstream={name: found.rows_digest for name, found in above.items() if found},
            phase3=self._phase3.used(edges, date),
        )

    def _judged(self, processor: str, date: dt.date) -> str:
        if date not in self._files[processor]:
            return MISSING
        sentinel = self.sentinel(processor, date)
        if sentinel is None:
            return DAMAGED
        if not self._holds(processor, date):
            return f"its rows are no longer in {PROCESSORS[processor].table}"
        if self._plan.manifest is None:
            return "Phase 3 is to be built again"
        if self._plan.is_changed(date):
            return "the source of Phase 3 has changed for this date"
        now = self.made_from(processor, date)
        own = sentinel.changes(replace(now, upstream=sentinel.made_from.upstream))
        if own:
            return own[0]
        if self._plan.settings.recompute and date in self._plan.dates:
            return "asked for again (recompute)"
        for name in PROCESSORS[processor].upstream:
            why = self.why(name, date)
            if why:
                return f"{name} of this date is {MISSING if why == MISSING else 'stale'}"
        return next(iter(sentinel.changes(now)), "")

    def _holds(self, processor: str, date: dt.date) -> bool:
        """Whether the rows are there under a note that is the sentinel, word by word."""
        note, files = self._contents.pop((processor, date)), self._files_of_tables
        table = tables.table(PROCESSORS[processor].table)
        return files is None or files.holds(table, date, note)

    @cached_property
    def _files_of_tables(self):
        """The warehouse, where looking costs nothing; else None: the sentinels are believed."""
        settings = self._plan.settings
        return open_warehouse(settings) if engine(settings).keeps_files else None

    @cached_property
    def _files(self) -> dict:
        return {name: sentinel_files(self._plan.settings.results, name) for name in PROCESSORS}

    @cached_property
    def _phase3(self) -> Phase3Digests:
        return Phase3Digests(self._plan.manifest, self._plan.seasons)
