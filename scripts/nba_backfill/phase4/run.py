"""One invocation of Snakemake as the steps see it: its jobs, lock, warehouse and record."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from nba_backfill import tables
from nba_backfill.errors import BackfillError, described
from nba_backfill.phase3.manifest import Manifest
from nba_backfill.phase4 import cost, record, summary
from nba_backfill.phase4.blocks import Blocks
from nba_backfill.phase4.lock import hold_lock
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.sentinels import MadeFrom, Phase3Digests
from nba_backfill.results import steps_file
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.warehouse import open_warehouse

PROGRESS_EVERY = 10  # seconds between progress lines when there is no terminal


class Run:
    """State shared by the jobs of an invocation; started by the first hook or job."""

    def __init__(self, workflow, plan: Plan):
        """workflow: Snakemake's, None outside of it."""
        self._workflow = workflow
        self.plan = plan
        self.settings = plan.settings
        self.counts: Counter[str] = Counter()  # statements by purpose
        self.steps: list[dict] = []  # finished steps
        self._digests: dict[tuple[str, dt.date], str] = {}  # of sentinels read: final in a run
        self.unfinished: set[tuple[str, dt.date]] = set()  # (processor, date) still to be done
        self.planned_steps: Counter[str] = Counter()  # jobs of this run by processor
        self.began = dt.datetime.now(dt.UTC)
        self.id = f"{self.began:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}"
        self.blocks: Blocks | None = None  # made by the first step
        self.lock = threading.RLock()
        self._started = False
        self._hold = None  # the open file of results/.lock
        self._progress_at = time.monotonic()

    @cached_property
    def warehouse(self):
        """The warehouse, opened when first needed."""
        return open_warehouse(self.settings, self.id)

    @cached_property
    def phase3(self) -> Phase3Digests:
        """Of the manifest as it is now: Phase 3 may have been built since the plan was made."""
        file = self.plan.manifest_file
        manifest = Manifest.read(file)
        if manifest is None:  # else rows would count as made from nothing
            raise BackfillError(
                f"{file} is absent or damaged; remove it and run again: rm -f {file}",
                "missing_upstream",
            )
        return Phase3Digests(manifest, self.plan.seasons)

    def start(self) -> None:
        """Learn the jobs of this run and, when any of them writes, take the lock.

        Called by `onstart` and by every step: hooks of an imported module are not run.
        Raises BackfillError when another backfill is running on the same results, or when they
        hold rows of another source.
        """
        with self.lock:
            if self._started:
                return
            builds_phase3 = False
            for output in self._outputs():
                builds_phase3 |= output == self.plan.manifest_file
                self._count(output)
            if self.unfinished or builds_phase3:
                self._hold = self._hold or hold_lock(self.settings.results)
                self.plan.refuse_another_source()
            for name in self.planned_steps:
                self.warehouse.create(tables.table(PROCESSORS[name].table))
            if self.planned_steps and self.warehouse.bills:
                cost.guard(self.warehouse, self.unfinished, self.plan)
            if self.planned_steps:
                record.write_record(self, "running")
            self._started = True
            self.warehouse  # noqa: B018 - opened once, before jobs run in threads

    def start_or_exit(self) -> None:
        """`start` for Snakemake's hook: what is wrong ends Snakemake in one line, exit code 1.

        A SystemExit: of any other exception Snakemake shows the lines it passed through.
        """
        try:
            self.start()
        except Exception as error:
            known = described(error)
            if known.kind == "bug":
                raise
            raise SystemExit(f"{known.kind}: {known}") from None
        # Snakemake's handler of SIGTERM takes this lock in the thread that may hold it already.
        self._workflow.scheduler._lock = threading.RLock()

    def _outputs(self) -> Iterator[Path]:
        """What the jobs of this run are going to write."""
        if self._workflow is not None:
            for job in self._workflow.dag.needrun_jobs():
                yield from map(Path, job.output)

    def _count(self, output: Path) -> None:
        processor = output.parent.name
        if processor in PROCESSORS and output.parents[1] == self.plan.manifest_file.parent:
            self.unfinished.add((processor, dt.date.fromisoformat(output.stem)))
            self.planned_steps[processor] += 1

    def count(self, statement: str) -> None:
        with self.lock:
            self.counts[statement] += 1

    def made_from(self, processor: str, date: dt.date) -> MadeFrom:
        """What the rows of a date are made from, by the sentinels and the manifest of this run.

        Raises BackfillError (missing_upstream) for an upstream processor without a sentinel.
        """
        edges = PROCESSORS[processor]
        return MadeFrom(
            fingerprint=fingerprint(processor),
            source=self.plan.source,
            upstream={name: self._digest_of(name, date) for name in edges.upstream},
            phase3=self.phase3.used(edges, date),
        )

    def _digest_of(self, processor: str, date: dt.date) -> str:
        """Digest of the published rows of an upstream processor, from its sentinel."""
        if (processor, date) not in self._digests:
            found = self.plan.sentinel(processor, date)
            if found is None:
                raise BackfillError(f"{processor} {date} has no sentinel", "missing_upstream")
            self._digests[processor, date] = found.rows_digest
        return self._digests[processor, date]

    def finished(
        self, processor: str, date: dt.date, state: str, seconds: float, rows: int
    ) -> None:
        """Note the end of a step: done, reused or failed."""
        entry = {
            "processor": processor,
            "date": str(date),
            "state": state,
            "seconds": round(seconds, 3),
            "rows": rows,
        }
        with self.lock:
            if state != "failed":
                self.unfinished.discard((processor, date))
            self.steps.append(entry)
            with steps_file(self.settings.results, self.id).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(entry) + "\n")
            self._show_progress()

    def _show_progress(self) -> None:
        """A line now and then when no terminal shows the progress bars."""
        now = time.monotonic()
        if sys.stderr.isatty() or now - self._progress_at < PROGRESS_EVERY:
            return
        self._progress_at = now
        failed = sum(entry["state"] == "failed" for entry in self.steps)
        total = sum(self.planned_steps.values())
        print(f"{len(self.steps)} of {total} steps, {failed} failed", file=sys.stderr, flush=True)

    def finish(self, success: bool) -> None:
        """The end of the run: record, summary, notification. Nothing for read-only targets."""
        if self._started and (self.steps or self.planned_steps):
            state = "complete" if success else self._how_it_ended()
            summary.tell(self, record.write_record(self, state))

    def _how_it_ended(self) -> str:
        """failed, or stopped when no job failed: by Ctrl-C or a signal."""
        scheduler = getattr(self._workflow, "scheduler", None)
        steps_failed = any(entry["state"] == "failed" for entry in self.steps)
        return "failed" if steps_failed or getattr(scheduler, "failed", ()) else "stopped"
