"""Phase 3 point-in-time proof: the context of a date, rebuilt from source files cut at the date.

Of the date itself only what is known before tip-off is left: the schedule without results, who
is listed (who then played and who sat is exchanged), the lines; later games are gone. The rebuilt
context rows of the date, and all game rows before it, must equal the stored ones in every column.
"""

from __future__ import annotations

import datetime as dt

from nba_backfill import tables
from nba_backfill.operator.audit.point_in_time import season_tables
from nba_backfill.operator.audit.problem import Problem
from nba_backfill.phase3 import definition, files
from nba_backfill.phase3.build import build_tables
from nba_backfill.phase3.source import prepare

# A row of the schedule without the results of $day and later.
GAMES_BEFORE = """* REPLACE (
          IF(game_date < $day, home_score, NULL) AS home_score,
          IF(game_date < $day, away_score, NULL) AS away_score,
          IF(game_date < $day, n_periods, NULL) AS n_periods
        )"""
# What is left of each file on the date $day; `kept` holds the games up to it.
_CUT = {
    "games": f"""
        SELECT {GAMES_BEFORE}
        FROM main.games WHERE game_id IN (SELECT game_id FROM kept)
    """,
    "player_box": """
        WITH known AS (
          SELECT game_id, BOOL_OR(status <> 'played') AS listing_known
          FROM main.player_box GROUP BY game_id
        )
        SELECT b.* REPLACE (
          CASE
            WHEN is_past OR NOT COALESCE(listing_known, FALSE) THEN status
            WHEN status = 'played' THEN 'dnp'
            WHEN status = 'dnp' THEN 'played'
            ELSE status
          END AS status,
          {scrambled}
        )
        FROM main.player_box AS b
        JOIN kept USING (game_id)
        LEFT JOIN known USING (game_id)
    """,
    "shots": """
        SELECT * FROM main.shots WHERE game_id IN (SELECT game_id FROM kept WHERE is_past)
    """,
    # of a game that is played by now the box tells who was listed
    "listing": "SELECT l.* FROM main.listing AS l JOIN kept USING (game_id) "
    "JOIN main.nba_schedule AS s USING (game_id) WHERE NOT s.is_final",
    "odds": "SELECT * FROM main.odds WHERE game_id IN (SELECT game_id FROM kept)",
    "props": "SELECT * FROM main.props WHERE game_id IN (SELECT game_id FROM kept)",
}
_STATISTICS = (
    *("pts", "fgm", "fga", "fg3m", "fg3a", "ftm", "fta"),
    *("oreb", "dreb", "ast", "stl", "blk", "tov", "pf", "plus_minus"),
)


def check_source_in_time(warehouse, settings, seasons, days) -> list[Problem]:
    """Problems of some dates; days: season year -> dates. Needs Phase 3 built from files."""
    problems = []
    if not any(days.values()):
        return problems
    with files.load(prepare(settings), settings.upcoming).con as con:
        for year, season in seasons.items():
            if not days.get(year):
                continue
            for name, rows in season_tables(warehouse, season).items():
                con.register(f"stored_{name}", rows)
            for day in days[year]:
                build_cut(con, year, day, settings.props.bookmakers)
                problems += [_problem(*found) for found in _differing(con, day)]
                con.execute("SET schema = 'main'; DROP SCHEMA cut CASCADE")
    return problems


def build_cut(con, year: int, day: dt.date, bookmakers) -> None:
    """Schema `cut` of a loaded source: Phase 3 of one season as known before tip-off on `day`."""
    con.execute("CREATE SCHEMA cut; SET schema = 'cut'")
    con.execute(
        "CREATE TABLE kept AS SELECT game_id, game_date < $day AS is_past FROM main.nba_schedule"
        " WHERE season_year = $year AND game_date <= $day",
        {"year": year, "day": day},
    )
    scrambled = ", ".join(f"IF(is_past, {name}, 99) AS {name}" for name in _STATISTICS)
    for name, sql in _CUT.items():
        statement = sql.replace("{scrambled}", scrambled)
        used = {"day": day} if "$day" in statement else {}
        con.execute(f"CREATE TABLE {name} AS {statement}", used)
    con.execute(f"CREATE TABLE nba_schedule AS {definition('nba_schedule')}")
    files.derive(con)
    build_tables(con, bookmakers)


def _differing(con, day: dt.date):
    """(table, day, rows that differ, an example) of every table with such rows."""
    for name in tables.PHASE3:
        if name == "nba_schedule":
            continue
        when = "=" if name in tables.CONTEXT else "<"
        key = tables.table(name).key[0]
        columns = ", ".join(tables.table(name).columns)
        count, example = con.execute(
            f"""
            WITH rebuilt AS (SELECT {columns} FROM {name} WHERE game_date {when} $day),
            stored AS (SELECT {columns} FROM stored_{name} WHERE game_date {when} $day)
            SELECT COUNT(*), MIN({key}) FROM (
              (FROM rebuilt EXCEPT FROM stored) UNION ALL (FROM stored EXCEPT FROM rebuilt)
            )
            """,
            {"day": day},
        ).fetchone()
        if count:
            yield name, day, count, example


def _problem(name: str, day: dt.date, count: int, example) -> Problem:
    detail = (
        f"{name} {day}: {count} rows differ when rebuilt from source files cut at {day},"
        f" e.g. {example}"
    )
    return Problem("source_in_time", name, day, "leak", detail, count)
