"""The pipeline's own pieces without Snakemake: source files in, the five tables of a date out."""

import datetime as dt
import json
from pathlib import Path

from nba_backfill.phase3.build import build_phase3
from nba_backfill.settings import load_settings
from nba_backfill.tables import table
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed
from nba_backfill.warehouse import Warehouse, open_warehouse

KEYS = {processor.table: table(processor.table).key[0] for processor in PROCESSORS.values()}


def build(source_dir: Path, root: Path) -> Warehouse:
    """An embedded warehouse below `root` with Phase 3 built from a folder of source files."""
    config = {"phase3": "files", "source_dir": str(source_dir), "parquet": {"root": str(root)}}
    settings = load_settings(config, source_dir, results=root)
    warehouse = open_warehouse(settings)
    build_phase3(settings, warehouse, lambda line: None)
    return warehouse


def parsed(row: dict) -> dict:
    """The row with its context columns as parsed JSON."""
    return {
        name: json.loads(value) if name.endswith("_json") else value for name, value in row.items()
    }


def tables_between(warehouse: Warehouse, start: dt.date, end: dt.date, names=tuple(KEYS)) -> dict:
    """date -> table -> key -> row, computed as one range; published, as later tables read them.

    names: only these tables, each after the ones it reads.
    """
    result = {}
    for name in names:
        key = KEYS[name]
        contract = table(name)
        staged = warehouse.stage(contract, framed(name), start, end)
        rows = warehouse.query(f"SELECT * FROM {staged}", start, end).to_pylist()
        days = {row[contract.partition] for row in rows}
        warehouse.publish(contract, staged, {day: {} for day in days})
        warehouse.drop(staged)
        for row in rows:
            kept = result.setdefault(row[contract.partition], {}).setdefault(name, {})
            assert row[key] not in kept, f"{name} has two rows for {row[key]}"
            kept[row[key]] = parsed(row)
    return result


def tables_on(warehouse: Warehouse, day: dt.date, names=tuple(KEYS)) -> dict:
    """table -> key -> row of one date."""
    return tables_between(warehouse, day, day, names)[day]
