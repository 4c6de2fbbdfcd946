"""League facts of a season: simulated beside real ones.

    python tests/benchmarks/simulation_facts.py [--seed 7] [--seasons 2021 2022 2023]

Real seasons are read from $NBA_REALDATA or ../shared/realdata. A fact is met when it lies within
the larger of 5 % of the real value and twice the spread between the real seasons.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

import duckdb

REPOSITORY = Path(__file__).parents[2]
REAL_SEASONS = (2021, 2022, 2023)

# Regular season only. Every statement is one row, one column a fact.
_FACTS = (
    """SELECT AVG(pts) AS points, AVG(pace) AS pace, AVG(fta) AS free_throw_attempts,
              AVG(tov) AS turnovers, AVG(oreb) AS offensive_rebounds, AVG(ast) AS assists,
              AVG(blk) AS blocks, AVG(b2b) AS back_to_back_share,
              STDDEV(pts) AS points_sd
       FROM lines""",
    """SELECT COUNT(*) FILTER (zone = 'paint') / COUNT(*) AS paint_share,
              COUNT(*) FILTER (zone = 'mid') / COUNT(*) AS mid_share,
              COUNT(*) FILTER (zone = 'three') / COUNT(*) AS three_share,
              AVG(made::INT) FILTER (zone = 'paint') AS paint_pct,
              AVG(made::INT) FILTER (zone = 'mid') AS mid_pct,
              AVG(made::INT) FILTER (zone = 'three') AS three_pct,
              AVG(helped) FILTER (made AND zone = 'paint') AS paint_assisted,
              AVG(helped) FILTER (made AND zone = 'mid') AS mid_assisted,
              AVG(helped) FILTER (made AND zone = 'three') AS three_assisted
       FROM attempts""",
    """SELECT STDDEV(rating) AS offensive_rating_sd, STDDEV(allowed) AS defensive_rating_sd,
              STDDEV(pace) AS team_pace_sd
       FROM (SELECT team_abbr, 100 * SUM(pts) / SUM(poss) AS rating, AVG(pace) AS pace,
                    100 * SUM(opp_pts) / SUM(poss) AS allowed FROM lines GROUP BY team_abbr)""",
    """SELECT AVG((home_score > away_score)::INT) AS home_win_share,
              AVG((n_periods > 4)::INT) AS overtime_share,
              STDDEV(home_score - away_score) AS margin_sd FROM season_games""",
    """SELECT AVG(n) AS slate_mean, STDDEV(n) AS slate_sd
       FROM (SELECT COUNT(*) AS n FROM season_games GROUP BY game_date)""",
    """SELECT AVG(minutes) FILTER (started) AS starter_minutes,
              STDDEV(minutes) FILTER (started) AS starter_minutes_sd,
              AVG(minutes) FILTER (NOT started) AS bench_minutes,
              STDDEV(minutes) FILTER (NOT started) AS bench_minutes_sd,
              AVG(usage) FILTER (started AND minutes >= 10) AS starter_usage,
              STDDEV(usage) FILTER (started AND minutes >= 10) AS starter_usage_sd,
              AVG(usage) FILTER (NOT started AND minutes >= 10) AS bench_usage,
              STDDEV(usage) FILTER (NOT started AND minutes >= 10) AS bench_usage_sd,
              AVG(pts) FILTER (started) AS starter_points,
              STDDEV(pts) FILTER (started) AS starter_points_sd,
              AVG(pts) FILTER (NOT started) AS bench_points,
              STDDEV(pts) FILTER (NOT started) AS bench_points_sd
       FROM played""",
    """SELECT AVG((status = 'played')::INT) AS played_rate, AVG((status = 'dnp')::INT) AS dnp_rate,
              AVG((status = 'inactive')::INT) AS inactive_rate FROM box""",
    """SELECT CORR(-home_spread, home_score - away_score) AS spread_margin_corr,
              CORR(total, home_score + away_score) AS total_points_corr,
              AVG(((home_spread < 0) = (home_score > away_score))::INT) AS favourite_win_share
       FROM odds JOIN season_games USING (game_id)""",
    """SELECT AVG(sd) FILTER (ppg >= 18) AS scorer_points_sd,
              AVG(sd) FILTER (ppg BETWEEN 8 AND 18) AS role_points_sd
       FROM (SELECT AVG(pts) AS ppg, STDDEV(pts) AS sd FROM played GROUP BY player_id
             HAVING COUNT(*) >= 20)""",
)

_VIEWS = """
CREATE TEMP TABLE season_games AS SELECT * FROM games WHERE game_id LIKE '002' || $yy || '%';
CREATE TEMP TABLE box AS SELECT b.*, g.n_periods FROM player_box b
  JOIN season_games g USING (game_id);
