"""One step = one processor on one date: check, compute, audit, publish, read back, sentinel.

Nothing unaudited becomes visible, and no sentinel is written without its data. Whatever a step
raises leaves it as one ordinary exception with one line; the traceback goes to the step's log.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
import traceback
from collections import defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TextIO

from nba_backfill import tables
from nba_backfill.checks.inputs import check_inputs
from nba_backfill.checks.rows import ERROR, check_rows
from nba_backfill.errors import BackfillError, described
from nba_backfill.phase4.blocks import Blocks, Outcome, block_of
from nba_backfill.phase4.corrections import corrections
from nba_backfill.phase4.record import write_failure
from nba_backfill.phase4.run import Run
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.results import failure_file, log_file
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import EMPTY_DIGEST, PARTITION_DIGEST, framed

REASONS: dict[str, str] = {}  # of the failed steps of this process, by log: a full disk takes none


class StepFailed(Exception):
    """A step failed; the message is the one line the user sees."""


def backfill(run: Run, processor: str, date: str, log_path: str, sentinel_path: str) -> None:
    """Fill one date (YYYY-MM-DD) of one processor.

    Raises StepFailed only. A failed step leaves results/failures/<processor>/<date>.json.
    """
    began = time.monotonic()
    day = dt.date.fromisoformat(date)
    failure = failure_file(run.settings.results, processor, day)
    with _log(processor, date, log_path) as log:
        try:
            run.start()
            _date_back(run, processor, day)
            state, outcome = _fill(run, processor, day, Path(sentinel_path), log)
        except BaseException as error:  # a SystemExit in a thread would hang Snakemake
            known = described(error)
            REASONS[str(log_path)] = str(known)
            with contextlib.suppress(OSError):  # a full disk must not hide the reason
                print(f"failed, {known.kind}: {known}", file=log)
                if known.kind in ("bug", "warehouse_error"):
                    traceback.print_exc(file=log)
            with contextlib.suppress(OSError):
                write_failure(run, processor, day, known, str(log_path))
            run.finished(processor, day, "failed", time.monotonic() - began, 0)
            line = f"{known.kind}: {processor} {date}: {known} (log: {log_path})"
            raise StepFailed(line) from None
        sentinel = outcome.sentinel
        with contextlib.suppress(OSError):
            print(f"{state}: {sentinel.rows} rows, digest {sentinel.rows_digest}", file=log)
    failure.unlink(missing_ok=True)
    seconds = time.monotonic() - began
    run.finished(processor, day, state, seconds, sentinel.rows, outcome.correction)


@contextlib.contextmanager
def _log(processor: str, date: str, path: str):
    """The step's log, open; raises StepFailed where there can be none."""
    try:
        opened = contextlib.ExitStack()
        log = opened.enter_context(log_file(path))
    except OSError as error:
        known = described(error)
        REASONS[str(path)] = str(known)
        raise StepFailed(f"{known.kind}: {processor} {date}: {known}") from None
    with opened:
        yield log


def _date_back(run: Run, processor: str, date: dt.date) -> None:
    """Set times in the future to now, of the files a job waits for: Snakemake would fail it."""
    waits_for = PROCESSORS[processor].waits_for
    for file in (
        run.plan.manifest_file,
        *(run.plan.sentinel_file(name, date) for name in waits_for),
    ):
        with contextlib.suppress(FileNotFoundError):
            if file.stat().st_mtime > time.time():
                os.utime(file)


def compute(run: Run, processor: str, dates: list[dt.date]) -> dict[dt.date, Outcome]:
    """Check, compute, audit and publish some dates of a processor, set-based over all of them."""
    run.phase3  # noqa: B018 - read before anything is made from it
    run.check_phase3()
    verdicts = check_inputs(
        run.warehouse,
        processor,
        dates[0],
        dates[-1],
        listed_in=run.plan.listed_in,
        upcoming=run.plan.upcoming.date,
    )
    outcomes = {
        day: Outcome(error=_not_ready(verdicts[day]))
        for day in dates
        if verdicts[day].state != "ready"
    }
    ready = [day for day in dates if day not in outcomes]
    if not ready:
        return outcomes
    table = tables.table(PROCESSORS[processor].table)
    span = ready[0], ready[-1]
    run.count("computed")
    staged = run.warehouse.stage(table, framed(table.name), *span)
    try:
        findings = check_rows(run.warehouse, table.name, staged, *span)
        digests = _digests(run.warehouse, table, staged, *span)
        for day in ready:
            outcomes[day] = _judged(
                run, processor, day, verdicts[day], findings.get(day, []), digests[day]
            )
        _compare(run, table, staged, outcomes)
        _publish(run, table, staged, outcomes)
    finally:
        run.warehouse.drop(staged)
    return {day: replace(outcome, shared_by=len(dates)) for day, outcome in outcomes.items()}


def reusable(run: Run, processor: str, date: dt.date) -> Sentinel | None:
    """What is noted beside the published partition, when its rows would be made the same now."""
    if run.settings.recompute:
        return None
    try:
        note = run.warehouse.note(tables.table(PROCESSORS[processor].table), date)
    except BackfillError:  # what cannot be read is made again
        return None
    noted = Sentinel.of(note) if note else None
    if noted and not noted.changes(run.made_from(processor, date)):
        return noted
    return None


