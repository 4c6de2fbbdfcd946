-- Where a player shoots from and how well.
--
-- Windows: the player's newest 10 and 20 counted games (regular season, play-in, playoffs) of the
-- season that he played in, all strictly before analysis_date. Shot columns use the games among
-- them whose shots are known.

WITH target_dates AS (
  SELECT DISTINCT game_date AS analysis_date, season_year
  FROM nba_reference.nba_schedule
  WHERE game_date BETWEEN @start_date AND @end_date
),

listings AS (
  SELECT *
  FROM nba_analytics.player_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND game_date < @end_date
),

played_games AS (
  SELECT
    player_lookup,
    universal_player_id,
    season_year,
    game_date,
    has_complete_shot_zones AS zones_known,
    IF(has_complete_shot_zones, paint_makes, NULL) AS paint_makes,
    IF(has_complete_shot_zones, paint_attempts, NULL) AS paint_attempts,
    IF(has_complete_shot_zones, mid_range_makes, NULL) AS mid_range_makes,
    IF(has_complete_shot_zones, mid_range_attempts, NULL) AS mid_range_attempts,
    IF(has_complete_shot_zones, three_makes_pbp, NULL) AS three_pt_makes,
    IF(has_complete_shot_zones, three_attempts_pbp, NULL) AS three_pt_attempts,
    IF(has_complete_shot_zones, fg_makes, NULL) AS fg_makes,
    IF(has_complete_shot_zones, assisted_fg_makes, NULL) AS assisted_makes,
    IF(has_complete_shot_zones, unassisted_fg_makes, NULL) AS unassisted_makes
  FROM listings
  WHERE is_active
    AND game_type IN ('regular', 'play_in', 'playoffs')
),

-- The windows as they stand after each game; they hold until the player's next one.
after_game AS (
  SELECT
    player_lookup,
    universal_player_id,
    season_year,
    game_date,
    LEAD(game_date) OVER (PARTITION BY player_lookup, season_year ORDER BY game_date)
      AS next_game_date,
    MIN(game_date) OVER last_10 AS window_first_date,
    COUNT(*) OVER last_10 AS games_10,
    COUNT(*) OVER last_20 AS games_20,
    COUNTIF(zones_known) OVER last_10 AS zone_games_10,
    SUM(paint_makes) OVER last_10 AS paint_makes_10,
    SUM(paint_attempts) OVER last_10 AS paint_attempts_10,
    SUM(mid_range_makes) OVER last_10 AS mid_range_makes_10,
    SUM(mid_range_attempts) OVER last_10 AS mid_range_attempts_10,
    SUM(three_pt_makes) OVER last_10 AS three_pt_makes_10,
    SUM(three_pt_attempts) OVER last_10 AS three_pt_attempts_10,
    SUM(fg_makes) OVER last_10 AS fg_makes_10,
    SUM(assisted_makes) OVER last_10 AS assisted_makes_10,
    SUM(unassisted_makes) OVER last_10 AS unassisted_makes_10,
    SUM(paint_makes) OVER last_20 AS paint_makes_20,
    SUM(paint_attempts) OVER last_20 AS paint_attempts_20,
    SUM(paint_attempts + mid_range_attempts + three_pt_attempts) OVER last_20 AS shots_20
  FROM played_games
  WINDOW
    last_10 AS (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN 9 PRECEDING AND CURRENT ROW
    ),
    last_20 AS (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN 19 PRECEDING AND CURRENT ROW
    )
),

player_windows AS (
  SELECT
    target_dates.analysis_date,
    after_game.*,
    paint_attempts_10 + mid_range_attempts_10 + three_pt_attempts_10 AS shots_10
  FROM target_dates
  JOIN after_game
    ON after_game.season_year = target_dates.season_year
    AND after_game.game_date < target_dates.analysis_date
    AND (
      after_game.next_game_date IS NULL
      OR after_game.next_game_date >= target_dates.analysis_date
    )
),

shares AS (
  SELECT
    *,
    100 * SAFE_DIVIDE(paint_attempts_10, shots_10) AS paint_rate,
    100 * SAFE_DIVIDE(mid_range_attempts_10, shots_10) AS mid_range_rate,
    100 * SAFE_DIVIDE(three_pt_attempts_10, shots_10) AS three_pt_rate
  FROM player_windows
),

-- The team that last listed the player, in whatever role, before the date.
listed_teams AS (
  SELECT
    player_lookup,
    season_year,
    team_abbr,
    game_date,
    LEAD(game_date) OVER (PARTITION BY player_lookup, season_year ORDER BY game_date)
      AS next_listing_date
  FROM listings
),

teams_with_rows AS (
  SELECT DISTINCT team_abbr, game_date
  FROM listings
  WHERE is_active
),