CREATE TEMP TABLE attempts AS SELECT s.*,
    CASE WHEN shot_type = 3 THEN 'three' WHEN distance_ft <= 8 THEN 'paint' ELSE 'mid' END AS zone,
    (assist_player_id IS NOT NULL)::INT AS helped
  FROM shots s WHERE game_id LIKE '002' || $yy || '%';
CREATE TEMP TABLE sums AS SELECT game_id, team_abbr, ANY_VALUE(game_date) AS game_date,
    ANY_VALUE(n_periods) AS n_periods, SUM(pts) AS pts, SUM(fta) AS fta, SUM(tov) AS tov,
    SUM(oreb) AS oreb, SUM(ast) AS ast, SUM(blk) AS blk,
    SUM(fga + 0.44 * fta - oreb + tov) AS own, SUM(fga + 0.44 * fta + tov) AS used
  FROM box WHERE status = 'played' GROUP BY game_id, team_abbr;
CREATE TEMP TABLE lines AS SELECT a.*, b.pts AS opp_pts, (a.own + b.own) / 2 AS poss,
    (a.own + b.own) / 2 * 48 / (48 + 5 * (a.n_periods - 4)) AS pace,
    COALESCE((a.game_date - LAG(a.game_date) OVER (
      PARTITION BY a.team_abbr ORDER BY a.game_date) = 1)::INT, 0) AS b2b
  FROM sums a JOIN sums b ON a.game_id = b.game_id AND a.team_abbr <> b.team_abbr;
CREATE TEMP TABLE played AS SELECT p.*, CASE WHEN minutes > 0 THEN
    100 * (p.fga + 0.44 * p.fta + p.tov) * (48 + 5 * (p.n_periods - 4)) / (minutes * used) END
    AS usage
  FROM box p JOIN sums USING (game_id, team_abbr) WHERE status = 'played';
"""


def facts(folder: Path, season_year: int) -> dict[str, float]:
    """League facts of one regular season in a folder of source files, by name."""
    connection = duckdb.connect()
    for name in ("games", "player_box", "shots", "odds"):
        connection.execute(f"CREATE VIEW {name} AS FROM '{folder}/{name}.parquet'")
    for statement in _VIEWS.replace("$yy", f"'{season_year % 100:02d}'").split(";"):
        if statement.strip():
            connection.execute(statement)
    found: dict[str, float] = {}
    for sql in _FACTS:
        cursor = connection.execute(sql)
        found |= dict(zip([column[0] for column in cursor.description], cursor.fetchone()))
    return found


def tolerance(real: float, of_seasons: list[float]) -> float:
    """The larger of 5 % of the real value and twice the real season-to-season range."""
    return max(0.05 * abs(real), 2 * (max(of_seasons) - min(of_seasons)))


def main() -> int:
    """Print one table per season; return the number of facts missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seasons", type=int, nargs="+", default=list(REAL_SEASONS))
    options = parser.parse_args()
    folder = Path(os.environ.get("NBA_REALDATA", REPOSITORY.parent / "shared" / "realdata"))
    if not (folder / "games.parquet").exists():
        print(f"no real seasons in {folder}; set NBA_REALDATA", file=sys.stderr)
        return 2
    sys.path.insert(0, str(REPOSITORY / "scripts"))
    import simulated_league
    from nba_backfill.settings import Settings

    real = {year: facts(folder, year) for year in REAL_SEASONS}
    missed = 0
    with tempfile.TemporaryDirectory() as scratch:
        made = simulated_league.prepare(
            Settings(
                dates=[f"{year}-12-01" for year in options.seasons],
                simulation={"seed": options.seed},
                pathvars={"results": scratch},
            )
        )
        for year in options.seasons:
            missed += _print_season(year, facts(made, year), real)
    return missed


def _print_season(year: int, simulated: dict, real: dict[int, dict]) -> int:
    target = real.get(year, real[REAL_SEASONS[-1]])
    print(f"\n{year}-{(year + 1) % 100:02d}{'':17s}simulated      real  tolerance")
    missed = 0
    for name, value in simulated.items():
        allowed = tolerance(target[name], [season[name] for season in real.values()])
        far = abs(value - target[name]) > allowed
        missed += far
        print(f"{name:24s}{value:9.3f} {target[name]:9.3f} {allowed:9.3f}{'  MISSED' * far}")
    return missed


if __name__ == "__main__":
    sys.exit(main())
