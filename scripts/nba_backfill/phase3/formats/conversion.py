"""A folder in any known format brought into the project's own form.

Every format's SQL files make the relations from its datasets, in a schema of its own; what
several formats say is put together by key, and what belongs to no game is counted and left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from nba_backfill.phase3.columns import BOX, FILES
from nba_backfill.phase3.formats import dates
from nba_backfill.phase3.formats.assisters import assister
from nba_backfill.phase3.formats.description import HERE, RELATIONS, Dataset, Format, formats
from nba_backfill.phase3.formats.detection import Detected
from nba_backfill.phase3.formats.folder import game_id_of, read_error, scan

KEYS = {
    "games": ("game_id",),
    "player_box": ("game_id", "player_id"),
    "listing": ("game_id", "player_id"),
    "shots": ("game_id",),  # a game's shots come from one format
    "players": ("player_id",),
    "odds": ("game_id",),
    "props": (),
}
COUNTED = "game_type IS NOT NULL OR game_id SIMILAR TO '00[2456]\\d{7}'"


@dataclass
class Converted:
    """The relations in the own form, in `con`, and what was counted on the way."""

    con: duckdb.DuckDBPyConnection
    rows: dict[str, int] = field(default_factory=dict)  # by relation
    origins: dict[str, dict[str, int]] = field(default_factory=dict)  # relation -> format -> rows
    notes: list[str] = field(default_factory=list)


def convert(detected: Detected) -> Converted:
    """All relations of the folder. Raises BackfillError (bad_source) for unreadable values."""
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    con.execute((HERE / "macros.sql").read_text(encoding="utf-8"))
    con.execute(f"CREATE TABLE team_rows AS FROM read_csv('{HERE / 'teams.csv'}')")
    con.execute((HERE / "teams.sql").read_text(encoding="utf-8"))
    converted = Converted(con)
    chosen = [formats()[name] for name in detected.formats]
    for format_ in chosen:
        _load(con, detected, format_)
    for relation in RELATIONS:
        _combine(converted, chosen, relation)
        if relation == "player_box":
            _name_players(converted, chosen)
    return converted


def _load(con, detected: Detected, format_: Format) -> None:
    """The datasets of a format as tables of text in its schema; those not there are empty."""
    con.execute(f"CREATE SCHEMA {format_.name}")
    macros = format_.statement("macros")
    if macros:
        con.execute(macros)
    for dataset in format_.datasets.values():
        table = f"{format_.name}.{dataset.name}"
        columns = ", ".join(f'"{name}" VARCHAR' for name in (*dataset.takes, "file"))
        con.execute(f"CREATE TABLE {table} ({columns})")
        for match in detected.matches:
            if match.dataset is dataset:
                _insert(con, detected.folder.path, table, match)


def _insert(con, folder: Path, table: str, match) -> None:
    dataset: Dataset = match.dataset
    rows = scan(con, folder, match.part, match.columns)
    keep = f" WHERE {dataset.keep}" if dataset.keep else ""
    try:
        con.execute(f"CREATE OR REPLACE TEMP TABLE part AS SELECT * FROM ({rows}){keep}")
    except duckdb.Error as error:
        raise read_error(match.part, error) from error
    dates.check(con, match)
    con.execute(f"INSERT INTO {table} BY NAME FROM part")
    if dataset.game_id_in_file_name:
        for (file,) in con.execute(
            f"SELECT DISTINCT file FROM {table} WHERE game_id IS NULL"
        ).fetchall():
            con.execute(
                f"UPDATE {table} SET game_id = ? WHERE file = ? AND game_id IS NULL",
                [game_id_of(file), file],
            )


def _combine(converted: Converted, chosen: list[Format], relation: str) -> None:
    """Table `relation`: the rows of all formats, of one key those of the first format."""
    con = converted.con
    parts = []
    for order, format_ in enumerate(chosen):
        statement = format_.statement(relation)
        if statement is None:
            continue
        con.execute(f"SET search_path = '{format_.name},main'")
        con.execute(f"CREATE TABLE main.{relation}_{order} AS {statement}")
        con.execute("SET search_path = 'main'")
        part = f"SELECT {order} AS origin, * FROM {relation}_{order}"
        if format_.own_ids and parts:
            part += _where_nobody_else(relation, " UNION ALL BY NAME ".join(parts))
        parts.append(part)
    contract = {column.name: column for column in FILES[relation].columns}
    empty = ", ".join(f"NULL::{_type(column.kind)} AS {name}" for name, column in contract.items())
    every = " UNION ALL BY NAME ".join([*parts, f"SELECT {empty}, NULL::INT AS origin WHERE FALSE"])
    key = ", ".join(KEYS[relation])
    first = f" QUALIFY origin = MIN(origin) OVER (PARTITION BY {key})" if key else ""
    con.execute(f"CREATE TABLE {relation} AS SELECT * FROM ({every}){first}")
    if relation == "player_box":
        _empty_lines_of_others(con)
    if relation == "shots":
        _finish_shots(converted)
    _leave_out(converted, relation)
    _count_unnamed(converted, relation)
    converted.origins[relation] = {
        chosen[order].name: count
        for order, count in con.execute(
            f"SELECT origin, COUNT(*) FROM {relation} GROUP BY origin ORDER BY origin"
        ).fetchall()
    }
    converted.rows[relation] = sum(converted.origins[relation].values())


def _empty_lines_of_others(con) -> None:
    """Nobody has a line who did not play: some formats write zeros for him."""
    empty = ", ".join(f"{column} = NULL" for column in (*BOX, "pf", "plus_minus"))
    con.execute(f"UPDATE player_box SET {empty} WHERE status IN ('dnp', 'inactive')")


def _where_nobody_else(relation: str, earlier: str) -> str:
    """Leaves games out that formats with the NBA's ids have: of one game ids are of one kind."""
    if relation == "games":
        return (
            f" WHERE (game_date, home_abbr) NOT IN (SELECT (game_date, home_abbr) FROM ({earlier}))"
        )
    if relation == "player_box":
        return f" WHERE game_id NOT IN (SELECT game_id FROM ({earlier}) WHERE status = 'played')"
    return ""


