"""What is printed at the end of a run, and the notification."""

from __future__ import annotations

import glob
import json
import subprocess
import sys
from pathlib import Path

from nba_backfill import tables
from nba_backfill.phase4 import corrections
from nba_backfill.plan.command import again, command, is_plain, joined, located
from nba_backfill.results import run_file
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import held_output, number_of

NOTIFY_SECONDS = 60
ONE_LINE = 100  # characters of commands on one line


def tell(run, content: dict) -> None:
    """Print the summary of a finished run and run the notification command.

    content: the run's record.
    """
    with held_output("stderr"):
        _summarise(run, content, run_file(run.settings.results, run.id))
    if run.settings.notify:
        _notify(run.settings.notify, content)


def _summarise(run, content: dict, path: Path) -> None:
    """What was done, failed and not started, where to look and what to type next."""
    from rich.console import Console
    from rich.table import Table

    console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
    table = Table(title=f"Backfill {content['state']} · {content['source']}", title_justify="left")
    table.add_column("processor")
    for column in ("done", "reused", "failed", "not started"):
        table.add_column(column, justify="right")
    for name in PROCESSORS:
        if name not in content["planned"]:
            continue
        counts = content["steps"].get(name, {})
        left = content["planned"][name] - sum(counts.values())
        cells = [counts.get(state, 0) for state in ("done", "reused", "failed")]
        table.add_row(name, *(str(cell) for cell in [*cells, left]))
    console.print(table)
    console.print(
        f"{content['rows']:,} rows in {content['seconds']:.0f} s, "
        f"{number_of(len(content['skipped']), 'bootstrap date')} skipped, record {path}"
    )
    if corrected := corrections.line(content["corrections"]):
        console.print(corrected)
    if content["upcoming"]:
        console.print(f"{content['upcoming']} is upcoming: its games are not final yet")
    elif run.plan.upcoming.why:
        console.print(f"No upcoming date: {run.plan.upcoming.why}")
    for kind, first, count in _failure_classes(content["failures"]):
        console.print(f"{kind} ({count}), first {first['date']} {first['processor']}")
    for line in _next(run, content):
        console.print(line)


def _failure_classes(failures: list[dict]):
    """(kind, first failure, count) per class, most frequent first."""
    by_kind: dict[str, list[dict]] = {}
    for failure in failures:
        by_kind.setdefault(failure.get("kind", "bug"), []).append(failure)
    for kind, found in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        yield kind, found[0], len(found)


def _next(run, content: dict) -> list[str]:
    if content["state"] == "stopped":
        return [f"Next: the same command goes on: {again(run.settings)}"]
    if content["state"] == "failed":
        status = _commands(run.settings, "status")[0]
        once_more = again(run.settings)
        return [f"Next: {status}", f"then, when repaired, the same command again: {once_more}"]
    looks = _commands(run.settings, "status", "audit", "report")
    lines = ["Next: " + " · ".join(looks)]
    if len(" ".join(looks)) > ONE_LINE:
        lines = ["Next:", *(f"  {look}" for look in looks)]
    if run.warehouse.keeps_files:
        filled = [name for name in PROCESSORS if content["steps"].get(name)]
        lines.append(f"Query: {_query(run.settings.parquet_root, filled[-1])}")
    return lines


def _query(root: Path, processor: str) -> str:
    """A command that shows rows of a processor's table, whatever signs its path has."""
    table = tables.table(PROCESSORS[processor].table)
    files = glob.escape(located(root / table.dataset / table.name)) + "/*/*.parquet"
    files = json.dumps(files, ensure_ascii=False)
    code = f"import duckdb; duckdb.read_parquet({files}).limit(5).show()"
    return joined(["python", "-c", code])


def _commands(settings, *targets: str) -> list[str]:
    """Complete commands with the settings of this run; the short form when none differs."""
    plain = is_plain(settings)
    return [f"snakemake {name}" if plain else command(settings, name) for name in targets]


def _notify(script: str, content: dict) -> None:
    """Run the user's command with the record on its standard input; its failure is told only.

    The command itself is never shown: it may hold a password.
    """
    try:
        done = subprocess.run(
            script, shell=True, input=json.dumps(content), text=True, timeout=NOTIFY_SECONDS
        )
        problem = f"exit code {done.returncode}" if done.returncode else ""
    except subprocess.TimeoutExpired:
        problem = f"not finished after {NOTIFY_SECONDS} s"
    except OSError as error:
        problem = str(error.strerror)
    if problem:
        print(f"config notify: the command failed: {problem}", file=sys.stderr)
