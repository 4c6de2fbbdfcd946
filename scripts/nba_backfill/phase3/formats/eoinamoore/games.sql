-- DuckDB dialect. games of eoinamoore: results, team statistics, schedules of two seasons, and
-- where none of them is there the two teams of a game in the players' statistics.

WITH by_team AS (
  SELECT game_id10(game_id) AS game_id, us_date(game_date) AS game_date,
    IF(flag(home), team_id, other_team_id) AS home, IF(flag(home), other_team_id, team_id) AS away,
    IF(flag(home), team_score, other_score) AS home_score,
    IF(flag(home), other_score, team_score) AS away_score,
    4 + CASE
      WHEN whole(ot1) > 0
        THEN 1 + IF(whole(ot2) > 0, 1, 0) + IF(whole(ot3) > 0, 1, 0)
      WHEN TRY_CAST(minutes AS DOUBLE) > 200
        THEN GREATEST(whole(CAST((TRY_CAST(minutes AS DOUBLE) - 240) / 25 AS VARCHAR)), 0)
    END AS n_periods,
    2 AS preference
  FROM team_statistics
),
by_player AS (
  SELECT game_id10(game_id) AS game_id, us_date(game_date) AS game_date,
    IF(flag(home), COALESCE(team_id, team_name), COALESCE(other_team_id, other_team_name)) AS home,
    IF(flag(home), COALESCE(other_team_id, other_team_name), COALESCE(team_id, team_name)) AS away,
    CAST(SUM(whole(pts)) FILTER (flag(home)) AS VARCHAR) AS home_score,
    CAST(SUM(whole(pts)) FILTER (NOT flag(home)) AS VARCHAR) AS away_score, 4 AS preference
  FROM player_statistics
  GROUP BY ALL
),
every AS (
  SELECT game_id10(game_id) AS game_id, us_date(game_date) AS game_date, home_team_id AS home,
    away_team_id AS away, home_score, away_score, 1 AS preference
  FROM game_results
  UNION ALL BY NAME FROM by_team
  UNION ALL BY NAME
  SELECT game_id10(game_id) AS game_id, us_date(game_date) AS game_date, home_team_id AS home,
    away_team_id AS away, 3 AS preference
  FROM league_schedule
  UNION ALL BY NAME
  SELECT game_id, game_date, home, away, MAX(home_score) AS home_score,
    MAX(away_score) AS away_score, preference
  FROM by_player
  GROUP BY ALL
),
placed AS (
  SELECT game_id, game_date, preference, n_periods,
    team_of(home, season_of(game_id)) AS home_abbr, team_of(away, season_of(game_id)) AS away_abbr,
    -- a game that is still to come has 0 : 0
    IF(whole(home_score) + whole(away_score) > 0, whole(home_score), NULL) AS home_score,
    IF(whole(home_score) + whole(away_score) > 0, whole(away_score), NULL) AS away_score
  FROM every
  WHERE home IS NOT NULL AND away IS NOT NULL
)
SELECT
  game_id,
  first_of(game_date, preference) AS game_date,
  first_of(home_abbr, preference) AS home_abbr,
  first_of(away_abbr, preference) AS away_abbr,
  first_of(home_score, preference) AS home_score,
  first_of(away_score, preference) AS away_score,
  first_of(n_periods, preference) AS n_periods
FROM placed
GROUP BY game_id