def _type(kind: str) -> str:
    return {"text": "VARCHAR", "player": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE",
            "flag": "BOOLEAN", "date": "DATE"}[kind]  # fmt: skip


def _leave_out(converted: Converted, relation: str) -> None:
    """Games of other leagues and types, and rows of games that are not known, counted."""
    con = converted.con
    if relation == "games":
        if "game_type" not in _columns(con, "games"):
            con.execute("ALTER TABLE games ADD COLUMN game_type VARCHAR")
        (count,) = con.execute(f"DELETE FROM games WHERE NOT ({COUNTED})").fetchone()
        if count:
            converted.notes.append(
                f"games: {count:,} of other kinds left out (pre-season, All-Star, other leagues)"
            )
    elif relation != "players":
        games, rows = con.execute(
            f"SELECT COUNT(DISTINCT game_id), COUNT(*) FROM {relation} ANTI JOIN games "
            "USING (game_id) WHERE game_id SIMILAR TO '00[2456]\\d{7}'"
        ).fetchone()
        (nowhere,) = con.execute(f"DELETE FROM {relation} WHERE game_id IS NULL").fetchone()
        con.execute(f"DELETE FROM {relation} WHERE game_id NOT IN (SELECT game_id FROM games)")
        if nowhere:
            converted.notes.append(
                f"{relation}: {nowhere:,} rows whose date and home team are no game left out"
            )
        if rows:
            converted.notes.append(
                f"{relation}: {rows:,} rows of {games:,} games that no file of games has left out"
            )


def _count_unnamed(converted: Converted, relation: str) -> None:
    """Shots and quotes of players who are nobody in the game: no shot without its shooter."""
    if relation not in ("shots", "props"):
        return
    con = converted.con
    (rows,) = con.execute(f"SELECT COUNT(*) FROM {relation} WHERE player_id IS NULL").fetchone()
    if not rows:
        return
    if relation == "props":
        names = (
            con.execute(
                "SELECT COUNT(DISTINCT player_name), MIN(player_name) FROM props "
                "WHERE player_id IS NULL"
            ).fetchone()
            if "player_name" in _columns(con, "props")
            else (0, None)
        )
        named = f" ({names[0]:,} names, e.g. {names[1]})" if names[0] else ""
        converted.notes.append(f"props: {rows:,} quotes of players not listed for the game{named}")
    else:
        games = con.execute(
            "DELETE FROM shots WHERE game_id IN (SELECT game_id FROM shots WHERE player_id IS NULL)"
        ).fetchone()
        converted.notes.append(
            f"shots: {rows:,} of shooters who are not listed for the game; "
            f"{games[0]:,} shots of these games left out"
        )


def _columns(con, table: str) -> list[str]:
    return [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()]


