"""One invocation of Snakemake as the steps see it: its jobs, lock, warehouse and record."""

from __future__ import annotations

import datetime as dt
import fcntl
import importlib
import json
import os
import sys
import threading
import time
import traceback
from collections import Counter
from functools import cached_property, partial
from pathlib import Path

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import source as sources
from nba_backfill.phase4 import blocks, record, step
from nba_backfill.plan import mixing
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import held_output

PROGRESS_EVERY = 10  # seconds between progress lines when there is no terminal


class Run:
    """State shared by the jobs of an invocation; started by the first hook or job."""

    def __init__(self, workflow, planned):
        """workflow: Snakemake's, None outside of it; planned: a `planning.Planned`."""
        self._workflow = workflow
        self.planned = planned
        self.settings = planned.settings
        self.counts: Counter[str] = Counter()  # statements by purpose
        self.steps: list[dict] = []  # finished steps
        self._digests: dict[tuple[str, str], str] = {}  # of sentinels read: final in a run
        self.unfinished: set[tuple[str, str]] = set()  # (processor, date) still to be done
        self.planned_steps: Counter[str] = Counter()  # jobs of this run by processor
        self.began = dt.datetime.now(dt.UTC)
        self.id = f"{self.began:%Y%m%dT%H%M%S.%fZ}-{os.getpid()}"
        self.blocks = blocks.Blocks(partial(step.compute, self), self.runnable, self._drop)
        self._lock = threading.RLock()
        self._started = False
        self._hold = None  # the open file of results/.lock
        self._progress_at = time.monotonic()

    @cached_property
    def warehouse(self):
        """The warehouse, opened when first needed."""
        from nba_backfill.warehouse import open_warehouse

        return open_warehouse(self.settings, self.id)

    @cached_property
    def source(self) -> str:
        """Label of where the numbers come from, part of every sentinel."""
        return sources.label(self.settings)

    @cached_property
    def phase3(self) -> sentinel.Phase3Digests:
        manifest = self.planned.read_manifest()
        if not manifest:  # else rows would count as made from nothing
            file = self.planned.manifest_file
            raise BackfillError(
                f"{file} is absent or damaged; remove it and run again: rm -f {file}",
                "missing_upstream",
            )
        return sentinel.Phase3Digests(manifest, self.planned.plan.seasons)

    def start(self) -> None:
        """Learn the jobs of this run and, when any of them writes, take the lock.

        Called by `onstart` and by every step: hooks of an imported module are not run.
        Raises BackfillError when another backfill is running on the same results, or when they
        hold rows of another source.
        """
        with self._lock:
            if self._started:
                return
            jobs = [] if self._workflow is None else list(self._workflow.dag.needrun_jobs())
            for job in jobs:
                for output in job.output:
                    self._plan(Path(output))
            if self.unfinished or any(
                Path(output).name == "phase3.json" for job in jobs for output in job.output
            ):
                self._hold = self._hold or hold_lock(self.settings.results)
                mixing.refuse(self.planned, self.source)
            for name in self.planned_steps:
                self.warehouse.create(tables.table(PROCESSORS[name].table))
            if self.planned_steps and self.warehouse.bills:
                from nba_backfill.phase4 import cost

                cost.guard(self.warehouse, self.unfinished, self.planned)
            if self.planned_steps:
                record.write_running(self)
            self._started = True
            self.warehouse, self.source  # noqa: B018 - opened once, before jobs run in threads

    def start_or_exit(self) -> None:
        """`start` for Snakemake's hook: what is wrong ends Snakemake in one line, exit code 1.

        A SystemExit: of any other exception Snakemake shows the lines it passed through.
        """
        try:
            self.start()
        except Exception as error:
            known = step.described(error)
            if known.kind == "bug":
                raise
            raise SystemExit(f"{known.kind}: {known}") from None
        # Snakemake's handler of SIGTERM takes this lock in the thread that may hold it already.
        self._workflow.scheduler._lock = threading.RLock()

    def _plan(self, output: Path) -> None:
        processor = output.parent.name
        if processor in PROCESSORS and output.parents[1] == self.settings.results / "sentinels":
            self.unfinished.add((processor, output.stem))
            self.planned_steps[processor] += 1

    def step(self, processor: str, date: str, log: str, sentinel_path: str) -> None:
        """One job of a Phase 4 rule."""
        step.backfill(self, processor, date, log, sentinel_path)

    def target(self, name: str, log: str) -> None:
        """Show one of status, audit and verify_phase3; a bad outcome fails the job in one line."""
        Path(log).parent.mkdir(parents=True, exist_ok=True)
        Path(log).touch()  # the progress display reads the log of a failed job
        try:
            show = importlib.import_module(f"nba_backfill.operator.{name}").show
            with held_output():
                show(self.settings)
        except BaseException as error:
            known = step.described(error)
            text = traceback.format_exc() if known.kind == "bug" else ""
            text += f"failed, {known.kind}: {known}\n"
            Path(log).write_text(text, encoding="utf-8")
            raise step.StepFailed(f"{known.kind}: {name}: {known}") from None

    def count(self, statement: str) -> None:
        with self._lock:
            self.counts[statement] += 1

    def digest_of(self, processor: str, date: str) -> str:
        """Digest of the published rows of an upstream processor, from its sentinel."""
        if (processor, date) not in self._digests:
            found = sentinel.read(self.planned.sentinel_file(processor, date))
            if not found:
                raise BackfillError(f"{processor} {date} has no sentinel", "missing_upstream")
            self._digests[processor, date] = found["digest"]
        return self._digests[processor, date]

    def runnable(self, processor: str, date: dt.date) -> list[dt.date]:
        """Dates that can share a statement with `date`: jobs of this run that could start now."""
        game_dates = self.planned.plan.season_of(date).dates
        return [
            day
            for day in blocks.block_of(game_dates, date)
            if day == date or self._could_start(processor, day)
        ]

    def _could_start(self, processor: str, date: dt.date) -> bool:
        if (processor, str(date)) not in self.unfinished:
            return False
        try:
            return all(
                (name, str(date)) not in self.unfinished
                and self.planned.sentinel_file(name, str(date)).exists()
                for name in PROCESSORS[processor].waits_for
            ) and not step.reusable(self, processor, date)
        except Exception:  # what is wrong with that date is for its own job to tell
            return False

    def _drop(self, relation: str) -> None:
        self.warehouse.drop(relation)

    def finished(self, processor, date, state: str, seconds: float, rows: int) -> None:
        """Note the end of a step: done, reused or failed."""
        entry = {
            "processor": processor,
            "date": date,
            "state": state,
            "seconds": round(seconds, 3),
            "rows": rows,
        }
        with self._lock:
            if state != "failed":
                self.unfinished.discard((processor, date))
            self.steps.append(entry)
            with record.steps_file(self).open("a", encoding="utf-8") as lines:
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
            record.finish(self, "complete" if success else self._how_it_ended())

    def _how_it_ended(self) -> str:
        """failed, or stopped when no job failed: by Ctrl-C or a signal."""
        scheduler = getattr(self._workflow, "scheduler", None)
        steps_failed = any(entry["state"] == "failed" for entry in self.steps)
        return "failed" if steps_failed or getattr(scheduler, "failed", ()) else "stopped"


def hold_lock(results: Path):
    """Hold results/.lock until this process dies, however it dies; returns the open file.

    Raises BackfillError when another process holds it.
    """
    results.mkdir(parents=True, exist_ok=True)
    lock = (results / ".lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read().strip() or "unknown"
        raise BackfillError(
            f"another backfill is running on {results} (process {holder}); wait for it or stop "
            "it, `snakemake status` shows how far it is",
            "bad_config",
        ) from None
    lock.truncate(0)
    lock.write(str(os.getpid()))
    lock.flush()
    return lock
