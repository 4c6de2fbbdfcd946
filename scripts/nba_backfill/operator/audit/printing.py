"""The audit on the terminal and as JSON."""

from __future__ import annotations

import json
from collections import Counter

from rich.table import Table

from nba_backfill.checks.rows import ERROR
from nba_backfill.operator import keep
from nba_backfill.operator.audit.problem import CHECKS, grouped, repair
from nba_backfill.results import report_file
from nba_backfill.terminal import number_of, table_console

LISTED = 20  # kinds of problems shown on a terminal; the JSON file has all


def as_dict(report, settings) -> dict:
    """The audit as plain data: verdict, checks, problems, repairs, coverage."""
    return {
        "right": not report.errors,
        "checks": {
            name: {
                "what": what,
                "looked_at": report.looked_at.get(name, ""),
                "seconds": report.seconds.get(name),
                "problems": sum(problem.check == name for problem in report.errors),
            }
            for name, what in CHECKS.items()
        },
        "problems": [problem._asdict() | {"date": str(problem.date)} for problem in report.errors],
        "repairs": [
            {
                "check": g[0].check,
                "table": g[0].table,
                "rule": g[0].rule,
                "dates": len(g),
                "command": repair(g, settings),
            }
            for g in grouped(report.errors)
        ],
        "unusual": _unusual(report),
        "coverage": report.coverage,
    }


def write_report(report, settings) -> None:
    """results/reports/audit.json."""
    keep(report_file(settings.results, "audit.json"), as_dict(report, settings))


def print_report(report, settings) -> None:
    """The audit as tables, or the JSON with `format=json`."""
    if settings.format == "json":
        print(json.dumps(as_dict(report, settings), indent=1))
        return
    console = table_console(140)
    console.print(_coverage_table(report))
    console.print(_check_table(report))
    if report.errors:
        _print_problems(console, report, settings)
    console.print(f"Everything in {report_file(settings.results, 'audit.json')}")


def _check_table(report) -> Table:
    table = Table(title="Audit")
    for heading in ("check", "looked at", "seconds", "problems"):
        table.add_column(heading, justify="right" if heading in ("seconds", "problems") else "left")
    for name, what in CHECKS.items():
        wrong = sum(problem.check == name for problem in report.errors)
        seconds = report.seconds.get(name)
        table.add_row(
            what,
            report.looked_at.get(name, ""),
            "" if seconds is None else f"{seconds:.1f}",
            f"[red]{wrong}[/red]" if wrong else "0",
        )
    return table


def _coverage_table(report) -> Table:
    table = Table(title="Coverage")
    for heading in ("season", "processor", "planned", "stored", "rows", "ready %", "early %"):
        table.add_column(heading, justify="left" if heading == "processor" else "right")
    for row in report.coverage:
        table.add_row(*map(_cell, row.values()))
    return table


def _cell(value) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else str(value)


def _print_problems(console, report, settings) -> None:
    """Each kind of problem, its repair on a line of its own that is never broken: to be pasted."""
    groups = grouped(report.errors)
    console.print(f"\n[bold red]{number_of(len(report.errors), 'problem')}[/]")
    for group in groups[:LISTED]:
        more = f" (and {len(group) - 1} more like it)" if len(group) > 1 else ""
        console.print(f"✗ {group[0].detail}{more}; repair:", markup=False, soft_wrap=True)
        console.print(_shortened(repair(group, settings)), markup=False, soft_wrap=True)
    if len(groups) > LISTED:
        console.print(f"and {len(groups) - LISTED} more kinds")


def _shortened(command: str) -> str:
    """A command that fits a terminal; a longer one is in the JSON file."""
    return command if len(command) <= 2000 else "see repairs in audit.json"


def _unusual(report) -> list[dict]:
    """Values outside their usual range by table and rule: counted, no problem."""
    rows = Counter()
    for problem in report.problems:
        if problem.severity != ERROR:
            rows[problem.table, problem.detail.partition(": ")[2].partition(" (")[0]] += (
                problem.count
            )
    return [
        {"table": table, "rule": rule, "rows": count}
        for (table, rule), count in sorted(rows.items())
    ]