def _name_players(converted: Converted, chosen: list[Format]) -> None:
    """Names for rows without one, from files of players; else the id, counted."""
    con = converted.con
    for order, format_ in enumerate(chosen):
        statement = format_.statement("players")
        if statement is None or "player_name" not in statement:
            continue
        con.execute(f"SET search_path = '{format_.name},main'")
        con.execute(f"CREATE TEMP TABLE names_{order} AS {statement}")
        con.execute("SET search_path = 'main'")
        con.execute(
            f"UPDATE player_box SET player_name = names.player_name FROM names_{order} AS names "
            "WHERE player_box.player_name IS NULL AND names.player_id = player_box.player_id"
        )
    (count,) = con.execute(
        "SELECT COUNT(DISTINCT player_id) FROM player_box WHERE player_name IS NULL"
    ).fetchone()
    con.execute(
        "UPDATE player_box SET player_name = 'Player ' || player_id WHERE player_name IS NULL"
    )
    if count:
        converted.notes.append(f"player_box: {count:,} players without a name go by their id")


def _finish_shots(converted: Converted) -> None:
    """Doubled events counted once, and assisters that are there by name looked up."""
    con = converted.con
    for column, kind in (("copy", "BIGINT"), ("assister", "VARCHAR")):
        if column not in _columns(con, "shots"):
            con.execute(f"ALTER TABLE shots ADD COLUMN {column} {kind}")
    (doubled,) = con.execute("DELETE FROM shots WHERE copy > 1").fetchone()
    if doubled:
        converted.notes.append(f"shots: {doubled:,} doubled events counted once")
    _count_periods(con)
    named = con.execute(
        "SELECT DISTINCT game_id, team_abbr, player_id, assister FROM shots "
        "WHERE assister IS NOT NULL AND assist_player_id IS NULL"
    ).fetchall()
    if not named:
        return
    teams: dict[tuple, list] = {}
    for game, team, player, name in con.execute(
        "SELECT game_id, team_abbr, player_id, player_name FROM player_box "
        "WHERE status <> 'inactive' OR status IS NULL"
    ).fetchall():
        teams.setdefault((game, team), []).append((player, name))
    found = [(*row, assister(row[3], row[2], teams.get((row[0], row[1]), ()))) for row in named]
    _store_assisters(con, found)
    unknown = sorted({row[3] for row in found if row[4] is None})
    if unknown:
        converted.notes.append(
            f"shots: {len(unknown):,} names of assisters belong to nobody or to several of the "
            f"team, e.g. {unknown[0]}"
        )


def _count_periods(con) -> None:
    """Periods of games whose files do not say them: every overtime has a shot."""
    if "period" in _columns(con, "shots"):
        con.execute(
            "UPDATE games SET n_periods = s.periods FROM "
            "(SELECT game_id, MAX(period) AS periods FROM shots GROUP BY game_id) AS s "
            "WHERE games.game_id = s.game_id AND games.n_periods IS NULL "
            "AND games.home_score IS NOT NULL AND s.periods >= 4"
        )


def _store_assisters(con, found: list[tuple]) -> None:
    import pyarrow as pa

    names = ("game_id", "team_abbr", "player_id", "assister", "assist_player_id")
    columns = zip(*found, strict=True)
    con.register(
        "assisters",
        pa.table({name: pa.array(c, pa.string()) for name, c in zip(names, columns, strict=True)}),
    )
    con.execute(
        "UPDATE shots SET assist_player_id = a.assist_player_id FROM assisters AS a "
        "WHERE shots.game_id = a.game_id AND shots.team_abbr = a.team_abbr "
        "AND shots.player_id = a.player_id AND shots.assister = a.assister "
        "AND shots.assist_player_id IS NULL"
    )


def write(converted: Converted, folder: Path) -> None:
    """The relations that have rows as Parquet in the own form, in order of their keys."""
    for relation in RELATIONS:
        if converted.rows[relation]:
            chosen = ", ".join(_filled(converted.con, relation))
            converted.con.execute(
                f"COPY (SELECT {chosen} FROM {relation} ORDER BY ALL) "
                f"TO '{folder / relation}.parquet' (FORMAT parquet, COMPRESSION zstd)"
            )


def _filled(con, relation: str) -> list[str]:
    """Columns of the own form; those that may be absent only where they hold something."""
    known = _columns(con, relation)
    contract = [column for column in FILES[relation].columns if column.name in known]
    counts = con.execute(
        f"SELECT {', '.join(f'COUNT({column.name})' for column in contract)} FROM {relation}"
    ).fetchone()
    return [
        column.name
        for column, count in zip(contract, counts, strict=True)
        if count or column.required
    ]
