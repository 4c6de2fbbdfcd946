-- DuckDB dialect. nba_schedule: one row per game of the source's games file.
-- The NBA's game id XXXYYNNNNN names the type (XXX) and the year the season starts in (YY);
-- where ids are others, the file's own columns do.

SELECT
  game_id,
  game_date,
  COALESCE(
    season_year,
    IF(TRY_CAST(game_id[4:5] AS BIGINT) >= 46, 1900, 2000) + TRY_CAST(game_id[4:5] AS BIGINT)
  ) AS season_year,
  COALESCE(
    game_type,
    CASE game_id[1:3]
      WHEN '002' THEN 'regular'
      WHEN '004' THEN 'playoffs'
      WHEN '005' THEN 'play_in'
      WHEN '006' THEN 'cup_final'
    END
  ) AS game_type,
  home_abbr AS home_team,
  away_abbr AS away_team,
  home_score,
  away_score,
  n_periods,
  home_score IS NOT NULL AND away_score IS NOT NULL AS is_final
FROM games
ORDER BY game_date, game_id
