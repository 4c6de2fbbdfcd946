"""One invocation of Snakemake as the steps see it: its jobs, lock, warehouse and record."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TextIO

from nba_backfill import tables
from nba_backfill.errors import WITHOUT_REASON, BackfillError, described
from nba_backfill.phase3.manifest import Manifest, lost
from nba_backfill.phase4 import cost, lock, queue, record, stopping, summary
from nba_backfill.phase4.blocks import Blocks
from nba_backfill.plan import tables_folder
from nba_backfill.plan.command import removal
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.sentinels import MadeFrom, Phase3Digests
from nba_backfill.results import is_season_file, sweep_records, vanished_file
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.warehouse import open_warehouse

RUN = "NBA_BACKFILL_RUN"  # id of the run, told to the processes that do its jobs
PROGRESS_EVERY = 10  # seconds between progress lines when there is no terminal


class Run:
    """State shared by the jobs of an invocation; started by the first hook or job."""

    def __init__(self, workflow, plan: Plan):
        """workflow: Snakemake's, None outside of it.

        A process that Snakemake has started for a job (`is_job`) is part of the run of its main
        process: it takes no lock and adds its steps to the record of that run.
        """
        self._workflow = workflow
        self.is_job = workflow is not None and not workflow.is_main_process
        self.plan = plan
        self.settings = plan.settings
        self.counts: Counter[str] = Counter()  # statements by purpose
        self.steps: list[dict] = []  # finished steps
        self._digests: dict[tuple[str, dt.date], str] = {}  # of sentinels read: final in a run
        self.unfinished: set[tuple[str, dt.date]] = set()  # (processor, date) still to be done
        self.planned_steps: Counter[str] = Counter()  # jobs of this run by processor
        self.began = dt.datetime.now(dt.UTC)
        self.id = f"{self.began:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}"
        if workflow is not None and not self.is_job:
            os.environ[RUN] = self.id
        self.blocks: Blocks | None = None  # made by the first step
        self.lock = threading.RLock()
        self._started = False
        self._locks: list[TextIO] = []  # held while this process lives
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
                f"{file} is absent or damaged; remove it and run again: {removal(file)}",
                "missing_upstream",
            )
        self.manifest = manifest
        self.check_phase3()
        return Phase3Digests(manifest, self.plan.seasons)

    def check_phase3(self) -> None:
        """Raises BackfillError unless the Phase 3 rows are there that the manifest tells of."""
        if self.settings.phase3 != "warehouse":
            gone = lost(self.manifest, self.warehouse)
            if gone:
                raise BackfillError(
                    f"rows are gone from {', '.join(gone)}; the same command builds them again",
                    "missing_upstream",
                )

    def start(self) -> None:
        """Learn the jobs of this run and, when any of them writes, take the lock.

        Called by `onstart` and by every step: hooks of an imported module are not run.
        Raises BackfillError when another backfill is running on the same results, or when they
        hold rows of another source.
        """
        with self.lock:
            if self._started:
                return
            outputs = [Path(output) for job in self._jobs() for output in job.output]
            self.unfinished = {step for output in outputs if (step := self._step(output))}
            self.planned_steps.update(name for name, _ in self.unfinished)
            if self.is_job:
                self._join()
            else:
                self._begin(outputs)
                self._arrange()
            self._started = True
            self.warehouse  # noqa: B018 - opened once, before jobs run in threads
            gc.enable()  # Python's collector rests while the jobs are planned

    def _join(self) -> None:
        """Become part of the run whose main process has started this one."""
        seasons = [self.plan.season_of(day).year for _, day in self.unfinished]
        season = seasons[0] if seasons else None
        run, self._locks = lock.join(self.settings.results, os.environ.get(RUN), season)
        self.id = run or self.id

    def _begin(self, outputs: list[Path]) -> None:
        """Take the locks, refuse what must not run, and write the record of a run that begins."""
        builds_phase3 = self.plan.manifest_file in outputs
        removes = vanished_file(self.settings.results) in outputs
        delegates = any(is_season_file(path) for path in outputs)  # to runs with their own locks
        if self.unfinished or builds_phase3 or removes or delegates:
            if not (self._locks or delegates):
                seasons = {self.plan.season_of(day).year for _, day in self.unfinished}
                self._locks = lock.hold(
                    self.settings.results, self.id, seasons, builds_phase3 or removes
                )
            self.plan.refuse_another_source()
            self.plan.refuse_lost_scores()
            if removes:
                self.plan.refuse_many_vanished()
            tables_folder.claim(self.settings)
            sweep_records(self.settings.results)
        for name in self.planned_steps:
            self.warehouse.create(tables.table(PROCESSORS[name].table))
        if self.planned_steps and self.warehouse.bills:
            cost.guard(self.warehouse, self.unfinished, self.plan)
        if self.planned_steps:
            record.write_record(self, "running")

    def _arrange(self) -> None:
        """Have the steps of this run begun in the order that lets most of them share."""
        if self._workflow is None or not self._workflow.local_exec:
            return
        queue.lift_rate_limit(self._workflow)
        if not self.unfinished:
            return
        jobs = {self._step(Path(job.output[0])): job for job in self._jobs() if job.output}
        ordered = queue.in_order(self.unfinished, self.plan.seasons, self._workflow.cores)
        queue.install(self._workflow, [jobs[step] for step in ordered if step in jobs])

    def attach(self) -> None:
        """Take part in the hooks of a workflow that imports this one as a module.

        Snakemake registers the hooks of the main Snakefile only. An importing workflow that has
        hooks of its own replaces these; its jobs then take the locks themselves.
        """
        ends = {"_onstart": self.start_or_exit, "_onsuccess": partial(self.finish, success=True),
                "_onerror": partial(self.finish, success=False)}  # fmt: skip
        for hook, ours in ends.items():
            setattr(self._workflow, hook, partial(_both, ours, getattr(self._workflow, hook)))

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
        stopping.listen()

    def _jobs(self) -> list:
        """Snakemake's jobs of this run."""
        return [] if self._workflow is None else list(self._workflow.dag.needrun_jobs())

    def _step(self, output: Path) -> queue.Step | None:
        """The step that writes this file, None for any other job's."""
        processor = output.parent.name
        if processor in PROCESSORS and output.parents[1] == self.plan.manifest_file.parent:
            return processor, dt.date.fromisoformat(output.stem)
        return None

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
        self,
        processor: str,
        date: dt.date,
        state: str,
        seconds: float,
        rows: int,
        correction: dict | None = None,
    ) -> None:
        """Note the end of a step: done, reused or failed.

        correction: what it has changed of rows that were there (see phase4/corrections.py).
        """
        entry = {
            "processor": processor,
            "date": str(date),
            "state": state,
            "seconds": round(seconds, 3),
            "rows": rows,
            **({"correction": correction} if correction else {}),
        }
        with self.lock:
            if state != "failed":
                self.unfinished.discard((processor, date))
            record.note_step(self, entry)
            self._show_progress()

    def _show_progress(self) -> None:
        """A line now and then when no terminal shows the progress bars."""
        now = time.monotonic()
        if self.is_job or sys.stderr.isatty() or now - self._progress_at < PROGRESS_EVERY:
            return
        self._progress_at = now
        failed = sum(entry["state"] == "failed" for entry in self.steps)
        total = sum(self.planned_steps.values())
        if not total:  # nothing that Snakemake has planned
            return
        print(f"{len(self.steps)} of {total} steps, {failed} failed", file=sys.stderr, flush=True)

    def finish(self, success: bool) -> None:
        """The end of the run: record, summary, notification. Nothing for read-only targets."""
        if not (self._started and self.planned_steps):
            return
        problem = None
        try:
            record.gather(self)
            self._note_lost_jobs()
        except OSError as error:  # a full disk must not hide how the run ended
            problem = error
        state = "complete" if success else self._how_it_ended()
        try:
            record.write_record(self, state)
        except OSError as error:
            problem = error
        summary.tell(self, record.told(self, state))
        if problem:
            reason = described(problem)
            print(f"The record of this run is not complete: {reason}", file=sys.stderr, flush=True)

    def _note_lost_jobs(self) -> None:
        """Note the jobs whose process ended without a word: killed, out of memory, out of time."""
        told = {(step["processor"], step["date"]) for step in self.steps}
        for job in getattr(getattr(self._workflow, "scheduler", None), "failed", ()):
            for output in map(Path, job.output):
                name, day = output.parent.name, output.stem
                if name not in self.planned_steps or (name, day) in told:
                    continue
                date = dt.date.fromisoformat(day)
                error = BackfillError(WITHOUT_REASON, "warehouse_error")
                record.write_failure(self, name, date, error, ", ".join(job.log))
                self.finished(name, date, "failed", 0.0, 0)

    def _how_it_ended(self) -> str:
        """failed, or stopped when no job failed: by Ctrl-C or a signal."""
        scheduler = getattr(self._workflow, "scheduler", None)
        steps_failed = any(entry["state"] == "failed" for entry in self.steps)
        return "failed" if steps_failed or getattr(scheduler, "failed", ()) else "stopped"


def _both(ours: Callable, theirs: Callable, log) -> None:
    ours()
    theirs(log)
