"""A random league backfilled step by step, as Snakemake would, into a folder of its own."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from nba_backfill.phase3 import source as sources
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.step import backfill
from nba_backfill.plan import plan as planning
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.plan.plan import Planned
from nba_backfill.schedule import plan
from nba_backfill.settings import Settings, load_settings
from nba_backfill.warehouse import open_warehouse

from given.league import League


@dataclass
class Filled:
    """Settings of a backfilled folder, and the dates that are filled."""

    settings: Settings

    @property
    def work(self) -> Planned:
        return planning.planned(self.settings)

    @property
    def dates(self) -> tuple[dt.date, ...]:
        return self.work.plan.dates

    @property
    def warehouse(self):
        return open_warehouse(self.settings)

    def partition(self, table: str, date: dt.date, column: str) -> Path:
        dataset = "nba_predictions" if table.startswith("ml_") else "nba_precompute"
        return self.settings.parquet_root / dataset / table / f"{column}={date}" / "data.parquet"

    def sentinel(self, processor: str, date: dt.date) -> Path:
        return self.settings.results / "sentinels" / processor / f"{date}.json"

    def moved(self, results: Path) -> "Filled":
        """The same settings over a copy of the results."""
        root = results / "warehouse"
        return Filled(replace(self.settings, results=results, parquet_root=root))


def prepare(league: League, folder: Path, **config) -> Filled:
    """The league's files and Phase 3, with its manifest; nothing of Phase 4 yet."""
    source = league.write(folder / "source")
    dates = {"start_date": str(min(league.dates)), "end_date": str(max(league.dates))}
    config = {"phase3": "files", "source_dir": str(source), **dates, **config}
    settings = load_settings(config, folder, folder / "results")
    manifest = build_phase3(settings, open_warehouse(settings), lambda line: None)
    sentinel.write(settings.results / "sentinels" / "phase3.json", manifest)
    return Filled(settings)


def fill(
    filled: Filled, dates=None, alone: bool = False, workers: int = 1
) -> dict[str, dict[dt.date, str]]:
    """Every step of the given dates, in the given order; digest per processor and date.

    alone: each date in a statement of its own, else neighbouring dates share one.
    workers: threads that take the dates of a processor, as Snakemake's cores do.
    """
    settings = filled.settings
    planned = Planned(settings, plan(sources.schedule(settings), settings))
    dates = list(dates or planned.plan.dates)
    (settings.results / "runs").mkdir(parents=True, exist_ok=True)
    run = Run(None, planned)
    run.start()  # before any date is unfinished: a process can then fill several times
    if not alone:
        run.unfinished = {(name, str(day)) for name in settings.processors for day in dates}

    def step(name: str, day: dt.date) -> str:
        log = settings.results.parent / "logs" / name / f"{day}.log"
        backfill(run, name, str(day), str(log), str(filled.sentinel(name, day)))
        return sentinel.read(filled.sentinel(name, day))["digest"]

    digests = {}
    with ThreadPoolExecutor(workers) as pool:
        for name in settings.processors:
            done = pool.map(step, [name] * len(dates), dates)
            digests[name] = dict(zip(dates, done, strict=True))
    return digests
