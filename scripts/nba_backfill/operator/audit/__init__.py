"""The audit: is everything that is stored right, and was all of it known before tip-off?

Over the configured dates, on the user's own warehouse. No table and no sentinel is changed; the
report is written, and of simulated data the source files where they are missing.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from nba_backfill.checks.rows import ERROR
from nba_backfill.errors import BackfillError
from nba_backfill.operator.audit import (
    before_tip,
    between_tables,
    point_in_time,
    source_in_time,
    stored,
)
from nba_backfill.operator.audit.coverage import coverage
from nba_backfill.operator.audit.problem import CHECKS, SAMPLED, Problem
from nba_backfill.plan import states
from nba_backfill.plan.plan import Plan
from nba_backfill.results import report_file
from nba_backfill.terminal import number_of
from nba_backfill.warehouse import open_warehouse

REBUILT_PER_SEASON = 2  # dates of the sample for which Phase 3, too, is built again


@dataclass
class Report:
    """What an audit found: problems (errors and warnings), seconds per check, coverage rows."""

    problems: list[Problem] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    looked_at: dict[str, str] = field(default_factory=dict)
    coverage: list[dict] = field(default_factory=list)

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.severity == ERROR]


def show(plan: Plan) -> None:
    """Print the audit and write results/reports/audit.json.

    Raises BackfillError (audit_failed) when anything is wrong.
    """
    from nba_backfill.operator.audit.printing import print_report, write_report

    settings = plan.settings
    report = examine(plan)
    write_report(report, settings)
    print_report(report, settings)
    if report.errors:
        problems = number_of(len(report.errors), "problem")
        raise BackfillError(
            f"{problems}; all in {report_file(settings.results, 'audit.json')} with their repairs",
            "audit_failed",
        )


def examine(plan: Plan) -> Report:
    """Every check over the configured dates. Raises BackfillError when the source is unreadable."""
    settings = plan.settings
    warehouse, report = open_warehouse(settings), Report()
    spans = stored.without(_spans(plan), set(plan.judge.set_aside))
    found, unreadable = _timed(
        report, "sentinels", lambda: stored.check_stored(plan, warehouse, spans)
    )
    report.problems += found
    report.coverage = coverage(plan, warehouse, stored.without(spans, unreadable))
    spans = stored.without(spans, unreadable)
    report.looked_at = _looked_at(report, settings)
    for name, check in (
        ("rows", between_tables.check_rows),
        ("tables", between_tables.check_tables),
        ("context", between_tables.check_context),
    ):
        report.problems += _timed(report, name, lambda: check(warehouse, settings, spans))  # noqa: B023
    _prove_in_time(report, plan, warehouse, unreadable)
    return report


def _prove_in_time(report: Report, plan: Plan, warehouse, unreadable) -> None:
    settings, seasons = plan.settings, plan.seasons
    dates = point_in_time.complete_dates(warehouse, settings, plan.dates) - unreadable
    report.problems += _timed(
        report,
        "point_in_time",
        lambda: point_in_time.check_in_time(warehouse, settings, seasons, dates),
    )
    sampled = point_in_time.sample_dates(seasons, dates, settings.audit.sample, settings.audit.seed)
    count = sum(map(len, sampled.values()))
    report.looked_at["point_in_time"] = (
        f"{number_of(count, 'date')} x {len(settings.processors)} tables"
    )
    if settings.phase3 == "warehouse":
        for name in ("source_in_time", "before_tip"):
            report.looked_at[name] = "not possible: Phase 3 is not built here"
        return
    rebuilt = {year: days[-REBUILT_PER_SEASON:] for year, days in sampled.items()}
    report.problems += _timed(
        report,
        "source_in_time",
        lambda: source_in_time.check_source_in_time(warehouse, settings, seasons, rebuilt),
    )
    count = sum(map(len, rebuilt.values()))
    report.looked_at["source_in_time"] = f"{number_of(count, 'date')} x 5 tables"
    _prove_upcoming(report, plan, dates)


def _prove_upcoming(report: Report, plan: Plan, dates) -> None:
    if not plan.settings.audit.upcoming:
        report.looked_at["before_tip"] = "not asked for: --config 'audit={upcoming: 20}'"
        return
    problems, days = _timed(report, "before_tip", lambda: before_tip.check_before_tip(plan, dates))
    report.problems += problems
    report.looked_at["before_tip"] = (
        f"{number_of(len(days), 'date')} x {len(plan.settings.processors)} tables"
    )


def _spans(plan: Plan) -> list[tuple]:
    """(first, last) configured date of every season; a configured range is taken whole."""
    settings = plan.settings
    spans = []
    for days in states.by_season(plan).values():
        spans.append((min(days), max(days)))
    if spans and not settings.dates:  # days around the games belong to the range, too
        spans[0] = (min(spans[0][0], settings.start_date), spans[0][1])
        spans[-1] = (spans[-1][0], max(spans[-1][1], settings.end_date))
    return spans


def _looked_at(report: Report, settings) -> dict[str, str]:
    stored = {}
    for row in report.coverage:
        stored[row["season"]] = max(stored.get(row["season"], 0), row["stored"])
    rows = sum(row["rows"] for row in report.coverage)
    dates = number_of(sum(stored.values()), "date")
    seen = f"{dates}, {number_of(rows, 'row')} of {len(settings.processors)} tables"
    return {name: seen for name in CHECKS if name not in SAMPLED}


def _timed(report: Report, name: str, work: Callable):
    began = time.monotonic()
    result = work()
    report.seconds[name] = round(time.monotonic() - began, 2)
    return result