def _fill(
    run: Run, processor: str, date: dt.date, sentinel_path: Path, log: TextIO
) -> tuple[str, Outcome]:
    """Reuse or compute the partition and write its sentinel: (done | reused, what is there)."""
    table = tables.table(PROCESSORS[processor].table)
    blocks = _blocks(run)
    if not blocks.holds(processor, date):
        sentinel = reusable(run, processor, date)
        if sentinel and _is_published(run.warehouse, table, sentinel):
            sentinel.write(sentinel_path)
            return "reused", Outcome(sentinel=sentinel)
    outcome = blocks.take(processor, date)
    print(f"statement shared by {outcome.shared_by} dates", file=log)
    for line in outcome.rejected:
        print(line, file=log)
    if outcome.error:
        raise outcome.error
    sentinel = outcome.sentinel
    for warning in sentinel.warnings:
        print(f"warning: {warning}", file=log)
    sentinel.write(sentinel_path)
    return "done", outcome


def _blocks(run: Run) -> Blocks:
    """The blocks that the steps of a run share; made by the first one."""
    with run.lock:
        if run.blocks is None:
            run.blocks = Blocks(partial(compute, run), partial(_runnable, run))
        return run.blocks


def _runnable(run: Run, processor: str, date: dt.date) -> list[dt.date]:
    """Dates that can share a statement with `date`: jobs of this run that could start now."""
    game_dates = run.plan.season_of(date).dates
    return [
        day
        for day in block_of(game_dates, date)
        if day == date or _could_start(run, processor, day)
    ]


def _could_start(run: Run, processor: str, date: dt.date) -> bool:
    if (processor, date) not in run.unfinished:
        return False
    try:
        return all(
            (name, date) not in run.unfinished and run.plan.sentinel_file(name, date).exists()
            for name in PROCESSORS[processor].waits_for
        ) and not reusable(run, processor, date)
    except Exception:  # what is wrong with that date is for its own job to tell
        return False


def _compare(run: Run, table, staged: str, outcomes: dict[dt.date, Outcome]) -> None:
    """Note in the outcomes what publishing them will change of the rows that are there."""
    passed = {day: o.sentinel for day, o in outcomes.items() if o.error is None}
    found = corrections(run.warehouse, table, staged, passed)
    outcomes.update({day: replace(outcomes[day], correction=one) for day, one in found.items()})


def _publish(run: Run, table, staged: str, outcomes: dict[dt.date, Outcome]) -> None:
    """Publish all dates that passed at once and read them back; where files fail, date by date."""
    passed = {day: o.sentinel for day, o in outcomes.items() if o.error is None}
    notes = {day: sentinel.content for day, sentinel in passed.items()}
    if not passed:
        return
    run.count("published")
    if run.warehouse.keeps_files:  # which reads back what it has written
        outcomes.update(_not_published(run.warehouse, table, staged, notes))
        return
    run.warehouse.publish(table, staged, notes)
    read = _digests(run.warehouse, table, table.full_name, min(passed), max(passed))
    for day, sentinel in passed.items():
        if read[day] != (sentinel.rows, sentinel.rows_digest):
            outcomes[day] = Outcome(error=_not_read_back(table.name, day))


def _not_published(warehouse, table, staged: str, notes: dict) -> dict[dt.date, Outcome]:
    """Publish dates together; the errors of those that cannot be when each is tried alone."""
    failed = {}
    try:
        warehouse.publish(table, staged, notes)
    except Exception as error:
        if len(notes) == 1:
            return {day: Outcome(error=described(error)) for day in notes}
        for day, note in notes.items():
            failed |= _not_published(warehouse, table, staged, {day: note})
    return failed


def _not_ready(verdict) -> BackfillError:
    more = len(verdict.reasons) - 3
    reasons = "; ".join(verdict.reasons[:3]) + (f"; and {more} more" if more > 0 else "")
    return BackfillError(reasons, verdict.kind)


def _not_read_back(table: str, date: dt.date) -> BackfillError:
    return BackfillError(
        f"{table} {date}: the rows read back are not those written; run it again",
        "warehouse_error",
    )


def _judged(run: Run, processor, date, verdict, findings, digested) -> Outcome:
    """The audited rows of one date as an outcome: rejected with the reason, or their sentinel."""
    expected, (rows, digest) = verdict.expected_entities, digested
    errors = [str(found) for found in findings if found.severity == ERROR]
    if rows != expected:
        errors.insert(0, f"coverage: {rows} rows where {expected} are expected")
    if errors:
        more = f"; and {len(errors) - 1} more in the log" if len(errors) > 1 else ""
        error = BackfillError(errors[0] + more, "audit_failed")
        return Outcome(error=error, rejected=tuple(errors))
    unusual = (str(found) for found in findings if found.severity != ERROR)
    sentinel = Sentinel(
        processor=processor,
        date=date,
        rows=rows,
        expected_entities=expected,
        rows_digest=digest,
        warnings=(*verdict.notes, *unusual),
        made_from=run.made_from(processor, date),
    )
    return Outcome(sentinel=sentinel)


def _digests(warehouse, table, relation, start, end) -> dict[dt.date, tuple[int, str]]:
    """(rows, digest) of the partitions of start..end; dates without rows count as empty ones."""
    rows = warehouse.query(
        f"SELECT {table.partition} AS day, COUNT(*) AS n, {PARTITION_DIGEST} AS digest "
        f"FROM {relation} WHERE {table.partition} BETWEEN @start_date AND @end_date "
        f"GROUP BY {table.partition}",
        start,
        end,
    )
    found = defaultdict(lambda: (0, EMPTY_DIGEST))
    found.update((row["day"], (row["n"], row["digest"])) for row in rows.to_pylist())
    return found


def _is_published(warehouse, table, sentinel: Sentinel) -> bool:
    """Whether the published partition holds the rows its sentinel speaks of."""
    day = sentinel.date
    try:
        read = _digests(warehouse, table, table.full_name, day, day)[day]
    except BackfillError:  # what cannot be read is made again
        return False
    return read == (sentinel.rows, sentinel.rows_digest)
