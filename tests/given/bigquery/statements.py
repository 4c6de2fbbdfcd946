"""Every statement the pipeline sends to BigQuery, collected from real runs on the emulator.

`snakemake` is run with every target and on the ways that ask something more (a lost sentinel,
broken rows, tables that somebody else made); each statement that reaches the client is kept.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import re
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from google.cloud import bigquery
from nba_backfill import tables

from given import run
from given.bigquery import runs
from given.original_platform import Platform
from given.platform_rows import Habits, league

_OWN_NAME = re.compile(r"(nba_staging\.[a-z0-9_]+?)_\d+_[0-9a-f]{12}\b")  # of staged rows

PLATFORM = "their-platform"
RECORDER = Path(__file__).parent / "recorder"


@dataclass(frozen=True)
class Statement:
    """A statement as it was sent.

    `sql` names tables by project, dataset and table of the default configuration, the original
    platform's by the project PLATFORM, staged rows `nba_staging.<table>_0_0`. parameters: type by
    name.
    sites: lines of the library (`room/file.py:12`) that lead to it.
    """

    doing: str
    sql: str
    parameters: tuple[tuple[str, str], ...]
    sites: tuple[str, ...]


def collected(folder: Path) -> list[Statement]:
    """The statements, each once; collected by the first process that asks, kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "statements.json"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            section = runs.section()
            with _recording(folder / "sent"):
                theirs = _run_platform(folder)
                _run_everything(folder, section)
            sent = [
                json.loads(line)
                for file in sorted((folder / "sent").glob("*.jsonl"))
                for line in file.read_text().splitlines()
            ]
            places = {place: f"{PLATFORM}.{name}" for name, place in theirs.places.items()}
            for made in (section, theirs.section):
                places |= {
                    f"{made['project']}.{place}": f"{made['project']}.{name}"
                    for name, place in made["datasets"].items()
                }
            kept.write_text(json.dumps({"places": places, "sent": sent}))
    return _distinct(**json.loads(kept.read_text()))


@contextmanager
def _recording(folder: Path):
    folder.mkdir()
    before = dict(os.environ)
    os.environ |= {"PYTHONPATH": str(RECORDER), "NBA_STATEMENTS": str(folder)}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ |= before


def _run_platform(folder: Path) -> Platform:
    """Phase 3 made from the original platform's tables, and again after a change."""
    checkout = run.checkout(folder / "platform")
    theirs = Platform(league(dates=13), Habits(state="newest")).write()
    done = run.snakemake(checkout, "platform_phase3", timeout=600, **theirs.config())
    assert done.returncode == 0, done.stdout
    return theirs


def _run_everything(folder: Path, section: dict) -> None:
    """Every target on BigQuery, and what makes it ask something more."""
    own = run.checkout(folder / "own")
    _snakemake(own, section, "status")  # everything is left: it tells the cost
    _snakemake(own, section, "all", "report")
    _correct(own / "source")
    _snakemake(own, section, "training_set")  # rows that are there are compared with new ones
    min((own / "results" / "sentinels" / run.PROCESSORS[-1]).glob("*.json")).unlink()
    _snakemake(own, section, "all", "verify_phase3")  # the sentinel comes back from the note

    # Rows that no contract allows: a step, and then the audit, looks for an example of each. For
    # the step Phase 3 is somebody else's, read by a results folder that knows nothing of it.
    for name in tables.GAMES + tables.CONTEXT:
        _break(section, name)
    foreign = run.checkout(folder / "foreign")
    theirs = {"phase3": "warehouse", "dates": "2023-10-29,2023-10-31"}
    _snakemake(foreign, section, "all", fails=True, **theirs)
    for name in ("nba_schedule", *tables.PHASE4):
        _break(section, name)
    _snakemake(own, section, "audit", fails=True, audit="{sample: 1}")


def _correct(source: Path) -> None:
    """A rebound more for everybody who played on the date before the last."""
    box, games = (pd.read_parquet(source / f"{name}.parquet") for name in ("player_box", "games"))
    day = sorted(set(games.game_date))[-2]
    played = box.game_id.isin(games[games.game_date == day].game_id) & (box.status == "played")
    box.loc[played, "oreb"] += 1
    box.to_parquet(source / "player_box.parquet", index=False)


def _snakemake(folder: Path, section: dict, *arguments: str, fails: bool = False, **config) -> None:
    done: subprocess.CompletedProcess = run.snakemake(
        folder, *arguments, timeout=600, **runs.config(section, **config)
    )
    assert (done.returncode != 0) == fails and "bug:" not in done.stdout, done.stdout


def _break(section: dict, name: str) -> None:
    """Adds to a table, for each of its columns and each kind of fault, a row with that fault.

    Phase 3 keeps what may not be NULL: without it the audit computes nothing again.
    """
    warehouse, contract = runs.warehouse(section), tables.table(name)
    place, day = warehouse.names.place(contract.full_name), contract.partition or "game_date"
    rows = warehouse.jobs.read(
        "test", f"SELECT * FROM `{place}` WHERE {day} >= '2023-10-29' ORDER BY {day} LIMIT 1", {}
    )
    one = rows.to_pylist()[0]
    spared = {*contract.key, contract.partition, "game_date", "season_year"}
    faults = {"FLOAT64": (-9999.0, 9999.0), "INT64": (-9999, 9999), "STRING": ("?",), "BOOL": ()}
    broken = [
        {**one, column.name: value}
        for column in contract.columns.values()
        if column.name not in spared and column.type in faults
        for value in (None, *faults[column.type])
        if value is not None or column.nullable or name in tables.PHASE4
    ]
    schema = pa.schema([field.with_nullable(True) for field in contract.arrow_schema])
    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(broken, schema), file)
    config = bigquery.LoadJobConfig(source_format="PARQUET", write_disposition="WRITE_APPEND")
    warehouse.jobs.load("test", file, place, config)


def _distinct(places: dict[str, str], sent: list[dict]) -> list[Statement]:
    """The statements by text, with every line that leads to one of that text."""
    found: dict[tuple, dict] = {}
    for one in sent:
        sql = one["sql"]
        for place, plain in places.items():
            sql = sql.replace(f"{place}.", f"{plain}.")
        sql = _OWN_NAME.sub(r"\1_0_0", sql)
        parameters = tuple(sorted(one["parameters"].items()))
        known = found.setdefault((sql, parameters), {"doing": one["doing"], "from": set()})
        known["from"].update(one["from"])
    return [
        Statement(known["doing"], sql, parameters, tuple(sorted(known["from"])))
        for (sql, parameters), known in found.items()
    ]
