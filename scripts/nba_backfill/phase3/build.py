"""Builds the Phase 3 tables and the schedule from the source files and loads them, by season.

The tables are computed by an embedded DuckDB, whatever the warehouse, from the SQL files of
`definitions/`; all seasons of the source are built.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import definition, existing, files
from nba_backfill.phase3.digests import table_digests
from nba_backfill.phase3.findings import findings, notable_of
from nba_backfill.phase3.knowledge import knowledge
from nba_backfill.phase3.manifest import Content, Manifest
from nba_backfill.phase3.source import digests, digests_of, label, prepare
from nba_backfill.schedule import EVER
from nba_backfill.warehouse.duckdb_columns import typed

# each table reads those before it
BUILD_ORDER = (
    "team_offense_game_summary",
    "player_game_summary",
    "team_defense_game_summary",
    "upcoming_team_game_context",
    "upcoming_player_game_context",
)


def build_phase3(
    settings, warehouse, log: Callable[[str], None] = print, planned: str | None = None
) -> Manifest:
    """Builds and loads all Phase 3 tables; returns the manifest.

    With `phase3: warehouse` nothing is built: the tables are read and described.
    log: called with one line per stage; planned: digest of the whole source for which the dates
    to fill were chosen (None: of no matter).
    Raises BackfillError: bad_source for a faulty file and for a source that changes meanwhile,
    warehouse_error from loading.
    """
    if settings.phase3 == "warehouse":
        return _describe_existing(settings, log)
    folder = prepare(settings, log)
    log(f"reading {folder}")
    before = files.stat(folder)
    source = files.load(folder, settings.upcoming)
    with source.con as con:
        # a simulated source is recognised by its seed, before its files exist
        read = digests_of(settings, con) if settings.phase3 == "files" else digests(settings)
        if before != files.stat(folder) or planned not in (None, read.whole):
            raise _changed(folder)
        build_tables(con, settings.props.bookmakers)
        manifest = Manifest(
            source=label(settings),
            tables={name: _content(con, name) for name in tables.PHASE3},
            source_digest=read.whole,
            source_digests=read.by_date,
            findings=findings(con, source.dropped),
            known=knowledge(con),
        )
        _tell_new_keys(con, warehouse, log)
        for name, content in manifest.tables.items():
            _load(con, warehouse, name, content.note, log)
    return manifest


def _tell_new_keys(con, warehouse, log: Callable[[str], None]) -> None:
    """Logs how many rows of the tables about to be replaced have a player under another key.

    A new name of his first listing and a namesake in an older season do that; his id stays.
    """
    contract = tables.table("player_game_summary")
    warehouse.create(contract)
    try:
        held = warehouse.query(
            f"SELECT universal_player_id, player_lookup, COUNT(*) AS n FROM {contract.full_name} "
            "WHERE game_date BETWEEN @start_date AND @end_date "
            "GROUP BY universal_player_id, player_lookup",
            *EVER,
        ).to_pylist()
    except BackfillError as error:
        log(f"{contract.full_name} cannot be read and is replaced: {error}")
        return
    keys = dict(con.execute("SELECT player_id, player_lookup FROM players").fetchall())
    moved = [
        (row["n"], row["player_lookup"], new)
        for row in held
        if (new := keys.get(row["universal_player_id"], row["player_lookup"]))
        != row["player_lookup"]
    ]
    if moved:
        count, old, new = max(moved)
        log(
            f"player keys have changed in {sum(n for n, *_ in moved):,} player rows, e.g. {old} is "
            f"now {new} in {count:,}; join on universal_player_id, which stays"
        )


def _changed(folder) -> BackfillError:
    return BackfillError(
        f"{folder} has changed since this run was planned; run the same command again", "bad_source"
    )


def build_tables(con: duckdb.DuckDBPyConnection, bookmakers: tuple[str, ...]) -> None:
    """Creates the nba_analytics tables beside the relations of `phase3.files.load`."""
    con.execute("CREATE TABLE bookmakers (bookmaker_name VARCHAR, preference INTEGER)")
    for position, bookmaker in enumerate(bookmakers):
        con.execute("INSERT INTO bookmakers VALUES (?, ?)", [bookmaker, position])
    con.execute(f"CREATE TABLE points_lines AS {definition('points_lines')}")
    for name in BUILD_ORDER:
        con.execute(f"CREATE TABLE {name} AS {_contract_rows(name, f'({definition(name)})')}")


def describe(folder: Path, bookmakers: tuple[str, ...]) -> dict:
    """What the source files of a folder tell (`known`) and what is odd in them (`findings`).

    Raises BackfillError (bad_source) for the first fault of the files.
    """
    source = files.load(folder)
    with source.con as con:
        build_tables(con, bookmakers)
        found = notable_of(findings(con, source.dropped))
        return {"known": knowledge(con), "findings": found}


def _contract_rows(name: str, relation: str) -> str:
    """The relation's rows with exactly the contract's columns and types."""
    return f"SELECT {typed(tables.table(name))} FROM {relation}"


def _load(con, warehouse, name: str, note: str, log: Callable[[str], None]) -> None:
    """Replaces the table in the warehouse, a season at a time; seasons no longer there go empty."""
    contract = tables.table(name)
    schema = contract.arrow_schema
    warehouse.create(contract)
    if contract.partition is None:
        rows = _arrow(con, _contract_rows(name, name), schema)
        warehouse.load(contract, rows, None, note)
        log(f"{contract.full_name}: {rows.num_rows} rows")
        return
    seasons, count = _seasons(con, name), 0
    for year in sorted(seasons | _seasons_there(warehouse, contract)):
        rows = _arrow(
            con, _contract_rows(name, f"(FROM {name} WHERE season_year = {year})"), schema
        )
        warehouse.load(contract, rows, year, note)
        count += rows.num_rows
    log(f"{contract.full_name}: {count} rows, seasons {sorted(seasons)}")


def _arrow(con, query: str, schema: pa.Schema) -> pa.Table:
    rows = con.cursor().sql(query).to_arrow_table()
    try:
        return rows.cast(schema)
    except (ValueError, pa.ArrowInvalid) as error:
        raise BackfillError(f"a column declared NOT NULL holds NULL: {error}", "bug") from error


def _seasons(con, name: str) -> set[int]:
    return {year for (year,) in con.execute(f"SELECT DISTINCT season_year FROM {name}").fetchall()}


def _seasons_there(warehouse, contract) -> set[int]:
    if warehouse.keeps_files:  # by their names: a damaged file is replaced like any other
        return warehouse.seasons(contract)
    query = (
        f"SELECT DISTINCT season_year FROM {contract.full_name} "
        "WHERE game_date BETWEEN @start_date AND @end_date"
    )
    return set(warehouse.query(query, *EVER)["season_year"].to_pylist())


def _content(con, name: str) -> Content:
    by_season = con.execute(
        f"SELECT season_year, COUNT(*) FROM {name} GROUP BY season_year ORDER BY season_year"
    ).fetchall()
    return Content(
        rows=sum(count for _, count in by_season),
        seasons=dict(by_season),
        digests=table_digests(con, name),
    )


def _describe_existing(settings, log: Callable[[str], None]) -> Manifest:
    described = existing.described(settings)
    for name, held in described.items():
        log(f"{tables.table(name).full_name}: {held.rows} rows exist")
    read = digests(settings)
    return Manifest(
        source=label(settings),
        tables=described,
        source_digest=read.whole,
        source_digests=read.by_date,
        findings=existing.findings(settings),
    )
