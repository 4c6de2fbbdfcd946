"""What must hold in and between the source files. The first fault found stops the build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import duckdb

from nba_backfill.phase3.columns import BOX, FILES, GAME_TYPES, LISTED, STATUSES
from nba_backfill.phase3.reading import bad


class Check(NamedTuple):
    """A fault to look for. sql: one row per faulty row or key, column `example` naming it."""

    subject: str  # column or key
    fault: str
    fix: str
    sql: str


_PLAYER = "'game_id ' || game_id || ', player_id ' || player_id"
_GAME = "'game_id ' || game_id"
_ID_TELLS = "(game_type IS NULL OR season_year IS NULL)"  # the type and season of the game

GAMES = (
    Check(
        "game_type",
        f"none of {', '.join(GAME_TYPES)}",
        "use one of these, or leave it empty where the NBA's game id tells",
        f"SELECT '''' || game_type || ''' (' || {_GAME} || ')' AS example FROM games "
        f"WHERE game_type NOT IN {GAME_TYPES}",
    ),
    Check(
        "season_year",
        "not the year a season starts in",
        "give the year the season starts in, 2023 for 2023-24",
        f"SELECT {_GAME} || ': ' || season_year AS example FROM games "
        "WHERE season_year NOT BETWEEN 1946 AND 2045",
    ),
    Check(
        "game_id",
        "not a 10-digit text",
        "write the NBA id as text with its leading zeros",
        "SELECT '''' || game_id || '''' AS example FROM games "
        rf"WHERE {_ID_TELLS} AND NOT REGEXP_FULL_MATCH(game_id, '\d{{10}}')",
    ),
    Check(
        "game_id",
        "unknown game type",
        "ids start with 002 regular, 004 playoffs, 005 play-in or 006 Cup final",
        f"SELECT {_GAME} AS example FROM games WHERE {_ID_TELLS} "
        "AND game_id[1:3] NOT IN ('001', '002', '003', '004', '005', '006')",
    ),
    Check(
        "game_id",
        "duplicate key",
        "keep one row per game",
        f"SELECT {_GAME} AS example FROM games GROUP BY game_id HAVING COUNT(*) > 1",
    ),
    Check(
        "home_abbr",
        "the same team as away_abbr",
        "correct one of the two teams",
        f"SELECT {_GAME} || ' ' || home_abbr AS example FROM games WHERE home_abbr = away_abbr",
    ),
    Check(
        "home_score, away_score",
        "only one of the two scores",
        "give both, or neither for a game not played yet",
        f"SELECT {_GAME} AS example FROM games WHERE (home_score IS NULL) <> (away_score IS NULL)",
    ),
    Check(
        "home_score, away_score",
        "no final game has a point",
        "give the scores, or leave them empty for games not played yet",
        f"SELECT {_GAME} AS example FROM games WHERE home_score = 0 AND away_score = 0 AND NOT "
        "EXISTS (FROM games WHERE home_score > 0 OR away_score > 0)",
    ),
    Check(
        "game_date",
        "more than a year from the season of the game",
        "correct the date, the game_id or the season_year",
        f"SELECT {_GAME} || ' (' || season || '-' || RIGHT(CAST(season + 1 AS VARCHAR), 2) || "
        "') on ' || game_date AS example FROM (SELECT *, COALESCE(season_year, "
        "IF(TRY_CAST(game_id[4:5] AS INT) >= 46, 1900, 2000) + TRY_CAST(game_id[4:5] AS INT)) AS "
        "season FROM games) WHERE game_date NOT BETWEEN MAKE_DATE(season - 1, 8, 1) AND "
        "MAKE_DATE(season + 2, 7, 31)",
    ),
    Check(
        "game_date",
        "a final game of the future",
        "correct the date, or leave the scores empty until the game is played",
        f"SELECT {_GAME} || ' on ' || game_date AS example FROM games "
        "WHERE home_score IS NOT NULL AND game_date > CURRENT_DATE + 1",
    ),
    Check(
        "home_score, away_score",
        "negative score",
        "correct the score",
        f"SELECT {_GAME} AS example FROM games WHERE home_score < 0 OR away_score < 0",
    ),
    Check(
        "n_periods",
        "below 4",
        "give the number of periods with overtimes, or leave it empty",
        f"SELECT {_GAME} || ': ' || n_periods AS example FROM games WHERE n_periods < 4",
    ),
    Check(
        "game_date, team",
        "a team twice on a date",
        "correct the date or the teams of one of the games",
        "SELECT game_date || ' ' || team || ' (game_id ' || STRING_AGG(game_id, ', ' "
        "ORDER BY game_id) || ')' AS example FROM (SELECT game_id, game_date, "
        "UNNEST([home_abbr, away_abbr]) AS team FROM games WHERE game_type IS NOT NULL "
        "OR game_id[1:3] NOT IN ('001', '003')) GROUP BY game_date, team HAVING COUNT(*) > 1",
    ),
)

PLAYER_BOX = (
    Check(
        "(game_id, player_id)",
        "duplicate key",
        "keep one row per game and player",
        f"SELECT {_PLAYER} AS example FROM player_box GROUP BY game_id, player_id "
        "HAVING COUNT(*) > 1",
    ),
    Check(
        "status",
        f"none of {', '.join(STATUSES)}",
        "use one of these, or leave it empty where minutes tell",
        f"SELECT '''' || status || ''' (' || {_PLAYER} || ')' AS example FROM player_box "
        f"WHERE status NOT IN {STATUSES}",
    ),
    *(
        Check(
            column,
            "negative",
            "correct them",
            f"SELECT {_PLAYER} || ': ' || {column} AS example FROM player_box WHERE {column} < 0",
        )
        for column in BOX
    ),
    *(
        Check(
            column,
            "empty although the player played a finished game",
            "fill them, or give the row another status",
            f"SELECT {_PLAYER} AS example FROM player_box JOIN games USING (game_id) "
            f"WHERE {column} IS NULL AND home_score IS NOT NULL "
            "AND COALESCE(status = 'played', minutes > 0 OR "
            "GREATEST(pts, fga, fta, oreb, dreb, ast, stl, blk, tov) > 0)",
        )
        for column in BOX
    ),
    Check(
        "minutes",
        "a team of more than 2,000 minutes in a game",
        "give minutes; are these seconds?",
        f"SELECT {_GAME} || ', team ' || team_abbr || ': ' || SUM(minutes) AS example "
        "FROM player_box GROUP BY game_id, team_abbr HAVING SUM(minutes) > 2000",
    ),
    *(
        Check(
            f"{fewer}, {more}",
            f"{fewer} above {more}",
            "correct them",
            f"SELECT {_PLAYER} || ': ' || {fewer} || ' of ' || {more} AS example "
            f"FROM player_box WHERE {fewer} > {more}",
        )
        for fewer, more in (
            ("fgm", "fga"), ("fg3m", "fg3a"), ("ftm", "fta"), ("fg3a", "fga"), ("fg3m", "fgm"),
        )
    ),
)  # fmt: skip

SHOTS = (
    Check(
        "shot_type",
        "neither 2 nor 3",
        "give the points the shot is worth",
        f"SELECT {_PLAYER} || ': ' || shot_type AS example FROM shots "
        "WHERE shot_type NOT IN (2, 3)",
    ),
    Check(
        "distance_ft",
        "empty for a two-pointer, or negative",
        "give the distance in feet; it decides between paint and mid-range",
        f"SELECT {_PLAYER} AS example FROM shots "
        "WHERE (shot_type = 2 AND distance_ft IS NULL) OR distance_ft < 0",
    ),
    Check(
        "distance_ft",
        "a quarter of the two-pointers of a game from beyond 30 feet",
        "give feet; are these inches?",
        f"SELECT {_GAME} AS example FROM shots WHERE shot_type = 2 GROUP BY game_id "
        "HAVING COUNT(*) >= 20 AND 4 * COUNT(*) FILTER (distance_ft > 30) > COUNT(*)",
    ),
    Check(
        "distance_ft",
        "nine of ten three-pointers of a game from within 15 feet",
        "give feet; are these metres?",
        f"SELECT {_GAME} AS example FROM shots WHERE shot_type = 3 AND distance_ft IS NOT NULL "
        "GROUP BY game_id "
        "HAVING COUNT(*) >= 20 AND 10 * COUNT(*) FILTER (distance_ft < 15) > 9 * COUNT(*)",
    ),
)

LISTING = (
    Check(
        "(game_id, player_id)",
        "duplicate key",
        "keep one row per game and player",
        f"SELECT {_PLAYER} AS example FROM listing GROUP BY game_id, player_id HAVING COUNT(*) > 1",
    ),
    Check(
        "player_status",
        f"none of {', '.join(LISTED)}",
        "use one of these",
        f"SELECT '''' || player_status || ''' (' || {_PLAYER} || ')' AS example FROM listing "
        f"WHERE player_status NOT IN {LISTED}",
    ),
)

ODDS = (
    Check(
        "game_id",
        "duplicate key",
        "keep one line per game",
        f"SELECT {_GAME} AS example FROM odds GROUP BY game_id HAVING COUNT(*) > 1",
    ),
    Check(
        "home_spread, total",
        "no line on a basketball game",
        "correct or empty them",
        f"SELECT {_GAME} || ': spread ' || COALESCE(CAST(home_spread AS VARCHAR), '-') || "
        "', total ' || COALESCE(CAST(total AS VARCHAR), '-') AS example FROM odds "
        "WHERE ABS(home_spread) > 100 OR total NOT BETWEEN 50 AND 600",
    ),
)

PLAYERS = (
    Check(
        "player_id",
        "duplicate key",
        "keep one row per player",
        "SELECT 'player_id ' || player_id AS example FROM players GROUP BY player_id "
        "HAVING COUNT(*) > 1",
    ),
)

_OWN = {
    "player_box": PLAYER_BOX,
    "shots": SHOTS,
    "listing": LISTING,
    "odds": ODDS,
    "props": (),
    "players": PLAYERS,
}


def check_games(con: duckdb.DuckDBPyConnection, file: str) -> None:
    """Checks the games file alone. file: its name for the message."""
    _run(con, file, (*_filled("games"), *GAMES))


def check(con: duckdb.DuckDBPyConnection, files: dict[str, str]) -> None:
    """Checks all other files, in themselves and against the games; files: those that exist."""
    for name, checks in _OWN.items():
        if name in files:
            _run(con, files[name], (*_filled(name), *_against_games(name), *checks))


def _run(con, file: str, checks) -> None:
    for subject, fault, fix, sql in checks:
        count, example = con.execute(f"SELECT COUNT(*), MIN(example) FROM ({sql})").fetchone()
        if count:
            times = "once" if count == 1 else f"{count} times"
            raise bad(file, f"{subject}: {fault}, {times}, e.g. {example}; {fix}")


def _filled(name: str) -> Iterator[Check]:
    key = " || ', ' || ".join(
        f"'{column} ' || COALESCE(CAST({column} AS VARCHAR), '?')" for column in FILES[name].key
    )
    for column in FILES[name].columns:
        if column.filled:
            yield Check(
                column.name,
                "empty",
                "fill them",
                f"SELECT {key} AS example FROM {name} WHERE {column.name} IS NULL",
            )


def _against_games(name: str) -> Iterator[Check]:
    """Rows of unknown games, of teams that do not play in them, of contradicting dates."""
    columns = {column.name for column in FILES[name].columns}
    if "game_id" not in columns:
        return
    yield Check(
        "game_id",
        "unknown game",
        "add the game to games or remove the rows",
        f"SELECT {_GAME} AS example FROM {name} ANTI JOIN games USING (game_id)",
    )
    row = f"FROM {name} AS r JOIN games AS g USING (game_id) WHERE "
    if "team_abbr" in columns:
        yield Check(
            "team_abbr",
            "team that does not play in the game",
            "correct the team or the game_id",
            f"SELECT r.team_abbr || ' in {_GAME[1:]} || ' ' || away_abbr || '-' || home_abbr "
            f"AS example {row} r.team_abbr NOT IN (home_abbr, away_abbr)",
        )
    if "home_abbr" in columns:
        yield Check(
            "home_abbr, away_abbr",
            "other teams than the schedule's",
            "correct the teams or the game_id",
            f"SELECT {_GAME} || ' ' || COALESCE(r.away_abbr, '?') || '-' || "
            f"COALESCE(r.home_abbr, '?') AS example {row} "
            "r.home_abbr <> g.home_abbr OR r.away_abbr <> g.away_abbr",
        )
    yield Check(
        "game_date",
        "contradicts the schedule",
        "correct the date in this file or in games",
        f"SELECT {_GAME} || ': ' || r.game_date || ' here, ' || g.game_date || ' in games' "
        f"AS example {row} r.game_date <> g.game_date",
    )
