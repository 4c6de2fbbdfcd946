-- DuckDB dialect. nba_schedule: one row per game of the source's games file.
-- The game id XXXYYNNNNN names the type (XXX) and the year the season starts in (YY).

SELECT
  game_id,
  game_date,
  IF(game_id[4:5]::INT >= 46, 1900, 2000) + game_id[4:5]::BIGINT AS season_year,
  CASE game_id[1:3]
    WHEN '002' THEN 'regular'
    WHEN '004' THEN 'playoffs'
    WHEN '005' THEN 'play_in'
    WHEN '006' THEN 'cup_final'
  END AS game_type,
  home_abbr AS home_team,
  away_abbr AS away_team,
  home_score,
  away_score,
  n_periods,
  home_score IS NOT NULL AND away_score IS NOT NULL AS is_final
FROM games
ORDER BY game_date, game_id
