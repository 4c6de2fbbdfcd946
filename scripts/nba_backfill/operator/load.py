"""Tables as pandas DataFrames, for notebooks and models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.operator.training_set.contract import NAME as TRAINING_SET
from nba_backfill.operator.training_set.contract import contract
from nba_backfill.results import export_file
from nba_backfill.schedule import EVER
from nba_backfill.settings import load_settings
from nba_backfill.warehouse import open_warehouse
from nba_backfill.warehouse.duckdb_columns import typed

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def load(
    table: str = TRAINING_SET,
    start_date: str | dt.date | None = None,
    end_date: str | dt.date | None = None,
    folder: Path | str = ".",
    config: Mapping | None = None,
) -> pd.DataFrame:
    """Rows of a table over a range of dates (both inclusive; all dates without them).

    table: the training set, one of the five Phase 4 tables, or one of Phase 3.
    folder: where `snakemake` is run: its config/config.yaml names the warehouse.
    config: settings on top of that file, as after `--config`.

    Dates come as datetime64, texts as str, numbers with holes as float64 with NaN, flags with
    holes as boolean. Rows are in order of date and key.
    Raises BackfillError: bad_config for an unknown table or date, missing_upstream for a training
    set that was not made yet.
    """
    if table not in (known := (TRAINING_SET, *tables.PHASE4, *tables.PHASE3)):
        raise BackfillError(f"no table {table!r}; there are {', '.join(known)}", "bad_config")
    table_contract = contract() if table == TRAINING_SET else tables.table(table)
    first, last = _date(start_date, EVER[0]), _date(end_date, EVER[1])
    settings = _settings(Path(folder), dict(config or {}))
    file = _exported(settings) if table == TRAINING_SET else None
    about = table_contract, first, last
    rows = _of_file(file, *about) if file else _of(settings, *about)
    if table == TRAINING_SET and not rows.num_rows:
        raise BackfillError(
            f"the training set has no row from {first} to {last}; make it: snakemake --cores 2 "
            "training_set",
            "missing_upstream",
        )
    return _frame(rows, table_contract)


def feature_names() -> list[str]:
    """The 25 features in order, as the columns of the training set and the feature store."""
    return list(tables.table("ml_feature_store_v2").features)


def _settings(folder: Path, config: dict):
    """The settings of the folder's configuration file with `config` on top."""
    file = folder / "config" / "config.yaml"
    written = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    merged = {**(written or {}), **config}
    places = merged.pop("pathvars", None) or {}
    return load_settings(merged, folder, folder / places.get("results", "results"))


def _exported(settings) -> Path | None:
    """The file of the training set; None where there is none, or where the engine has a table."""
    files = (export_file(settings.results, f"training_set.{end}") for end in ("parquet", "csv"))
    return next((file for file in files if file.exists()), None)


def _of(settings, contract: tables.Table, first: dt.date, last: dt.date) -> pa.Table:
    day = contract.partition or "game_date"
    return open_warehouse(settings).query(
        f"SELECT {', '.join(contract.columns)}\nFROM {contract.full_name}\n"
        f"WHERE {day} BETWEEN @start_date AND @end_date\nORDER BY {day}, {', '.join(contract.key)}",
        first,
        last,
    )


def _of_file(file: Path, contract: tables.Table, first: dt.date, last: dt.date) -> pa.Table:
    import duckdb

    options = ", header = true, all_varchar = true, allow_quoted_nulls = false"
    texts = options if file.suffix == ".csv" else ""
    read = f"read_{file.suffix[1:]}(?{texts})"
    return duckdb.execute(
        f"SELECT {typed(contract)} FROM {read} "
        f"WHERE CAST({contract.partition} AS DATE) BETWEEN ? AND ?",
        [str(file), first, last],
    ).to_arrow_table()


def _date(given: str | dt.date | None, default: dt.date) -> dt.date:
    if given is None:
        return default
    if isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(given)
    except ValueError:
        raise BackfillError(f"{given!r} is no date; write YYYY-MM-DD", "bad_config") from None


def _frame(rows: pa.Table, contract: tables.Table) -> pd.DataFrame:
    """Arrow rows with the dtypes models take."""
    frame = rows.to_pandas(date_as_object=False)
    for column in contract.columns.values():
        if column.type == "BOOL" and column.nullable:
            frame[column.name] = frame[column.name].astype("boolean")
        elif column.type == "DATE":
            frame[column.name] = frame[column.name].astype("datetime64[ns]")
        elif column.type == "STRING":
            frame[column.name] = frame[column.name].astype("str")
    return frame
