"""Source files written by hand: a few games, player rows and shots, and Phase 3 made of them."""

import datetime as dt
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from nba_backfill.phase3 import files
from nba_backfill.phase3.build import build_tables
from nba_backfill.settings import Settings, load_settings
from nba_backfill.tables import table as contract

BOOKMAKERS = ("DraftKings", "FanDuel", "BetMGM", "Caesars")
PRE_SEASON = "0012300001"
BOX = (
    "minutes", "pts", "fgm", "fga", "fg3m", "fg3a", "ftm", "fta",
    "oreb", "dreb", "ast", "stl", "blk", "tov",
)  # fmt: skip
COLUMNS = {
    "games": "game_id game_date home_abbr away_abbr home_score away_score",
    "player_box": "game_id player_id player_name team_abbr status " + " ".join(BOX),
    "shots": "game_id player_id team_abbr shot_type made distance_ft assist_player_id "
    "block_player_id",
    "listing": "game_id player_id player_name team_abbr player_status",
    "odds": "game_id home_spread total",
    "props": "game_id player_id market bookmaker line",
    "players": "player_id birth_date",
}
TEXT = ("game_id", "team_abbr", "home_abbr", "away_abbr", "player_name", "status", "market",
        "bookmaker", "game_type", "player_status")  # fmt: skip
FLOATS = ("minutes", "home_spread", "total", "line", "minutes_before_tip")


def game(game_id: str, date: str, home: str = "BOS", away: str = "NYK", **more) -> dict:
    """A final game, 100-90 unless told otherwise."""
    return {
        "game_id": game_id,
        "game_date": dt.date.fromisoformat(date),
        "home_abbr": home,
        "away_abbr": away,
        "home_score": 100,
        "away_score": 90,
        **more,
    }


def line(game_id: str, player_id: int, team: str = "BOS", status: str = "played", **box) -> dict:
    """A player row; box values not given are 0 for who played, NULL for who did not."""
    rest = dict.fromkeys(BOX, 0 if status == "played" else None)
    return {
        "game_id": game_id,
        "player_id": player_id,
        "player_name": f"Player {player_id}",
        "team_abbr": team,
        "status": status,
        **rest,
        **box,
    }


def shot(game_id: str, player_id: int, team: str, shot_type: int, feet: int, **more) -> dict:
    """A missed shot unless `made=True`; assist_player_id and block_player_id are optional."""
    return {
        "game_id": game_id,
        "player_id": player_id,
        "team_abbr": team,
        "shot_type": shot_type,
        "made": False,
        "distance_ft": feet,
        **more,
    }


def write(folder: Path, games, player_box=(), shots=(), **optional) -> Path:
    """Writes the files as Parquet; odds, props, players only when given. Returns the folder.

    A required file without rows is a bad source: where a test gives none, the file holds a row of
    a pre-season game, which the library leaves out.
    """
    player_box, shots = (
        player_box or [line(PRE_SEASON, 1)],
        shots or [shot(PRE_SEASON, 1, "BOS", 2, 3)],
    )
    for name, rows in {"games": games, "player_box": player_box, "shots": shots}.items():
        write_file(folder, name, rows)
    for name, rows in optional.items():
        write_file(folder, name, rows)
    return folder


def write_file(folder: Path, name: str, rows) -> None:
    """One file; a column that only some rows give is NULL in the others."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(dict.fromkeys([*COLUMNS[name].split(), *(key for row in rows for key in row)]))
    columns = {key: [row.get(key) for row in rows] for key in names}
    arrays = {key: pa.array(values, type=_type(key, values)) for key, values in columns.items()}
    pq.write_table(pa.table(arrays), folder / f"{name}.parquet")


def settings_for(folder: Path, **config) -> Settings:
    """Settings of Phase 3 from the folder's files; results beside it. `config` changes keys."""
    own = {"phase3": "files", "source_dir": folder, "source_format": "nba_backfill"}
    return load_settings({**own, **config}, folder, folder.parent / "results")


def phase3(folder: Path, bookmakers=BOOKMAKERS) -> duckdb.DuckDBPyConnection:
    """The Phase 3 tables of the folder's files."""
    con = files.load(folder).con
    build_tables(con, bookmakers)
    return con


def rows(con: duckdb.DuckDBPyConnection, table: str, where: str = "TRUE") -> list[dict]:
    """Rows of a table by date and key."""
    order = ", ".join(["game_date", *contract(table).key])
    query = f"SELECT * FROM {table} WHERE {where} ORDER BY {order}"
    return con.cursor().sql(query).to_arrow_table().to_pylist()


def row(con: duckdb.DuckDBPyConnection, table: str, where: str = "TRUE") -> dict:
    """The one row of a table that the condition leaves."""
    (found,) = rows(con, table, where)
    return found


def _type(name: str, values: list) -> pa.DataType | None:
    """The usual type of the column; None (inferred) when a test gives other values."""
    kind = str if name in TEXT else float if name in FLOATS else int
    if name in ("game_date", "birth_date"):
        kind = dt.date
    if name in ("made", "neutral_site"):
        kind = bool
    allowed = (int, float) if kind is float else kind
    if any(not isinstance(value, allowed) for value in values if value is not None):
        return None
    return {str: pa.string(), float: pa.float64(), int: pa.int64(), bool: pa.bool_()}.get(
        kind, pa.date32()
    )
