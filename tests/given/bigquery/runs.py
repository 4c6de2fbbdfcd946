"""Real Snakemake runs against the emulator of this process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from nba_backfill.warehouse.bigquery import BigQueryWarehouse

from given import run
from given.bigquery import emulator


def section(**options) -> dict:
    """A `bigquery` section with datasets of its own."""
    return emulator.configuration(bigquery=options)["bigquery"]


def config(bigquery: dict, **more) -> dict:
    """What to add to the command line; JSON is YAML, which Snakemake reads."""
    return {"warehouse": "bigquery", "bigquery": json.dumps(bigquery), **more}


def start(folder: Path, bigquery: dict, **more) -> subprocess.Popen:
    """Start `snakemake` in `folder` without waiting for it."""
    return subprocess.Popen(
        run.command(**config(bigquery, **more)),
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=run.environment(),
    )


def warehouse(bigquery: dict) -> BigQueryWarehouse:
    """The warehouse the runs of a section write to."""
    return BigQueryWarehouse(emulator.settings(bigquery=bigquery))
