-- DuckDB dialect. games of nbadb: results of 2023 in one table, of 2026 in two.

WITH results AS (
  SELECT game_id10(game_id) AS result_of, whole(home_score) AS home_score,
    whole(away_score) AS away_score,
    4 + LIST_SUM([IF(whole(ot) > 0, 1, 0) FOR ot IN [ot1, ot2, ot3, ot4]]) AS n_periods
  FROM game_result
),
every AS (
  SELECT game_id10(game_id) AS game_id, us_date(game_date) AS game_date, home_team_id, away_team_id,
    whole(home_score) AS home_score, whole(away_score) AS away_score,
    CAST(NULL AS BIGINT) AS n_periods
  FROM game
  UNION ALL BY NAME
  SELECT game_id10(game_id) AS game_id, us_date(game_date) AS game_date, home_team_id, away_team_id,
    results.home_score, results.away_score, results.n_periods
  FROM dim_game
  LEFT JOIN results ON result_of = game_id10(game_id)
)
SELECT game_id, MIN(game_date) AS game_date,
  MIN(team_of(home_team_id, season_of(game_id))) AS home_abbr,
  MIN(team_of(away_team_id, season_of(game_id))) AS away_abbr,
  MIN(home_score) AS home_score, MIN(away_score) AS away_score, MIN(n_periods) AS n_periods
FROM every
GROUP BY game_id
