"""How right a supposed listing is: for a sample of real dates, who is supposed and who was listed.

    PYTHONPATH=scripts python tests/benchmarks/supposed_listings.py /data/realdata --dates 120

Of each date the results, player rows and everything later are hidden, then the definition
`supposed_listings` runs and is compared with the box.
"""

import argparse
import random
from pathlib import Path

import duckdb
from nba_backfill.phase3 import definition

FIRST_DAYS = 7  # of a season, that are not filled
COMPARED = """
    SELECT COUNT(s.player_id), COUNT(b.player_id), COUNT(*) FILTER (b.status = 'played'),
      COUNT(*) FILTER (s.player_id IS NOT NULL AND b.player_id IS NOT NULL),
      COUNT(*) FILTER (s.player_id IS NOT NULL AND b.status = 'played')
    FROM supposed AS s
    FULL JOIN (FROM boxes SEMI JOIN (FROM nba_schedule WHERE NOT is_final) USING (game_id)) AS b
      ON s.player_id = b.player_id AND s.team_abbr = b.team_abbr
"""


def load(folder: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(
        "CREATE TABLE games AS SELECT game_id, game_date, home_abbr AS home_team, away_abbr AS "
        f"away_team, 2000 + CAST(game_id[4:5] AS INT) AS season_year FROM '{folder}/games.parquet'"
    )
    con.execute(
        "CREATE TABLE boxes AS SELECT game_id, CAST(player_id AS VARCHAR) AS player_id, "
        f"player_name, team_abbr, status, minutes FROM '{folder}/player_box.parquet'"
    )
    con.execute("CREATE TABLE listing AS FROM boxes LIMIT 0")
    con.execute("CREATE TABLE called_off AS SELECT game_id FROM games LIMIT 0")
    return con


def compared(con, day) -> tuple[int, ...]:
    """Supposed, listed, played; of the listed and of the played those who are supposed."""
    con.execute(
        "CREATE OR REPLACE TABLE nba_schedule AS "
        "SELECT *, game_date < ? AS is_final FROM games WHERE game_date <= ?",
        [day, day],
    )
    con.execute(
        "CREATE OR REPLACE TABLE player_box AS "
        "FROM boxes SEMI JOIN (FROM nba_schedule WHERE is_final) USING (game_id)"
    )
    con.execute(f"CREATE OR REPLACE TABLE supposed AS {definition('supposed_listings')}")
    return con.execute(COMPARED).fetchone()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--dates", type=int, default=120)
    asked = options.parse_args()
    con = load(asked.folder)
    days = con.execute(
        "SELECT DISTINCT game_date FROM games JOIN (SELECT season_year, MIN(game_date) AS opening "
        f"FROM games GROUP BY ALL) USING (season_year) WHERE game_date - opening >= {FIRST_DAYS} "
        "ORDER BY game_date"
    ).fetchall()
    days = random.Random(0).sample([day for (day,) in days], min(asked.dates, len(days)))
    counts = [compared(con, day) for day in sorted(days)]
    supposed, listed, played, right, right_played = map(sum, zip(*counts, strict=True))
    print(f"{len(days)} dates: {supposed:,} supposed, {listed:,} listed, {played:,} played")
    print(f"of the supposed {right / supposed:.1%} were listed")
    print(f"of the listed {right / listed:.1%} were supposed, of those who played "
          f"{right_played / played:.1%}")  # fmt: skip


if __name__ == "__main__":
    main()
