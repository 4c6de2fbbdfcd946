"""A random league backfilled step by step, as Snakemake would, into a folder of its own."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.step import backfill
from nba_backfill.plan.plan import Plan, make_plan
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.results import manifest_file, sentinel_file
from nba_backfill.settings import Pathvars, Settings, load_settings
from nba_backfill.warehouse import open_warehouse

from given.league import League


@dataclass
class Filled:
    """Settings of a backfilled folder, and the dates that are filled."""

    settings: Settings

    @property
    def plan(self) -> Plan:
        return make_plan(self.settings)

    @property
    def dates(self) -> tuple[dt.date, ...]:
        return self.plan.dates

    @property
    def warehouse(self):
        return open_warehouse(self.settings)

    def partition(self, table: str, date: dt.date, column: str) -> Path:
        dataset = "nba_predictions" if table.startswith("ml_") else "nba_precompute"
        return self.settings.parquet_root / dataset / table / f"{column}={date}" / "data.parquet"

    def sentinel(self, processor: str, date: dt.date) -> Path:
        return sentinel_file(self.settings.results, processor, date)

    def moved(self, results: Path) -> "Filled":
        """The same settings over a copy of the results."""
        pathvars = Pathvars(results=results)
        return Filled(self.settings.model_copy(update={"pathvars": pathvars}))


def prepare(league: League, folder: Path, **config) -> Filled:
    """The league's files and Phase 3, with its manifest; nothing of Phase 4 yet."""
    source = league.write(folder / "source")
    dates = {"start_date": str(min(league.dates)), "end_date": str(max(league.dates))}
    config = {"phase3": "files", "source_dir": str(source), **dates, **config}
    settings = load_settings(config, folder, folder / "results")
    manifest = build_phase3(settings, open_warehouse(settings), lambda line: None)
    manifest.write(manifest_file(settings.results))
    return Filled(settings)


def fill(
    filled: Filled, dates=None, alone: bool = False, workers: int = 1
) -> dict[str, dict[dt.date, str]]:
    """Every step of the given dates, in the given order; digest per processor and date.

    alone: each date in a statement of its own, else neighbouring dates share one.
    workers: threads that take the dates of a processor, as Snakemake's cores do.
    """
    settings = filled.settings
    plan = filled.plan
    dates = list(dates or plan.dates)
    (settings.results / "runs").mkdir(parents=True, exist_ok=True)
    run = Run(None, plan)
    run.start()  # before any date is unfinished: a process can then fill several times
    if not alone:
        run.unfinished = {(name, day) for name in settings.processors for day in dates}

    def step(name: str, day: dt.date) -> str:
        log = settings.results.parent / "logs" / name / f"{day}.log"
        backfill(run, name, str(day), str(log), str(filled.sentinel(name, day)))
        return Sentinel.read(filled.sentinel(name, day)).rows_digest

    digests = {}
    with ThreadPoolExecutor(workers) as pool:
        for name in settings.processors:
            done = pool.map(step, [name] * len(dates), dates)
            digests[name] = dict(zip(dates, done, strict=True))
    return digests
