-- Where a player shoots from and how well.
--
-- Windows: the player's newest 10 and 20 counted games (regular season, play-in, playoffs) of the
-- season that he played in, all strictly before analysis_date. Shot columns use the games among
-- them whose shots are known.

WITH target_dates AS (
  SELECT DISTINCT
    game_date AS analysis_date,
    season_year
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
    IF(has_complete_shot_zones, assisted_fg_makes + unassisted_fg_makes, NULL) AS fg_makes,
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
    LEAD(game_date, 1, DATE '9999-12-31')
      OVER (PARTITION BY player_lookup, season_year ORDER BY game_date)
      AS holds_until,
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
    AND after_game.holds_until >= target_dates.analysis_date
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
    LEAD(game_date, 1, DATE '9999-12-31')
      OVER (PARTITION BY player_lookup, season_year ORDER BY game_date)
      AS holds_until
  FROM listings
)

SELECT
  shares.player_lookup,
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
  shares.game_date AS window_last_date,
  games_10 AS window_games,
  listed_teams.team_abbr AS _team,
  ARRAY<STRING>[] AS _upstream_issues
FROM shares
JOIN listed_teams
  ON listed_teams.player_lookup = shares.player_lookup
  AND listed_teams.season_year = shares.season_year
  AND listed_teams.game_date < shares.analysis_date
  AND listed_teams.holds_until >= shares.analysis_date
