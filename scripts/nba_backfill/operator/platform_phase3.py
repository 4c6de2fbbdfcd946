"""`snakemake platform_phase3`: Phase 3 of the original platform's tables, and what fell out."""

from __future__ import annotations

import json
from contextlib import ExitStack

from rich.table import Table

from nba_backfill.operator.verify_phase3 import print_findings
from nba_backfill.phase3.findings import notable_of
from nba_backfill.phase4 import lock
from nba_backfill.plan.plan import Plan
from nba_backfill.terminal import table_console


def show(plan: Plan) -> None:
    """Make the tables, print rows and replaced dates by season and table, then the findings.

    Raises BackfillError when the platform's tables cannot be read or ours not be written, and
    when a backfill runs on the same results.
    """
    from nba_backfill.phase3.platform import build

    settings, lines = plan.settings, []
    with ExitStack() as held:
        for file in lock.hold(settings.results, "platform_phase3", (), builds_phase3=True):
            held.enter_context(file)
        made = build.make(settings, lines.append)
    if settings.format == "json":
        print(json.dumps(made, indent=1))
        return
    console = table_console(80)
    for line in lines:
        console.print(line)
    if made["seasons"]:
        _print_seasons(console, made["seasons"])
    print_findings(console, notable_of(made["findings"]))
    console.print(f"full list: {build.kept_in(settings)}")


def _print_seasons(console, seasons: dict) -> None:
    table = Table(title="Phase 3 made of the platform's tables", title_justify="left")
    table.add_column("season", no_wrap=True)
    table.add_column("table", no_wrap=True)
    for column in ("rows", "dates", "dates replaced"):
        table.add_column(column, justify="right", no_wrap=True)
    for year, counts in seasons.items():
        for name, count in counts.items():
            table.add_row(
                year, name, f"{count['rows']:,}", f"{count['dates']:,}", f"{count['replaced']:,}"
            )
    console.print(table)
