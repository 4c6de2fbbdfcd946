-- DuckDB dialect. games of hoopr: one row per game, with ESPN's id. The schedule counts before team
-- box scores, these before those of players.

WITH every AS (
  SELECT 1 AS preference, game_id, season, season_type, game_date,
    COALESCE(home_name, home) AS home, COALESCE(away_name, away) AS away,
    IF(is_final, whole(home_score), NULL) AS home_score,
    IF(is_final, whole(away_score), NULL) AS away_score,
    whole(status_period) AS periods, flag(neutral) AS neutral_site, headline
  FROM espn_schedule,
  LATERAL (
    SELECT COALESCE(flag(completed), whole(home_score) + whole(away_score) > 0) AS is_final
  )
  UNION ALL BY NAME
  SELECT 2 AS preference, game_id, season, season_type, game_date,
    IF(side = 'home', COALESCE(team_name, team), COALESCE(opponent_name, opponent)) AS home,
    IF(side = 'home', COALESCE(opponent_name, opponent), COALESCE(team_name, team)) AS away,
    whole(IF(side = 'home', team_score, opponent_score)) AS home_score,
    whole(IF(side = 'home', opponent_score, team_score)) AS away_score
  FROM team_box
  UNION ALL BY NAME
  SELECT DISTINCT 3 AS preference, game_id, season, season_type, game_date,
    IF(side = 'home', COALESCE(team_name, team), COALESCE(opponent_name, opponent)) AS home,
    IF(side = 'home', COALESCE(opponent_name, opponent), COALESCE(team_name, team)) AS away,
    whole(IF(side = 'home', team_score, opponent_score)) AS home_score,
    whole(IF(side = 'home', opponent_score, team_score)) AS away_score
  FROM athlete_box
)
SELECT
  person(game_id) AS game_id,
  first_of(us_date(game_date), preference) AS game_date,
  first_of(team_of(home, whole(season) - 1), preference) AS home_abbr,
  first_of(team_of(away, whole(season) - 1), preference) AS away_abbr,
  first_of(home_score, preference) AS home_score,
  first_of(away_score, preference) AS away_score,
  first_of(IF(periods >= 4, periods, NULL), preference) AS n_periods,
  BOOL_OR(neutral_site) AS neutral_site,
  first_of(whole(season), preference) - 1 AS season_year,
  CASE
    WHEN MIN(whole(season_type)) = 3 THEN 'playoffs'
    WHEN MIN(whole(season_type)) = 5 THEN 'play_in'
    -- the Cup finals, of season_type 2 like the regular season
    WHEN BOOL_OR(headline ILIKE '%cup championship%' OR headline ILIKE '%tournament championship%')
      OR MIN(us_date(game_date)) IN ('2023-12-09', '2024-12-17', '2025-12-16') THEN 'cup_final'
    WHEN MIN(whole(season_type)) = 2 THEN 'regular'
  END AS game_type
FROM every
GROUP BY person(game_id)
HAVING home_abbr IS NOT NULL AND away_abbr IS NOT NULL
