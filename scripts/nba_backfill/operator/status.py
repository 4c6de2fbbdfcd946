"""`snakemake status`: what is done, what remains, what failed and how to go on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from nba_backfill.errors import BackfillError
from nba_backfill.phase3.findings import notable
from nba_backfill.phase4 import corrections, cost, record
from nba_backfill.plan import states
from nba_backfill.plan.command import command
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.upcoming import told as told_upcoming
from nba_backfill.schedule import season_name
from nba_backfill.terminal import number_of, span, table_console
from nba_backfill.warehouse import engine

LISTED = 20  # kinds of failure shown on a terminal; `format=json` lists all
WIDE = 140  # columns of a terminal from which the table shows everything


def show(plan: Plan) -> None:
    """Print the status of the plan: a table, or JSON with `format=json`.

    Reads sentinels, records of failures and runs, the partitions there are and the source's
    schedule; on BigQuery the cost comes from dry runs. Changes nothing, so it works beside a
    running backfill and before the first one.
    """
    found = collect(plan)
    if plan.settings.format == "json":
        print(json.dumps(found, indent=1))
        return
    print_status(table_console(140), found)


def print_status(console: Console, found: dict) -> None:
    """Print what `collect` gave."""
    _print_tables(console, found)
    _print_failures(console, found)
    _print_ending(console, found)


def collect(plan: Plan) -> dict:
    """The status as plain data: range, source, seasons, failures, running, commands."""
    settings = plan.settings
    grid = states.cells(plan)
    failures = [
        {
            "processor": name,
            "date": str(day),
            "class": cell.kind,
            "reason": cell.reason,
            "log": cell.log,
        }
        for name, row in grid.items()
        for day, cell in sorted(row.items())
        if cell.state == "failed"
    ]
    stale = Counter(
        (name, cell.reason)
        for name, row in grid.items()
        for cell in row.values()
        if cell.state == "stale"
    )
    left = sum(
        cell.state in ("stale", "failed", "blocked", "missing")
        for row in grid.values()
        for cell in row.values()
    )
    retry = {
        day
        for row in grid.values()
        for day, cell in row.items()
        if cell.state in ("failed", "blocked")
    }
    lost_phase3 = plan.judge.lost_phase3
    why_phase3 = "" if lost_phase3 else plan.judge.why_phase3
    return {
        "start": str(min(settings.dates) if settings.dates else settings.start_date),
        "end": str(max(settings.dates) if settings.dates else settings.end_date),
        "source": plan.source,
        "warehouse": settings.warehouse,
        "seasons": _seasons(plan, grid),
        "insufficient_history": {
            "skipped_dates": [str(day) for day in sorted(plan.skipped)],
            "reason": "bootstrap days, not filled by choice; not an error",
        },
        "failures": failures,
        "failures_in": str(settings.results / "failures"),
        "failure_groups": _failure_groups(grid),
        "stale": [
            {"processor": name, "reason": reason, "dates": count}
            for (name, reason), count in sorted(stale.items())
        ],
        "vanished_dates": list(map(str, plan.judge.vanished)),
        "upcoming": str(plan.upcoming.date) if plan.upcoming.date else None,
        "set_aside": list(map(str, plan.judge.set_aside)),
        "told_of_upcoming": told_upcoming(plan),
        "warnings": _warnings(grid),
        "half_final": _half_final(plan),
        "lost_phase3": lost_phase3,
        "phase3_command": command(settings, "phase3") if lost_phase3 else None,
        "phase3_to_build": why_phase3 or None,
        "running": record.running(settings),
        "last_run": record.last(settings),
        "retry_command": command(settings, dates=retry) if retry else None,
        "continue_command": (
            command(settings) if left or plan.judge.vanished or why_phase3 else None
        ),
        "cost": _cost(plan, grid) if left else None,
    }


def _half_final(plan: Plan) -> list[str]:
    """Nights of which some rows are still to come: none when such a night is filled before that."""
    if plan.upcoming.date:
        return []
    told = notable(plan.manifest)
    return [fact["example"] for fact in told if fact["finding"] == "dates_half_final"]


def _cost(plan: Plan, grid) -> list[str] | None:
    """Lines about what the rest would cost, where that is asked; a service out of reach is told."""
    if not engine(plan.settings).bills:
        return None
    try:
        return cost.show(plan, grid)
    except BackfillError as error:
        return [f"not known: {error}"]


def _warnings(grid) -> list[dict]:
    """Gaps and unusual values of dates that are filled; alike ones told once, the most first."""
    told = [
        {"processor": name, "warning": warning, "dates": len(days), "first": str(days[0])}
        for (name, warning), days in states.warnings(grid).items()
    ]
    return sorted(told, key=lambda row: -row["dates"])


def _failure_groups(grid) -> list[dict]:
    """Failures whose reasons differ in numbers and examples only, told once."""
    told = []
    for (name, reason), days in states.groups(grid, "failed").items():
        first = grid[name][days[0]]
        told.append(
            {
                "class": first.kind,
                "processor": name,
                "dates": [str(day) for day in days],
                "reason": reason,
                "log": first.log,
            }
        )
    return told


def _seasons(plan: Plan, grid) -> list[dict]:
    """Counts per season and processor."""
    counted = []
    for year, days in states.by_season(plan).items():
        for name, row in grid.items():
            here = {day: row[day] for day in days}
            counts = Counter(cell.state for cell in here.values())
            filled = [day for day, cell in here.items() if cell.rows is not None]
            counted.append(
                {
                    "season": season_name(year),
                    "processor": name,
                    "expected": len(here) - counts["skipped"],
                    **{state: counts[state] for state in states.STATES},
                    "rows": sum(cell.rows or 0 for cell in here.values()),
                    "first": str(min(filled)) if filled else None,
                    "last": str(max(filled)) if filled else None,
                }
            )
    return counted


def _print_tables(console: Console, found: dict) -> None:
    """The counts: one table on a wide terminal, else one a season and only what occurs."""
    title = (
        f"Backfill {found['start']} .. {found['end']}, source {found['source']}, "
        f"warehouse {found['warehouse']}"
    )
    shown = [state for state in states.STATES if any(row[state] for row in found["seasons"])]
    if console.width >= WIDE:
        usual = [state for state in states.STATES if state != "upcoming"]
        columns = shown if "upcoming" in shown else usual
        console.print(_table(title, found["seasons"], columns, wide=True))
        return
    console.print(title, style="italic", markup=False)
    for season in dict.fromkeys(row["season"] for row in found["seasons"]):
        rows = [row for row in found["seasons"] if row["season"] == season]
        console.print(_table(season, rows, shown, wide=False))


def _table(title: str, rows: list[dict], shown: Sequence[str], wide: bool) -> Table:
    table = Table(title=title, title_justify="left")
    if wide:
        table.add_column("season", no_wrap=True, min_width=7)
    table.add_column("processor", no_wrap=True)
    for name in ("dates", *shown, *(["rows"] if wide else [])):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name) if wide else 1)
    for name in ("first", "last") if wide else ():
        table.add_column(name, no_wrap=True)
    last = None
    for row in rows:
        if last not in (None, row["season"]):
            table.add_section()
        table.add_row(
            *([row["season"] if row["season"] != last else ""] if wide else []),
            row["processor"],
            str(row["expected"]),
            *(_count(row[state], state) for state in shown),
            *([f"{row['rows']:,}", row["first"] or "-", row["last"] or "-"] if wide else []),
        )
        last = row["season"]
    return table


def _count(number: int, state: str) -> str:
    colours = {
        "done": "green",
        "upcoming": "cyan",
        "stale": "yellow",
        "failed": "bold red",
        "blocked": "magenta",
    }
    if not number:
        return "[dim]-[/]"
    colour = colours.get(state)
    return f"[{colour}]{number}[/]" if colour else str(number)


def _print_failures(console: Console, found: dict) -> None:
    skipped = found["insufficient_history"]["skipped_dates"]
    if skipped:
        console.print(
            f"insufficient history (not an error): {number_of(len(skipped), 'bootstrap date')} "
            f"skipped, {span(skipped)}"
        )
    for row in found["stale"]:
        dates = number_of(row["dates"], "date")
        console.print(f"stale: {row['processor']}, {dates}: {row['reason']}", markup=False)
    if found["vanished_dates"]:
        dates = found["vanished_dates"]
        console.print(
            f"to be removed: {number_of(len(dates), 'date')} without a game any more, {span(dates)}"
        )
    for line in found["told_of_upcoming"]:
        console.print(line, markup=False)
    for name in dict.fromkeys(row["processor"] for row in found["warnings"]):
        rows = [row for row in found["warnings"] if row["processor"] == name]
        more = f" and {number_of(len(rows) - 1, 'other kind')}" if len(rows) > 1 else ""
        dates = number_of(rows[0]["dates"], "date")
        console.print(
            f"unusual: {name}, {dates} from {rows[0]['first']}: {rows[0]['warning']}{more}",
            markup=False,
        )
    if not found["failures"]:
        return
    classes = Counter(failure["class"] for failure in found["failures"])
    told = ", ".join(f"{kind.replace('_', ' ')} {count}" for kind, count in classes.most_common())
    console.print(f"\n[bold red]Failures by class:[/] {told}")
    for group in found["failure_groups"][:LISTED]:
        dates = group["dates"]
        more = f" and {len(dates) - 1} more" if len(dates) > 1 else ""
        line = f"✗ {dates[0]}{more} {group['processor']}: {group['reason']} · log {group['log']}"
        console.print(line, markup=False, soft_wrap=True)
    if len(found["failure_groups"]) > LISTED:
        console.print(f"... and {len(found['failure_groups']) - LISTED} more kinds of reason")
    console.print(f"all failures: {found['failures_in']}, or --config format=json")


def _print_ending(console: Console, found: dict) -> None:
    """The running backfill, if any, and the command that goes on. Commands are never wrapped."""
    told = record.sentence(found["running"], found["last_run"])
    if told:
        console.print(f"\n{told}")
    if found["running"]:
        return
    for line in corrections.lines(corrections.of_run(found["last_run"] or {})):
        console.print(f"corrected by it: {line}", markup=False, soft_wrap=True)
    if found["lost_phase3"]:
        console.print(f"\nRows are gone from {', '.join(found['lost_phase3'])}; build them again:")
        print(found["phase3_command"])
    if found["retry_command"]:
        console.print("\nRetry what failed:")
        print(found["retry_command"])
    if found["continue_command"]:
        console.print(f"\n{_what_is_left(found)}:", markup=False, soft_wrap=True)
        print(found["continue_command"])
        if found["cost"]:
            print("\nIts cost, previewed by dry runs:", *found["cost"], sep="\n")
    elif not found["lost_phase3"]:
        console.print("\nEverything is done.")
    for night in found["half_final"]:
        console.print(f"{night}: the rows of the others follow when the source has them.")


def _what_is_left(found: dict) -> str:
    is_filled = all(row["done"] + row["upcoming"] == row["expected"] for row in found["seasons"])
    if is_filled and not found["vanished_dates"]:
        return f"Every date is filled; Phase 3 is to be built, {found['phase3_to_build']}"
    return "Fill everything that is left"
