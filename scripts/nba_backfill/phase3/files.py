"""The source files of a folder, read, checked and cleaned into an in-memory DuckDB.

Relations of the connection that `load` returns: the files by name (`games`, `player_box`,
`shots`, `listing`, `odds`, `props`; typed, pre-season and All-Star games dropped), `source_columns`
(file, name: the columns there are), `players` (player_id, player_lookup, birth_date),
`nba_schedule`, `inactive_lists`, `called_off`, `supposed_listings`, `listings`, `zoned_shots`,
`known_shots` and `shot_differences` (the SQL files of these names say what they hold).
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from nba_backfill.phase3 import definition
from nba_backfill.phase3.checks import check, check_games
from nba_backfill.phase3.columns import FILES
from nba_backfill.phase3.digests import digests_by_date
from nba_backfill.phase3.player_names import player_lookups
from nba_backfill.phase3.reading import bad, path_of, read
from nba_backfill.schedule import Game

MEMORY = "800MB"  # of rows; what is more of a long source waits on disk
PRE_SEASON, ALL_STAR = "001", "003"


@dataclass
class Source:
    """A loaded folder: the connection, and the rows dropped by file (pre-season, All-Star)."""

    con: duckdb.DuckDBPyConnection
    dropped: dict[str, int] = field(default_factory=dict)


def schedule(folder: Path) -> list[Game]:
    """All games of the source in order of date and id; reads the games file only."""
    with duckdb.connect() as con:
        source = Source(con)
        _read_games(source, folder)
        return [Game(*row) for row in con.execute(definition("nba_schedule")).fetchall()]


def load(folder: Path, upcoming: bool = False) -> Source:
    """Everything in the folder, checked.

    upcoming: whether teams that nobody lists for the next game date are supposed to be as in their
    last games. Raises BackfillError (bad_source) for the first fault.
    """
    source = Source(_connected())
    con = source.con
    _read_games(source, folder)
    names = {"games": path_of(folder, "games").name}
    for name in FILES:
        if name != "games":
            names[name] = read(con, folder, name)
            if "game_id" in [column.name for column in FILES[name].columns]:
                _drop_uncounted(source, name)
    check(con, {name: file for name, file in names.items() if file})
    con.execute(f"CREATE TABLE nba_schedule AS {definition('nba_schedule')}")
    _name_players(con)
    for name in ("inactive_lists", "called_off"):
        con.execute(f"CREATE TABLE {name} AS {definition(name)}")
    supposed = definition("supposed_listings")
    con.execute(f"CREATE TABLE supposed_listings AS SELECT * FROM ({supposed}) WHERE {upcoming}")
    derive(con)
    return source


def _connected() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config={"memory_limit": MEMORY})
    aside = Path(tempfile.gettempdir()) / f"nba-backfill-{os.getpid()}"
    con.execute("SET temp_directory = ?", [str(aside)])  # made and removed by DuckDB
    return con


def derive(con: duckdb.DuckDBPyConnection) -> None:
    """Adds the listings and the shots with their zones to the files and relations before them."""
    for name in ("listings", "zoned_shots", "known_shots", "shot_differences"):
        con.execute(f"CREATE TABLE {name} AS {definition(name)}")


def digests(folder: Path) -> dict:
    """Game date -> digest of all in the source that may touch rows of that date."""
    source = load(folder)
    with source.con as con:
        return digests_by_date(con)


def stat(folder: Path) -> dict[str, list]:
    """Per source file: name, size, inode, times of its content and of the inode (ns).

    Equal stats stand for equal content: the kernel alone sets the last of them.
    """
    paths = {name: path_of(folder, name) for name in FILES}
    return {
        name: [path.name, now.st_size, now.st_ino, now.st_mtime_ns, now.st_ctime_ns]
        for name, path in paths.items()
        if path
        for now in [path.stat()]
    }


def _read_games(source: Source, folder: Path) -> None:
    file = read(source.con, folder, "games")
    check_games(source.con, file)
    _drop_uncounted(source, "games")
    if not source.con.sql("FROM games LIMIT 1").fetchall():
        raise bad(file, "has pre-season and All-Star games only; add the games of a season")


def _drop_uncounted(source: Source, name: str) -> None:
    """Pre-season and All-Star games are no part of any season's record.

    Their ids tell them, unless the schedule says itself what kind of game it is.
    """
    stated = (
        "game_type IS NULL"
        if name == "games"
        else "game_id NOT IN (SELECT game_id FROM games WHERE game_type IS NOT NULL)"
    )
    (count,) = source.con.execute(
        f"DELETE FROM {name} WHERE game_id[1:3] IN ('{PRE_SEASON}', '{ALL_STAR}') AND {stated}"
    ).fetchone()
    if count:
        source.dropped[name] = count


def _name_players(con: duckdb.DuckDBPyConnection) -> None:
    """Joins the lookup names to `players`, one row per listed id."""
    first_listings = con.execute(
        """
        SELECT player_id, ARG_MIN(player_name, (game_date, game_id, file)), MIN(game_date)
        FROM (
          SELECT player_id, player_name, game_id, 1 AS file FROM player_box
          UNION ALL SELECT player_id, player_name, game_id, 2 FROM listing
        )
        JOIN nba_schedule USING (game_id)
        GROUP BY player_id
        """
    ).fetchall()
    lookups = player_lookups(first_listings)
    con.execute("CREATE TABLE lookups (player_id VARCHAR, player_lookup VARCHAR)")
    if lookups:
        con.execute(
            "INSERT INTO lookups SELECT UNNEST($ids), UNNEST($names)",
            {"ids": list(lookups), "names": list(lookups.values())},
        )
    con.execute(
        """
        CREATE OR REPLACE TABLE players AS
        SELECT player_id, player_lookup, COALESCE(players.birth_date, told.birth_date) AS birth_date
        FROM lookups LEFT JOIN players USING (player_id)
        LEFT JOIN (
          SELECT player_id, ARG_MIN(birth_date, (game_date, game_id)) AS birth_date
          FROM (SELECT player_id, birth_date, game_id FROM player_box)
          JOIN nba_schedule USING (game_id)
          GROUP BY player_id
        ) AS told USING (player_id)
        """
    )
