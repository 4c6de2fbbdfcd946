"""Builds the Phase 3 tables and the schedule from the source files and loads them, by season.

The tables are computed by an embedded DuckDB, whatever the warehouse, from the SQL files of
`definitions/`; all seasons of the source are built.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import definition, existing, files
from nba_backfill.phase3 import source as sources
from nba_backfill.phase3.digests import digests_by_date, table_digests
from nba_backfill.phase3.findings import findings
from nba_backfill.warehouse.parquet import DUCKDB_TYPES

# each table reads those before it
BUILD_ORDER = (
    "team_offense_game_summary",
    "player_game_summary",
    "team_defense_game_summary",
    "upcoming_team_game_context",
    "upcoming_player_game_context",
)


def build_phase3(settings, warehouse, log: Callable[[str], None] = print) -> dict:
    """Builds and loads all Phase 3 tables; returns the manifest.

    With `phase3: warehouse` nothing is built: the tables are read and described.
    log: called with one line per stage.
    Raises BackfillError: bad_source for a faulty file, warehouse_error from loading.
    """
    if settings.phase3 == "warehouse":
        return _describe_existing(settings, log)
    folder = sources.prepare(settings, log)
    log(f"reading {folder}")
    source = files.load(folder)
    with source.con as con:
        build_tables(con, settings.bookmakers)
        manifest = {
            "source": sources.label(settings),
            "recipe": sources.recipe(settings),
            "files": files.stat(folder),
            **_described(con),
            "findings": findings(con, source.dropped),
        }
        # a simulated source is recognised by its seed, before its files exist
        by_date = (
            sources.with_recipe(settings, digests_by_date(con))
            if settings.phase3 == "files"
            else sources.digests(settings)
        )
        for name in tables.PHASE3:
            _load(con, warehouse, name, log)
    return {**manifest, **_source_digests(by_date)}


def build_tables(con: duckdb.DuckDBPyConnection, bookmakers: tuple[str, ...]) -> None:
    """Creates the five nba_analytics tables beside the relations of `sources.files.load`."""
    con.execute("CREATE TABLE bookmakers (bookmaker_name VARCHAR, preference INTEGER)")
    for position, bookmaker in enumerate(bookmakers):
        con.execute("INSERT INTO bookmakers VALUES (?, ?)", [bookmaker, position])
    for name in BUILD_ORDER:
        con.execute(f"CREATE TABLE {name} AS {_typed(name, f'({definition(name)})')}")


def _typed(name: str, relation: str) -> str:
    """The relation's rows with exactly the contract's columns and types."""
    columns = ", ".join(
        f"CAST({column.name} AS {DUCKDB_TYPES[column.type]}) AS {column.name}"
        for column in tables.table(name).columns.values()
    )
    return f"SELECT {columns} FROM {relation}"


def _load(con, warehouse, name: str, log: Callable[[str], None]) -> None:
    """Replaces the table in the warehouse, a season at a time; seasons no longer there go empty."""
    contract = tables.table(name)
    schema = contract.arrow_schema
    warehouse.create(contract)
    rows = _arrow(con, _typed(name, name), schema)
    if contract.partition is None:
        warehouse.load(contract, rows, None)
        log(f"{contract.full_name}: {rows.num_rows} rows")
        return
    seasons = _seasons(con, name)
    for year in sorted(seasons | _seasons_there(warehouse, contract)):
        warehouse.load(contract, _of_season(rows, year), year)
    log(f"{contract.full_name}: {rows.num_rows} rows, seasons {sorted(seasons)}")


def _arrow(con, query: str, schema: pa.Schema) -> pa.Table:
    rows = con.cursor().sql(query).to_arrow_table()
    try:
        return rows.cast(schema)
    except (ValueError, pa.ArrowInvalid) as error:
        raise BackfillError(f"a column declared NOT NULL holds NULL: {error}", "bug") from error


def _of_season(rows: pa.Table, year: int) -> pa.Table:
    return rows.filter(pc.equal(rows["season_year"], year))


def _seasons(con, name: str) -> set[int]:
    return {year for (year,) in con.execute(f"SELECT DISTINCT season_year FROM {name}").fetchall()}


def _seasons_there(warehouse, contract) -> set[int]:
    query = (
        f"SELECT DISTINCT season_year FROM {contract.full_name} "
        "WHERE game_date BETWEEN @start_date AND @end_date"
    )
    return set(warehouse.query(query, *existing.EVER)["season_year"].to_pylist())


def _described(con) -> dict:
    """Rows in all and by season, and a digest per date, of every table."""
    described = {}
    for name in tables.PHASE3:
        by_season = con.execute(
            f"SELECT season_year, COUNT(*) FROM {name} GROUP BY season_year ORDER BY season_year"
        ).fetchall()
        described[name] = {
            "rows": sum(count for _, count in by_season),
            "seasons": {str(year): count for year, count in by_season},
            "dates": table_digests(con, name),
        }
    return {"tables": described}


def _source_digests(by_date: dict) -> dict:
    by_iso_date = {str(date): digest for date, digest in sorted(by_date.items())}
    whole = hashlib.sha256(json.dumps(by_iso_date, sort_keys=True).encode()).hexdigest()
    return {"source_digest": whole[:16], "source_digests": by_iso_date}


def _describe_existing(settings, log: Callable[[str], None]) -> dict:
    described = existing.described(settings)
    for name, table in described.items():
        log(f"{tables.table(name).full_name}: {table['rows']} rows exist")
    return {
        "source": sources.label(settings),
        "files": {},
        "tables": described,
        "findings": [],
        **_source_digests(sources.digests(settings)),
    }
