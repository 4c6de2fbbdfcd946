"""One step = one processor on one date: check, compute, audit, publish, read back, sentinel.

Nothing unaudited becomes visible, and no sentinel is written without its data. Whatever a step
raises leaves it as one ordinary exception with one line; the traceback goes to the step's log.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import time
import traceback
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from nba_backfill import tables
from nba_backfill.checks import rows as audits
from nba_backfill.checks.inputs import check_inputs
from nba_backfill.errors import BackfillError
from nba_backfill.phase4.blocks import Outcome
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import EMPTY_DIGEST, PARTITION_DIGEST, framed


class StepFailed(Exception):
    """A step failed; the message is the one line the user sees."""


def backfill(run, processor: str, date: str, log_path: str, sentinel_path: str) -> None:
    """Fill one date (YYYY-MM-DD) of one processor within `run` (`nba_backfill.phase4.run.Run`).

    Raises StepFailed only. A failed step leaves results/failures/<processor>/<date>.json.
    """
    began = time.monotonic()
    failure = Path(sentinel_path).parents[2] / "failures" / processor / f"{date}.json"
    Path(log_path).parent.mkdir(parents=True, exist_ok=True)
    with Path(log_path).open("w", encoding="utf-8") as log:
        try:
            run.start()
            state, note = _fill(run, processor, dt.date.fromisoformat(date), sentinel_path, log)
        except BaseException as error:  # a SystemExit in a thread would hang Snakemake
            known = described(error)
            told = {"kind": known.kind, "reason": str(known), "log": str(log_path)}
            with contextlib.suppress(OSError):  # a full disk must not hide the reason
                print(f"failed, {known.kind}: {known}", file=log)
                if known.kind in ("bug", "warehouse_error"):
                    traceback.print_exc(file=log)
                sentinel.write(failure, {"processor": processor, "date": date, **told})
                run.finished(processor, date, "failed", time.monotonic() - began, 0)
            line = f"{known.kind}: {processor} {date}: {known} (log: {log_path})"
            raise StepFailed(line) from None
        print(f"{state}: {note['rows']} rows, digest {note['digest']}", file=log)
    failure.unlink(missing_ok=True)
    run.finished(processor, date, state, time.monotonic() - began, note["rows"])


def described(error: BaseException) -> BackfillError:
    """Any exception as the one-line error of its class."""
    if isinstance(error, BackfillError):
        return error
    origin = type(error).__module__.partition(".")[0]
    outside = isinstance(error, OSError) or origin in ("duckdb", "google", "_duckdb", "pyarrow")
    text = (str(error).strip().splitlines() or ["no message"])[0]
    return BackfillError(f"{type(error).__name__}: {text}", "warehouse_error" if outside else "bug")


def compute(run, processor: str, dates: list[dt.date]) -> dict[dt.date, Outcome]:
    """Check, compute and audit some dates of a processor, each step set-based over all of them.

    On an engine that publishes blocks the dates that pass are published here, too.
    """
    verdicts = check_inputs(run.warehouse, processor, dates[0], dates[-1])
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
        findings = audits.check_rows(run.warehouse, table.name, staged, *span)
        digests = _digests(run.warehouse, table, staged, *span)
        for day in ready:
            outcomes[day] = _judged(
                run, processor, day, verdicts[day], findings.get(day, []), digests[day], staged
            )
        if run.warehouse.publishes_blocks:
            _publish_block(run, table, staged, outcomes)
    except BaseException:
        run.warehouse.drop(staged)
        raise
    if all(outcome.staged is None for outcome in outcomes.values()):
        run.warehouse.drop(staged)
    return {day: replace(outcome, shared_by=len(dates)) for day, outcome in outcomes.items()}


def reusable(run, processor: str, date: dt.date) -> dict | None:
    """The note of the published partition when its key is what it would be now."""
    note = run.warehouse.note(tables.table(PROCESSORS[processor].table), date)
    if note and note.get("key") == _key(run, processor, date)["key"]:
        return note
    return None


def _fill(run, processor, date, sentinel_path, log: TextIO) -> tuple[str, dict]:
    """Reuse or compute the partition and write its sentinel: (done | reused, sentinel)."""
    table = tables.table(PROCESSORS[processor].table)
    if not run.blocks.holds(processor, date):
        note = reusable(run, processor, date)
        if note and _is_published(run.warehouse, table, date, note):
            sentinel.write(sentinel_path, note)
            return "reused", note
    outcome = run.blocks.take(processor, date)
    print(f"statement shared by {outcome.shared_by} dates", file=log)
    for line in outcome.rejected:
        print(line, file=log)
    if outcome.error:
        raise outcome.error
    note = outcome.sentinel
    for warning in note["warnings"]:
        print(f"warning: {warning}", file=log)
    if outcome.staged is not None:
        try:
            run.count("published")
            run.warehouse.publish(table, outcome.staged, {date: note})
        finally:
            run.blocks.done(outcome)
    sentinel.write(sentinel_path, note)
    return "done", note


def _publish_block(run, table, staged: str, outcomes: dict[dt.date, Outcome]) -> None:
    """Publish all dates that passed in one statement and read them back in another."""
    notes = {day: o.sentinel for day, o in outcomes.items() if o.error is None}
    if not notes:
        return
    run.count("published")
    run.warehouse.publish(table, staged, notes)
    read = _digests(run.warehouse, table, table.full_name, min(notes), max(notes))
    for day, note in notes.items():
        right = read[day] == (note["rows"], note["digest"])
        error = None if right else _not_read_back(table.name, day)
        outcomes[day] = Outcome(error=error, sentinel=note)


def _not_ready(verdict) -> BackfillError:
    more = len(verdict.reasons) - 3
    reasons = "; ".join(verdict.reasons[:3]) + (f"; and {more} more" if more > 0 else "")
    return BackfillError(f"{reasons}; see `snakemake verify_phase3`", verdict.kind)


def _not_read_back(table: str, date: dt.date) -> BackfillError:
    return BackfillError(
        f"{table} {date}: the rows read back are not those written; run it again",
        "warehouse_error",
    )


def _judged(run, processor, date, verdict, findings, digested, staged) -> Outcome:
    """The audited rows of one date as an outcome: rejected with the reason, or their sentinel."""
    expected, (rows, digest) = verdict.expected_entities, digested
    errors = [str(found) for found in findings if found.severity == audits.ERROR]
    if rows != expected:
        errors.insert(0, f"coverage: {rows} rows where {expected} are expected")
    if errors:
        more = f"; and {len(errors) - 1} more in the log" if len(errors) > 1 else ""
        error = BackfillError(errors[0] + more, "audit_failed")
        return Outcome(error=error, rejected=tuple(errors))
    note = {
        "processor": processor,
        "date": str(date),
        "source": run.source,
        "rows": rows,
        "expected_entities": expected,
        "coverage": rows / expected if expected else None,
        "digest": digest,
        "warnings": [*verdict.notes, *(str(f) for f in findings if f.severity != audits.ERROR)],
        **_key(run, processor, date),
    }
    return Outcome(sentinel=note, staged=staged)


def _key(run, processor: str, date: dt.date) -> dict:
    """What the rows are made from, and the key over it."""
    made_from = {
        "fingerprint": run.planned.fingerprint(processor),
        "upstream": {
            name: run.digest_of(name, str(date)) for name in PROCESSORS[processor].upstream
        },
        "phase3": run.phase3.used(PROCESSORS[processor], str(date)),
    }
    key = sentinel.key(
        made_from["fingerprint"], run.source, made_from["upstream"], made_from["phase3"]
    )
    return {"key": key, **made_from}


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


def _is_published(warehouse, table, date: dt.date, note: dict) -> bool:
    """Whether the published partition holds the rows its note speaks of."""
    read = _digests(warehouse, table, table.full_name, date, date)[date]
    return read == (note["rows"], note["digest"])
