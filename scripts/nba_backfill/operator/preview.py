"""The end of `snakemake -n`: per processor, dates to do, first, last and why.

Snakemake's hooks do not run in a dry run and its own listing has no dates, so the table is made
from the finished DAG when the process ends.
"""

from __future__ import annotations

import atexit
import datetime as dt
import sys
from collections import Counter
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from nba_backfill.errors import BackfillError
from nba_backfill.plan import tables_folder
from nba_backfill.plan.judge import MISSING
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.upcoming import told as told_upcoming
from nba_backfill.results import failure_file, vanished_file
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import number_of, span, table_console

SKIPPED_TOLD = 10  # dates


def install(workflow, plan: Plan) -> None:
    """Print the table at the end of a dry run.

    A plan that has nothing to fill is told in any run: Snakemake would end in silence.
    workflow: Snakemake's.
    """
    atexit.register(_show, workflow, plan)


def _show(workflow, plan: Plan) -> None:
    dag = workflow.dag
    if dag is None:  # the invocation ended before there was a plan; it has said why
        return
    if not plan.dates and any(job.rule.name.rpartition("_")[2] == "all" for job in dag.jobs):
        _tell_empty(plan)
    if not workflow.dryrun:
        return
    asked = sum(1 for job in dag.jobs for _ in _steps(job))
    jobs = list(dag.needrun_jobs(exclude_finished=False))
    outputs = {Path(output) for job in jobs for output in job.output}
    removes = vanished_file(plan.settings.results) in outputs
    if not asked and not removes:  # a target like status, which fills nothing
        return
    console = table_console(120)
    if plan.manifest_file in outputs:
        why = plan.judge.why_phase3
        console.print(f"Phase 3 is built first{f': {why}' if why else ''}.", markup=False)
    _print(console, summary({job: dag.reason(job) for job in jobs}, plan), asked, plan)
    if removes:
        console.print(f"To be removed: {vanished(list(plan.judge.vanished))}")
    _print_refusals(console, plan)


def _print_refusals(console: Console, plan: Plan) -> None:
    """What a run with these settings would be refused for."""
    for check in (
        plan.refuse_another_source,
        plan.refuse_lost_scores,
        plan.refuse_many_vanished,
        partial(tables_folder.check, plan.settings),
    ):
        try:
            check()
        except BackfillError as error:
            console.print(f"A run would be refused: {error}", markup=False, soft_wrap=True)


def _tell_empty(plan: Plan) -> None:
    """Name the dates of a plan that has bootstrap dates only."""
    print("Nothing to fill, every date asked for is skipped:", file=sys.stderr)
    for date, why in list(plan.skipped.items())[:SKIPPED_TOLD]:
        print(f"  {date}: {why}", file=sys.stderr)
    if len(plan.skipped) > SKIPPED_TOLD:
        print(f"  and {len(plan.skipped) - SKIPPED_TOLD} more", file=sys.stderr)


def vanished(dates: list[dt.date]) -> str:
    """`2 dates without a game any more, 2023-11-02 .. 2023-11-05`."""
    return f"{number_of(len(dates), 'date')} without a game any more, {span(dates)}"


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
            why = plan.judge.why(name, day) or _without_cause(reason)
            if why == MISSING and failure_file(plan.settings.results, name, day).exists():
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


def _without_cause(reason) -> str:
    """Why Snakemake runs a job whose partition is current."""
    return "forced" if reason.forced else "upstream is made again"


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
    for line in told_upcoming(plan):
        console.print(_sentence(line), markup=False, soft_wrap=True)


def _sentence(line: str) -> str:
    return f"{line[0].upper()}{line[1:]}."
