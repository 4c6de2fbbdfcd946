"""What decides Phase 3 rows, as digests: equal digests mean equal rows.

By game date what is in the source, and by the recipe what makes the tables of it: SQL, contracts,
settings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re

import duckdb

from nba_backfill import tables
from nba_backfill.phase3 import definition

RELATIONS = (
    "inactive_lists",
    "called_off",
    "supposed_listings",
    "listings",
    "zoned_shots",
    "known_shots",
    "shot_differences",
)

# A digest of rows is the sum of their MD5 numbers: it does not depend on their order, and two
# equal rows do not cancel.
_ROW = "SUM(MD5_NUMBER_LOWER(CAST({row} AS VARCHAR))::HUGEINT)"

_BY_DATE = f"""
WITH outcomes AS (
  SELECT game_date, {_ROW.format(row="ROW(1, s)")} AS digest
  FROM nba_schedule AS s GROUP BY game_date
  UNION ALL
  SELECT game_date, {_ROW.format(row="ROW(2, l)")} FROM listings AS l GROUP BY game_date
  UNION ALL
  SELECT game_date, {_ROW.format(row="ROW(3, z)")}
  FROM (FROM zoned_shots SELECT * EXCLUDE (assist_player_id)) AS z
  JOIN nba_schedule USING (game_id) GROUP BY game_date
  UNION ALL
  -- what the shots do not tell, or tell otherwise than the box: nothing in most games
  SELECT game_date, {_ROW.format(row="ROW(4, k)")}
  FROM known_shots AS k JOIN nba_schedule USING (game_id)
  WHERE NOT (assists_known AND blocks_known) GROUP BY game_date
  UNION ALL
  SELECT game_date, {_ROW.format(row="ROW(5, d)")}
  FROM shot_differences AS d JOIN nba_schedule USING (game_id) GROUP BY game_date
),
known_before_tip AS (
  SELECT game_date, {_ROW.format(row="ROW(1, game_id, home_team, away_team)")} AS digest
  FROM nba_schedule GROUP BY game_date
  UNION ALL
  SELECT game_date, {_ROW.format(row="ROW(5, game_id)")}
  FROM (SELECT game_id FROM games WHERE neutral_site) JOIN nba_schedule USING (game_id)
  GROUP BY game_date
  UNION ALL
  SELECT game_date, {
    _ROW.format(
        row="ROW(2, player_id, player_lookup, player_name, birth_date, game_id, team_abbr, "
        "status = 'inactive', listing_known)"
    )
}
  FROM listings GROUP BY game_date
  UNION ALL
  SELECT game_date, {_ROW.format(row="ROW(3, game_id, home_spread, total)")}
  FROM (SELECT * EXCLUDE (game_date) FROM odds) JOIN nba_schedule USING (game_id)
  GROUP BY game_date
  UNION ALL
  SELECT game_date, {
    _ROW.format(row="ROW(4, game_id, player_id, bookmaker, line, minutes_before_tip)")
}
  FROM (SELECT * EXCLUDE (game_date) FROM props WHERE market = 'player_points')
  JOIN nba_schedule USING (game_id)
  GROUP BY game_date
),
dates AS (
  SELECT DISTINCT season_year, game_date FROM nba_schedule
)
SELECT game_date, MD5(CONCAT_WS('-', season_year,
  COALESCE(SUM((SELECT SUM(digest) FROM outcomes AS o WHERE o.game_date = d.game_date))
    OVER (PARTITION BY season_year ORDER BY game_date
      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0),
  (SELECT SUM(digest) FROM known_before_tip AS k WHERE k.game_date = d.game_date)
))[:16] AS digest
FROM dates AS d
ORDER BY game_date
"""


def digests_by_date(con: duckdb.DuckDBPyConnection) -> dict[dt.date, str]:
    """Game date D -> 16 hex digits over the season's games before D and what is known of D.

    con: the relations of `files.load`.
    """
    return dict(con.execute(_BY_DATE).fetchall())


def whole_digest(con: duckdb.DuckDBPyConnection) -> str:
    """16 hex digits over everything in the source that reaches any Phase 3 row.

    con: the relations of `files.load`.
    """
    sums = [
        con.execute(f"SELECT {_ROW.format(row='t')} FROM {name} AS t").fetchone()
        for name in ("nba_schedule", *RELATIONS, "odds", "props")
    ]
    return hashlib.sha256(str(sums).encode()).hexdigest()[:16]


def table_digests(con: duckdb.DuckDBPyConnection, name: str) -> dict[dt.date, str]:
    """Date -> 16 hex digits over all columns of the rows of table `name` on that date."""
    rows = con.execute(
        f"SELECT game_date, MD5(CAST({_ROW.format(row='t')} AS VARCHAR))[:16] "
        f"FROM {name} AS t GROUP BY game_date ORDER BY game_date"
    ).fetchall()
    return dict(rows)


def recipe(settings) -> str:
    """16 hex digits that change when the same source would give other Phase 3 rows.

    Comments and layout of the SQL do not count.
    """
    statements = [definition(name) for name in (*RELATIONS, *tables.PHASE3)]
    columns = [
        [name, column.name, column.type, column.nullable]
        for name in tables.PHASE3
        for column in tables.table(name).columns.values()
    ]
    decided_by = [[bare(sql) for sql in statements], columns, list(settings.props.bookmakers)]
    return hashlib.sha256(json.dumps(decided_by).encode()).hexdigest()[:16]


def bare(sql: str) -> str:
    return " ".join(re.sub(r"--[^\n]*", "", sql).split())