scheduled_games AS (
  SELECT
    schedule.season_year,
    schedule.game_date,
    scheduled_team AS team_abbr,
    teams_with_rows.team_abbr IS NOT NULL AS is_found
  FROM nba_reference.nba_schedule AS schedule
  CROSS JOIN UNNEST([schedule.home_team, schedule.away_team]) AS scheduled_team
  LEFT JOIN teams_with_rows
    ON teams_with_rows.team_abbr = scheduled_team
    AND teams_with_rows.game_date = schedule.game_date
  WHERE schedule.game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND schedule.game_date < @end_date
    AND schedule.is_final
    AND schedule.game_type IN ('regular', 'play_in', 'playoffs')
),

completeness AS (
  SELECT
    player_windows.player_lookup,
    player_windows.analysis_date,
    COUNT(scheduled_games.game_date) AS expected_games,
    COUNTIF(scheduled_games.is_found) AS found_games
  FROM player_windows
  JOIN listed_teams
    ON listed_teams.player_lookup = player_windows.player_lookup
    AND listed_teams.season_year = player_windows.season_year
    AND listed_teams.game_date < player_windows.analysis_date
    AND (
      listed_teams.next_listing_date IS NULL
      OR listed_teams.next_listing_date >= player_windows.analysis_date
    )
  LEFT JOIN scheduled_games
    ON scheduled_games.team_abbr = listed_teams.team_abbr
    AND scheduled_games.season_year = player_windows.season_year
    AND scheduled_games.game_date >= player_windows.window_first_date
    AND scheduled_games.game_date < player_windows.analysis_date
  GROUP BY player_windows.player_lookup, player_windows.analysis_date
)

SELECT
  player_lookup,
  universal_player_id,
  analysis_date,
  paint_rate AS paint_rate_last_10,
  mid_range_rate AS mid_range_rate_last_10,
  three_pt_rate AS three_pt_rate_last_10,
  NULLIF(shots_10, 0) AS total_shots_last_10,
  games_10 AS games_in_sample_10,
  zone_games_10 AS zone_games_in_sample,
  CASE
    WHEN games_10 >= 10 THEN 'excellent'
    WHEN games_10 >= 7 THEN 'good'
    WHEN games_10 >= 5 THEN 'limited'
    ELSE 'insufficient'
  END AS sample_quality_10,
  SAFE_DIVIDE(paint_makes_10, paint_attempts_10) AS paint_pct_last_10,
  SAFE_DIVIDE(mid_range_makes_10, mid_range_attempts_10) AS mid_range_pct_last_10,
  SAFE_DIVIDE(three_pt_makes_10, three_pt_attempts_10) AS three_pt_pct_last_10,
  SAFE_DIVIDE(paint_attempts_10, zone_games_10) AS paint_attempts_per_game,
  SAFE_DIVIDE(mid_range_attempts_10, zone_games_10) AS mid_range_attempts_per_game,
  SAFE_DIVIDE(three_pt_attempts_10, zone_games_10) AS three_pt_attempts_per_game,
  IF(games_20 >= 15, 100 * SAFE_DIVIDE(paint_attempts_20, shots_20), NULL) AS paint_rate_last_20,
  IF(games_20 >= 15, SAFE_DIVIDE(paint_makes_20, paint_attempts_20), NULL) AS paint_pct_last_20,
  games_20 AS games_in_sample_20,
  CASE
    WHEN games_20 >= 20 THEN 'excellent'
    WHEN games_20 >= 14 THEN 'good'
    WHEN games_20 >= 10 THEN 'limited'
    ELSE 'insufficient'
  END AS sample_quality_20,
  100 * SAFE_DIVIDE(assisted_makes_10, fg_makes_10) AS assisted_rate_last_10,
  100 * SAFE_DIVIDE(unassisted_makes_10, fg_makes_10) AS unassisted_rate_last_10,
  CASE
    WHEN paint_rate IS NULL THEN NULL
    WHEN paint_rate >= 40 - 1e-12 THEN 'paint'
    WHEN three_pt_rate >= 40 - 1e-12 THEN 'perimeter'
    WHEN mid_range_rate >= 35 - 1e-12 THEN 'mid_range'
    ELSE 'balanced'
  END AS primary_scoring_zone,
  CASE
    WHEN games_10 >= 10 THEN 'high'
    WHEN games_10 >= 7 THEN 'medium'
    ELSE 'low'
  END AS data_quality_tier,
  games_10 < 10 AS early_season_flag,
  IF(
    games_10 < 10,
    CONCAT('Only ', CAST(games_10 AS STRING), ' games available, need 10'),
    NULL
  ) AS insufficient_data_reason,
  window_first_date,
  game_date AS window_last_date,
  games_10 AS window_games,
  expected_games AS expected_games_count,
  found_games AS actual_games_count,
  expected_games - found_games AS missing_games_count,
  100 * SAFE_DIVIDE(found_games, expected_games) AS completeness_percentage,
  COALESCE(100 * SAFE_DIVIDE(found_games, expected_games) >= 90 - 1e-12, TRUE)
    AS is_production_ready,
  IF(
    100 * SAFE_DIVIDE(found_games, expected_games) < 90 - 1e-12,
    ['own_data_incomplete'],
    ARRAY<STRING>[]
  ) AS data_quality_issues
FROM shares
JOIN completeness USING (player_lookup, analysis_date)
