"""`snakemake verify_phase3`: are the exact Phase 3 inputs of every planned date there?

Two views of the same dates: each Phase 3 table against the games of the schedule, and each
processor by the function that guards its jobs (`inputs.check_inputs`).
"""

from __future__ import annotations

import json
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nba_backfill.checks.coverage import TABLES, check_table
from nba_backfill.checks.inputs import check_inputs
from nba_backfill.errors import BackfillError
from nba_backfill.operator import keep
from nba_backfill.phase3.findings import notable
from nba_backfill.phase3.knowledge import in_words
from nba_backfill.plan import states
from nba_backfill.plan.command import command
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.upcoming import told as told_upcoming
from nba_backfill.results import report_file
from nba_backfill.schedule import season_name
from nba_backfill.tables import GAMES
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import number_of, span, table_console
from nba_backfill.warehouse import open_warehouse

WIDE = 110  # columns of a terminal from which the tables show everything
LISTED = 12  # dates with their reasons on a terminal; the JSON file lists all


def show(plan: Plan) -> None:
    """Print the verdicts and write them in full to results/reports/verify_phase3.json.

    Raises BackfillError (incomplete_input) when a table's coverage is below
    `settings.ready_threshold` percent or a planned date of a processor cannot run.
    """
    settings = plan.settings
    _check_built(plan)
    found = collect(plan)
    path = report_file(settings.results, "verify_phase3.json")
    keep(path, found)
    if settings.format == "json":
        print(json.dumps(found, indent=1))
    else:
        _print(table_console(140), found, path)
    if not found["ready"]:
        raise BackfillError(f"Phase 3 is not ready: {_blame(found)}; all in {path}",
                            "incomplete_input")  # fmt: skip


def _check_built(plan: Plan) -> None:
    """Raises BackfillError (missing_upstream) without Phase 3 tables of the planned dates."""
    settings = plan.settings
    if settings.phase3 == "warehouse":
        return
    build = command(settings, "phase3")
    if not plan.manifest:
        raise BackfillError(
            f"Phase 3 is not built yet; build it first: {build}", "missing_upstream"
        )
    if any(plan.is_changed(day) for day in plan.dates):
        raise BackfillError(
            f"Phase 3 was built from another source or other dates; build it first: {build}",
            "missing_upstream",
        )
    gone = plan.judge.lost_phase3
    if gone:
        raise BackfillError(
            f"rows are gone from {', '.join(gone)}; build them again: {build}",
            "missing_upstream",
        )


def collect(plan: Plan) -> dict:
    """Verdicts per table and season and per processor, as plain data.

    The Phase 3 tables must be there.
    """
    settings, warehouse = plan.settings, open_warehouse(plan.settings)
    days = plan.dates
    found = {
        "source": plan.source,
        "range": [str(days[0]), str(days[-1])] if days else [],
        "threshold": settings.ready_threshold,
        "skipped": {str(day): reason for day, reason in plan.skipped.items()},
        "upcoming": str(plan.upcoming.date) if plan.upcoming.date else None,
        "told_of_upcoming": told_upcoming(plan),
        "known": plan.manifest.known if plan.manifest else [],
        "findings": notable(plan.manifest),
        "tables": _tables(settings, warehouse, plan),
        "processors": [_processor(plan, warehouse, name, days) for name in settings.processors],
    }
    found["ready"] = all(table["ready"] for table in found["tables"]) and not any(
        processor["not_ready"] for processor in found["processors"]
    )
    return found


def _tables(settings, warehouse, plan) -> list[dict]:
    """Coverage of every Phase 3 table in every season of the plan.

    A date is covered when the table holds every team with a game that day, key fields filled. The
    tables of games hold nothing of the upcoming date.
    """
    planned, rows = set(plan.dates), []
    for name in TABLES:
        upcoming = plan.upcoming.date
        for year, wanted in states.by_season(plan).items():
            days = sorted(wanted & planned - ({upcoming} if name in GAMES else set()))
            if not days:
                continue
            checks = check_table(warehouse, name, days[0], days[-1], upcoming)
            bad = {str(d): checks[d].reason for d in days if checks[d].state != "ready"}
            covered = 100 * (len(days) - len(bad)) / len(days)
            history = check_table(warehouse, name, plan.seasons[year].opening, days[0])
            rows.append(
                {
                    "table": name,
                    "season": season_name(year),
                    "dates": len(days),
                    "covered": len(days) - len(bad),
                    "missing": sum(checks[d].state == "missing" for d in days),
                    "coverage": round(covered, 2),
                    "ready": covered >= settings.ready_threshold - 1e-9,
                    "filled": _share(sum(checks[d].filled for d in days),
                                     sum(checks[d].rows for d in days)),
                    "history": any(check.rows for check in history.values()),
                    "not_covered": bad,
                }
            )  # fmt: skip
    return rows


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _processor(plan, warehouse, name: str, days: tuple[date, ...]) -> dict:
    """Verdicts of one processor: by Phase 3 alone, and which dates could start this minute."""
    if not days:
        return {"processor": name, "dates": 0, "ready": [], "runnable_now": [], "not_ready": {},
                "notes": {}}  # fmt: skip
    span = days[0], days[-1]
    given = {"listed_in": plan.listed_in, "upcoming": plan.upcoming.date}
    phase3 = check_inputs(warehouse, name, *span, upstream=False, **given)
    now = phase3
    if PROCESSORS[name].upstream:
        now = check_inputs(warehouse, name, *span, **given)
    return {
        "processor": name,
        "dates": len(days),
        "ready": [str(day) for day in days if phase3[day].state == "ready"],
        "runnable_now": [str(day) for day in days if now[day].state == "ready"],
        "not_ready": {
            str(day): {"state": phase3[day].state, "reasons": list(phase3[day].reasons)}
            for day in days
            if phase3[day].state != "ready"
        },
        "notes": {str(day): list(phase3[day].notes) for day in days if phase3[day].notes},
    }


