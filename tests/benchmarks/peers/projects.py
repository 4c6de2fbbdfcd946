"""The same five tables as a dbt project, a SQLMesh project and a plain loop."""

import shutil
from pathlib import Path

from statements import TABLES, statement

LOOP = """
import os, sys
from datetime import date, timedelta
from pathlib import Path

import duckdb

sys.path.insert(0, {here!r})
from statements import TABLES, statement

root, phase3, first, last = Path({root!r}), {phase3!r}, *map(date.fromisoformat, sys.argv[1:3])
games = f"SELECT DISTINCT game_date FROM '{{phase3}}/nba_reference/nba_schedule/data.parquet'"
days = sorted(day for (day,) in duckdb.sql(games).fetchall() if first <= day <= last)
keep = len(sys.argv) > 3  # a day that is there stays
for day in days:
    for table in TABLES.values():
        file = root / table.name / f"{{table.partition}}={{day}}" / "data.parquet"
        if keep and file.exists():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        of = lambda read: f"'{{root}}/{{read.name}}/{{read.partition}}={{day}}/data.parquet'"
        sql = statement(table, f"DATE '{{day}}'", f"DATE '{{day}}'", phase3, of)
        duckdb.sql(f"COPY ({{sql}}) TO '{{file}}.tmp' (FORMAT parquet, COMPRESSION zstd)")
        os.replace(f"{{file}}.tmp", file)
"""


def write_loop(folder: Path, phase3: Path) -> None:
    """`python loop.py <first> <last> [keep]`."""
    folder.mkdir(parents=True)
    code = LOOP.format(here=str(Path(__file__).parent), root=str(folder), phase3=str(phase3))
    (folder / "loop.py").write_text(code)


def write_dbt(folder: Path, phase3: Path, begin: str) -> None:
    """A microbatch model a table, a batch a day."""
    (folder / "models").mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(
        "name: peers\nprofile: peers\nflags: {send_anonymous_usage_stats: false}\n"
    )
    (folder / "profiles.yml").write_text(
        "peers:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n"
        f"      path: {folder / 'peers.duckdb'}\n      threads: 2\n"
    )
    day = "CAST('{{ model.batch.event_time_start.strftime(\"%Y-%m-%d\") }}' AS DATE)"
    for table in TABLES.values():
        sql = statement(table, day, day, str(phase3), lambda read: f"{{{{ ref('{read.name}') }}}}")
        config = (
            "{{ config(materialized='incremental', incremental_strategy='microbatch', "
            f"event_time='{table.partition}', begin='{begin}', batch_size='day') }}}}"
        )
        (folder / "models" / f"{table.name}.sql").write_text(f"{config}\n{sql}\n")


def write_sqlmesh(folder: Path, phase3: Path, first: str, last: str, by_day: bool) -> None:
    """An incremental model a table, in batches of a day or all days at once."""
    (folder / "models").mkdir(parents=True)
    (folder / "config.yaml").write_text(
        "gateways:\n  local:\n    connection:\n      type: duckdb\n"
        f"      database: {folder / 'peers.duckdb'}\n"
        "default_gateway: local\n"
        f"model_defaults:\n  dialect: duckdb\n  start: '{first}'\n"
        "disable_anonymized_analytics: true\n"
    )
    size = ", batch_size 1" if by_day else ""
    for table in TABLES.values():
        sql = statement(
            table, "CAST(@start_ds AS DATE)", "CAST(@end_ds AS DATE)", str(phase3),
            lambda read: f"{read.dataset}.{read.name}",
        )  # fmt: skip
        kind = f"INCREMENTAL_BY_TIME_RANGE (time_column {table.partition}{size})"
        head = (
            f"MODEL (name {table.full_name}, kind {kind}, start '{first}', end '{last}', "
            "cron '@daily');\n\n"
        )
        (folder / "models" / f"{table.name}.sql").write_text(head + sql + "\n")


def new(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder
