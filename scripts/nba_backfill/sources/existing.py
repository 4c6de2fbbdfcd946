"""`phase3: warehouse`: the Phase 3 tables exist already and are read through the warehouse.

Both functions are the place to compute on the warehouse's side instead of here.
"""

from __future__ import annotations

import datetime as dt
import hashlib

import duckdb

from nba_backfill import tables
from nba_backfill.seasons import Game
from nba_backfill.sources.digests import table_digests
from nba_backfill.warehouse import open_warehouse

HISTORY = (
    "player_game_summary",
    "team_offense_game_summary",
    "team_defense_game_summary",
)
CONTEXT = ("upcoming_player_game_context", "upcoming_team_game_context")
EVER = (dt.date(1946, 1, 1), dt.date(9999, 12, 31))


def schedule(settings) -> list[Game]:
    """The games of nba_reference.nba_schedule, by date and id."""
    rows = rows_of(open_warehouse(settings), "nba_schedule")
    games = [Game(**row) for row in rows.select(list(Game._fields)).to_pylist()]
    return sorted(games, key=lambda game: (game.game_date, game.game_id))


def digests(settings) -> dict[dt.date, str]:
    """Game date D -> digest of the season's game rows before D and the context rows of D."""
    warehouse = open_warehouse(settings)
    with duckdb.connect() as con:
        for name in tables.PHASE3:
            con.register(name, rows_of(warehouse, name))
        by_table = {name: table_digests(con, name) for name in (*HISTORY, *CONTEXT)}
        dates = con.execute(
            "SELECT DISTINCT game_date, season_year FROM nba_schedule ORDER BY game_date"
        ).fetchall()
    history: dict[int, str] = {}
    result = {}
    for date, year in dates:
        before = history.get(year, "")
        result[date] = _digest(by_table, CONTEXT, date, before)
        history[year] = _digest(by_table, HISTORY, date, before)
    return result


def rows_of(warehouse, name: str):
    """All rows of a Phase 3 table (pyarrow.Table)."""
    query = (
        f"SELECT * FROM {tables.table(name).full_name} "
        "WHERE game_date BETWEEN @start_date AND @end_date"
    )
    return warehouse.query(query, *EVER)


def _digest(by_table: dict, names: tuple[str, ...], date: dt.date, before: str) -> str:
    rows = [f"{name}:{by_table[name].get(str(date))}" for name in names]
    return hashlib.md5("|".join([before, *rows]).encode()).hexdigest()[:16]