def _blame(found: dict) -> str:
    """The worst of it in a few words."""
    below = [f"{t['table']} {t['season']} {t['coverage']:.1f} %" for t in found["tables"]
             if not t["ready"]]  # fmt: skip
    dates = sorted({day for p in found["processors"] for day in p["not_ready"]})
    told = []
    if below:
        told.append(f"below {found['threshold']:g} %: {', '.join(below)}")
    if dates:
        told.append(f"{number_of(len(dates), 'date')} cannot run ({span(dates)})")
    return "; ".join(told)


def _print(console: Console, found: dict, path) -> None:
    wide = console.width >= WIDE
    table = Table(title=f"Phase 3 ({found['source']}): dates covered, threshold "
                  f"{found['threshold']:g} %", title_justify="left")  # fmt: skip
    for column in ("table", "season"):
        table.add_column(column, no_wrap=True)
    numbers = ("dates", "covered", "missing", "coverage", "key fields", "history")
    for column in numbers if wide else numbers[:2]:
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("verdict", no_wrap=True)
    for row in found["tables"]:
        filled = "-" if row["filled"] is None else f"{row['filled']:.1f} %"
        verdict = "[green]ready[/]" if row["ready"] else "[bold red]not ready[/]"
        cells = [str(row["dates"]), str(row["covered"])]
        if wide:
            history = "yes" if row["history"] else "[red]no[/]"
            cells += [str(row["missing"]), f"{row['coverage']:.1f} %", filled, history]
        table.add_row(row["table"], row["season"], *cells, verdict)
    console.print(table)
    if not wide:
        _tell_gaps(console, found["tables"])
    _print_known(console, found["known"])
    print_findings(console, found["findings"])
    _print_processors(console, found)
    if found["skipped"]:
        skipped = number_of(len(found["skipped"]), "bootstrap date")
        console.print(f"not applicable: {skipped}, left out on purpose")
    for line in found["told_of_upcoming"]:
        console.print(line, markup=False)
    console.print(f"full list: {path}")


def _tell_gaps(console: Console, tables: list[dict]) -> None:
    """What the columns of a wide terminal would show, where it is not as it should be."""
    for row in tables:
        told = [f"{number_of(row['missing'], 'date')} without any row"] if row["missing"] else []
        if row["filled"] is not None and row["filled"] < 100:
            told.append(f"key fields filled {row['filled']:.1f} %")
        if not row["history"]:
            told.append("no rows before the first date")
        if told:
            console.print(f"{row['table']} {row['season']}: {', '.join(told)}")


def _print_known(console: Console, known: list[dict]) -> None:
    """What the source does not simply give, by season and group of columns."""
    facts = in_words(known)
    if not facts:
        return
    table = Table(title="What is derived, and what is unknown (NULL)", title_justify="left")
    table.add_column("season, columns", no_wrap=True)
    table.add_column("why, or how", overflow="fold")
    for what, why in facts:
        table.add_row(what, escape(why))
    console.print(table)


def print_findings(console: Console, findings: list[dict]) -> None:
    """What the source lacks, holds twice or contradicts, in all seasons that are built."""
    if not findings:
        return
    table = Table(title="What the source lacks, holds twice or contradicts", title_justify="left")
    table.add_column("count", justify="right", no_wrap=True)
    table.add_column("what", overflow="fold")
    table.add_column("first", overflow="fold")
    for row in findings:
        table.add_row(f"{row['count']:,}", row["meaning"], escape(row["example"] or "-"))
    console.print(table)


def _print_processors(console: Console, found: dict) -> None:
    wide = console.width >= WIDE
    table = Table(title="Processors", title_justify="left")
    table.add_column("processor", no_wrap=True)
    middle = ("inputs ready", "partial", "missing", "can start now") if wide else ("ready", "now")
    for column in ("dates", *middle, "with gaps"):
        table.add_column(column, justify="right", no_wrap=True)
    for row in found["processors"]:
        states_ = [verdict["state"] for verdict in row["not_ready"].values()]
        now, ready = row["runnable_now"], str(len(row["ready"]))
        cells = [ready, str(len(now))]
        if wide:
            cells = [ready, str(states_.count("partial")), str(states_.count("missing")),
                     _span(now)]  # fmt: skip
        table.add_row(row["processor"], str(row["dates"]), *cells, str(len(row["notes"])))
    console.print(table)
    can_start = "can start now" if wide else "now: can start now"
    console.print(
        f"{can_start}: its upstream rows are there, too; the others start when those are made.\n"
        "with gaps: team-games before the date are not in Phase 3; the rows say so in "
        "completeness_percentage."
    )
    listed = 0
    for row in found["processors"]:
        for day, verdict in row["not_ready"].items():
            if listed == LISTED:
                console.print("... the rest is in the full list")
                return
            listed += 1
            console.print(f"{day} {row['processor']}: {verdict['state']}: {verdict['reasons'][0]}")


def _span(days: list[str]) -> str:
    """Number of dates with the first and last."""
    return f"{len(days)} ({span(days)})" if days else "0"
