"""The end of `snakemake -n`: per processor, dates to do, first, last and why.

Snakemake's hooks do not run in a dry run and its own listing has no dates, so the table is made
from the finished DAG when the process ends.
"""

from __future__ import annotations

import atexit
import datetime as dt
import re
import sys
from collections import Counter
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nba_backfill.errors import BackfillError
from nba_backfill.plan import tables_folder
from nba_backfill.plan.plan import Plan
from nba_backfill.results import failure_file
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.terminal import number_of, span, table_console

_DRY = re.compile(r"-[pkFqr]*n[npkFqr]*")  # -n alone or among other switches, as in -np


def install(workflow, plan: Plan) -> None:
    """Print the table at the end of a dry run; nothing in any other invocation.

    workflow: Snakemake's.
    """
    if is_dry_run(sys.argv[1:]):
        atexit.register(_show, workflow, plan)


def is_dry_run(arguments: list[str]) -> bool:
    """Whether these command line arguments ask Snakemake for a dry run."""
    return any(
        argument in ("--dry-run", "--dryrun") or _DRY.fullmatch(argument) for argument in arguments
    )


def _show(workflow, plan: Plan) -> None:
    dag = workflow.dag
    if dag is None:  # the invocation ended before there was a plan; it has said why
        return
    asked = sum(1 for job in dag.jobs for _ in _steps(job))
    if not asked:  # a target like status, which fills nothing
        return
    jobs = list(dag.needrun_jobs(exclude_finished=False))
    work = summary({job: dag.reason(job) for job in jobs}, plan)
    console = table_console(120)
    if any(Path(output) == plan.manifest_file for job in jobs for output in job.output):
        console.print("Phase 3 is built first.")
    _print(console, work, asked, plan)
    _print_refusals(console, plan)


def _print_refusals(console: Console, plan: Plan) -> None:
    """What a run with these settings would be refused for."""
    for check in (plan.refuse_another_source, partial(tables_folder.check, plan.settings)):
        try:
            check()
        except BackfillError as error:
            console.print(f"A run would be refused: {error}", markup=False, soft_wrap=True)


def _steps(job):
    """The (processor, date) pairs a Snakemake job fills; none for other rules."""
    for output in map(Path, job.output):
        if output.parent.name in PROCESSORS:
            yield output.parent.name, dt.date.fromisoformat(output.stem)


def summary(reasons: dict, plan: Plan) -> list[dict]:
    """One dict per processor with work: processor, dates, first, last, why (reason: dates).

    reasons: Snakemake's job -> its `Reason`.
    """
    found: dict[str, Counter] = {}
    dates: dict[str, list[dt.date]] = {}
    for job, reason in reasons.items():
        for name, day in _steps(job):
            why = _why(reason, fingerprint(name), plan.is_changed(day))
            if why == "missing" and failure_file(plan.settings.results, name, day).exists():
                why = "failed before"
            found.setdefault(name, Counter())[why] += 1
            dates.setdefault(name, []).append(day)
    return [
        {
            "processor": name,
            "dates": len(dates[name]),
            "first": str(min(dates[name])),
            "last": str(max(dates[name])),
            "why": dict(sorted(found[name].items(), key=lambda item: (-item[1], item[0]))),
        }
        for name in PROCESSORS
        if name in found
    ]


def _why(reason, fingerprint: str, source_changed: bool) -> str:
    """The first cause that holds, in words: forced, missing, changed code, changed input, ..."""
    if reason.forced:
        return "forced"
    if reason.missing_output or reason.incomplete_output:
        return "missing"
    if any(fingerprint in str(value) for value in reason.params_changed.only_new):
        return "changed code or settings"
    if reason.params_changed or source_changed or reason.updated_input or reason.input_changed:
        return "changed input"
    return "upstream is computed again"


def _print(console: Console, work: list[dict], total: int, plan: Plan) -> None:
    left = sum(row["dates"] for row in work)
    table = Table(title=f"To do: {left:,} of {total:,} steps", title_justify="left")
    table.add_column("processor", no_wrap=True)
    table.add_column("dates", justify="right", no_wrap=True)
    table.add_column("first", no_wrap=True)
    table.add_column("last", no_wrap=True)
    table.add_column("why (dates)")
    for row in work:
        why = ", ".join(f"{reason} ({count})" for reason, count in row["why"].items())
        table.add_row(row["processor"], str(row["dates"]), row["first"], row["last"], why)
    if work:
        console.print(table)
    else:
        console.print(f"Nothing to do: all {total:,} steps are done.")
    if plan.skipped:
        days = sorted(plan.skipped)
        console.print(
            f"Not in the plan: {number_of(len(days), 'bootstrap date')}, {span(days)} "
            f"(first {number_of(plan.settings.bootstrap_days, 'day')} of each season)"
        )
