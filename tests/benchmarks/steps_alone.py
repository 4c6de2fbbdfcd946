"""The jobs of a backfill as Snakemake would call them, without it: for campaigns of many runs.

A server as `given.snakemake_server`; its runs fill what is not current in the folder's results.
"""

import datetime as dt
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb  # noqa: F401
import pyarrow.parquet  # noqa: F401
import sqlglot  # noqa: F401
from given.snakemake_server import serve
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.step import backfill
from nba_backfill.plan.plan import make_plan
from nba_backfill.results import sweep
from nba_backfill.settings import load_settings
from nba_backfill.warehouse import open_warehouse


def fill(given: list[str]) -> None:
    """Phase 3 and all dates of all processors, two at a time; given: `key=value` settings."""
    config = dict(word.split("=", 1) for word in given)
    settings = load_settings(config, Path.cwd(), "results")
    plan = make_plan(settings)
    (settings.results / "runs").mkdir(parents=True, exist_ok=True)
    if plan.judge.why_phase3:
        build_phase3(settings, open_warehouse(settings), print).write(plan.manifest_file)
        plan = make_plan(settings)
    wanted = {(name, day) for name in settings.processors for day in plan.dates
              if plan.judge.why(name, day)}  # fmt: skip
    run = Run(None, plan)
    run.start()
    run.unfinished = set(wanted)
    sweep(plan.manifest_file.parent)
    for name in settings.processors:
        run.warehouse.create(_table(name))

        def step(day: dt.date, name: str = name) -> None:
            backfill(run, name, str(day), f"logs/{name}/{day}.log",
                     str(plan.sentinel_file(name, day)))  # fmt: skip

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(step, sorted(day for other, day in wanted if other == name)))


def _table(name: str):
    from nba_backfill import tables
    from nba_backfill.tables.processors import PROCESSORS

    return tables.table(PROCESSORS[name].table)


if __name__ == "__main__":
    sys.exit(serve(fill))
