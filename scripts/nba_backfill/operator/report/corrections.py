"""What the newest runs have changed of rows that were there, for the report."""

from __future__ import annotations

from pathlib import Path

from nba_backfill.phase4.corrections import COUNTS, named, of_run
from nba_backfill.results import read_json, run_files
from nba_backfill.terminal import span

RUNS = 10  # runs with corrections that the page shows


def by_run(results: Path) -> list[dict]:
    """A row per run and processor with corrections, the newest run first."""
    rows, runs = [], 0
    for file in run_files(results):
        record = read_json(file)
        corrected = {name: one for name, one in of_run(record).items() if one["partitions"]}
        rows += [_row(record, name, one) for name, one in corrected.items()]
        runs += bool(corrected)
        if runs == RUNS:
            break
    return rows


def _row(record: dict, processor: str, one: dict) -> dict:
    return {
        "started": record.get("started", ""),
        "processor": processor,
        "partitions": f"{one['partitions']:,} of {one['replaced']:,}",
        "span": span(sorted({one["first"], one["last"]})),
        "columns": named(one["columns"]),
        **{name: f"{one[name]:,}" for name in ("of", *COUNTS)},
    }
