-- What a team's opponents shot by zone, against the league on the same date.
--
-- Window: the team's newest 15 counted games (regular season, play-in, playoffs) of the season,
-- all strictly before analysis_date. Zone sums, points in the paint and blocks use the games
-- among them whose shots (and blockers) are known. The league is all teams over the same windows.

WITH target_dates AS (
  SELECT DISTINCT
    game_date AS analysis_date,
    season_year
  FROM nba_reference.nba_schedule
  WHERE game_date BETWEEN @start_date AND @end_date
),

team_games AS (
  SELECT
    season_year,
    game_date,
    defending_team_abbr AS team_abbr,
    opp_fg_attempts IS NOT NULL AS has_lines,
    points_allowed,
    defensive_rating,
    opponent_pace,
    has_complete_shot_zones AS zones_known,
    IF(has_complete_shot_zones, opp_paint_makes, NULL) AS paint_makes,
    IF(has_complete_shot_zones, opp_paint_attempts, NULL) AS paint_attempts,
    IF(has_complete_shot_zones, points_in_paint_allowed, NULL) AS paint_points,
    IF(has_complete_shot_zones, blocks_paint, NULL) AS paint_blocks,
    IF(has_complete_shot_zones, opp_mid_range_makes, NULL) AS mid_range_makes,
    IF(has_complete_shot_zones, opp_mid_range_attempts, NULL) AS mid_range_attempts,
    IF(has_complete_shot_zones, blocks_mid_range, NULL) AS mid_range_blocks,
    IF(has_complete_shot_zones, opp_three_makes_pbp, NULL) AS three_pt_makes,
    IF(has_complete_shot_zones, opp_three_attempts_pbp, NULL) AS three_pt_attempts,
    IF(has_complete_shot_zones, blocks_three_pt, NULL) AS three_pt_blocks
  FROM nba_analytics.team_defense_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND game_date < @end_date
    AND game_type IN ('regular', 'play_in', 'playoffs')
),

-- The window as it stands after each game; it holds until the team's next one.
after_game AS (
  SELECT
    team_abbr,
    season_year,
    game_date,
    LEAD(game_date, 1, DATE '9999-12-31')
      OVER (PARTITION BY team_abbr, season_year ORDER BY game_date)
      AS holds_until,
    MIN(game_date) OVER last_15 AS window_first_date,
    COUNT(*) OVER last_15 AS games_in_sample,
    COUNTIF(zones_known) OVER last_15 AS zone_games_in_sample,
    COUNT(paint_blocks) OVER last_15 AS block_games,
    SUM(paint_makes) OVER last_15 AS paint_makes,
    SUM(paint_attempts) OVER last_15 AS paint_attempts,
    SUM(paint_points) OVER last_15 AS paint_points,
    SUM(paint_blocks) OVER last_15 AS paint_blocks,
    SUM(mid_range_makes) OVER last_15 AS mid_range_makes,
    SUM(mid_range_attempts) OVER last_15 AS mid_range_attempts,
    SUM(mid_range_blocks) OVER last_15 AS mid_range_blocks,
    SUM(three_pt_makes) OVER last_15 AS three_pt_makes,
    SUM(three_pt_attempts) OVER last_15 AS three_pt_attempts,
    SUM(three_pt_blocks) OVER last_15 AS three_pt_blocks,
    AVG(defensive_rating) OVER last_15 AS defensive_rating_last_15,
    AVG(points_allowed) OVER last_15 AS opponent_points_per_game,
    AVG(opponent_pace) OVER last_15 AS opponent_pace
  FROM team_games
  WINDOW last_15 AS (
    PARTITION BY team_abbr, season_year
    ORDER BY game_date
    ROWS BETWEEN 14 PRECEDING AND CURRENT ROW
  )
),

team_windows AS (
  SELECT
    target_dates.analysis_date,
    after_game.*,
    SAFE_DIVIDE(paint_makes, paint_attempts) AS paint_pct,
    SAFE_DIVIDE(mid_range_makes, mid_range_attempts) AS mid_range_pct,
    SAFE_DIVIDE(three_pt_makes, three_pt_attempts) AS three_pt_pct
  FROM target_dates
  JOIN after_game
    ON after_game.season_year = target_dates.season_year
    AND after_game.game_date < target_dates.analysis_date
    AND after_game.holds_until >= target_dates.analysis_date
),

-- The league's zone percentages: unweighted means over teams, NULL below 10 teams.
against_league AS (
  SELECT
    *,
    IF(COUNT(paint_pct) OVER league >= 10, (paint_pct - AVG(paint_pct) OVER league) * 100, NULL)
      AS paint_vs_league,
    IF(
      COUNT(mid_range_pct) OVER league >= 10,
      (mid_range_pct - AVG(mid_range_pct) OVER league) * 100,
      NULL
    ) AS mid_range_vs_league,
    IF(
      COUNT(three_pt_pct) OVER league >= 10,
      (three_pt_pct - AVG(three_pt_pct) OVER league) * 100,
      NULL
    ) AS three_pt_vs_league
  FROM team_windows
  WINDOW league AS (
    PARTITION BY analysis_date
    ORDER BY team_abbr
    ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
  )
),

known_deviations AS (
  SELECT
    *,
    IF(paint_vs_league IS NULL, 0, 1)
    + IF(mid_range_vs_league IS NULL, 0, 1)
    + IF(three_pt_vs_league IS NULL, 0, 1) AS known_zones
  FROM against_league
)

SELECT
  team_abbr,
  analysis_date,
  paint_pct AS paint_pct_allowed_last_15,
  SAFE_DIVIDE(paint_attempts, zone_games_in_sample) AS paint_attempts_allowed_per_game,
  SAFE_DIVIDE(paint_points, zone_games_in_sample) AS paint_points_allowed_per_game,
  SAFE_DIVIDE(paint_blocks, block_games) AS paint_blocks_per_game,
  paint_vs_league AS paint_defense_vs_league_avg,
  mid_range_pct AS mid_range_pct_allowed_last_15,
  SAFE_DIVIDE(mid_range_attempts, zone_games_in_sample) AS mid_range_attempts_allowed_per_game,
  SAFE_DIVIDE(mid_range_blocks, block_games) AS mid_range_blocks_per_game,
  mid_range_vs_league AS mid_range_defense_vs_league_avg,
  three_pt_pct AS three_pt_pct_allowed_last_15,
  SAFE_DIVIDE(three_pt_attempts, zone_games_in_sample) AS three_pt_attempts_allowed_per_game,
  SAFE_DIVIDE(three_pt_blocks, block_games) AS three_pt_blocks_per_game,
  three_pt_vs_league AS three_pt_defense_vs_league_avg,
  defensive_rating_last_15,
  opponent_points_per_game,
  opponent_pace,
  games_in_sample,
  zone_games_in_sample,
  CASE
    WHEN known_zones < 2 THEN NULL
    WHEN paint_vs_league <= COALESCE(mid_range_vs_league, paint_vs_league)
      AND paint_vs_league <= COALESCE(three_pt_vs_league, paint_vs_league) THEN 'paint'
    WHEN mid_range_vs_league <= COALESCE(three_pt_vs_league, mid_range_vs_league) THEN 'mid_range'
    ELSE 'perimeter'
  END AS strongest_zone,
  CASE
    WHEN known_zones < 2 THEN NULL
    WHEN paint_vs_league >= COALESCE(mid_range_vs_league, paint_vs_league)
      AND paint_vs_league >= COALESCE(three_pt_vs_league, paint_vs_league) THEN 'paint'
    WHEN mid_range_vs_league >= COALESCE(three_pt_vs_league, mid_range_vs_league) THEN 'mid_range'
    ELSE 'perimeter'
  END AS weakest_zone,
  CASE
    WHEN games_in_sample >= 15 THEN 'high'
    WHEN games_in_sample >= 10 THEN 'medium'
    ELSE 'low'
  END AS data_quality_tier,
  NULLIF(
    ARRAY_TO_STRING(
      ARRAY_CONCAT(
        IF(zone_games_in_sample = 0, ['No games with known zones'], ARRAY<STRING>[]),
        IF(paint_attempts = 0, ['No paint attempts'], ARRAY<STRING>[]),
        IF(mid_range_attempts = 0, ['No mid-range attempts'], ARRAY<STRING>[]),
        IF(three_pt_attempts = 0, ['No three-point attempts'], ARRAY<STRING>[])
      ),
      '; '
    ),
    ''
  ) AS calculation_notes,
  games_in_sample < 15 AS early_season_flag,
  IF(
    games_in_sample < 15,
    CONCAT('Only ', CAST(games_in_sample AS STRING), ' games available, need 15'),
    NULL
  ) AS insufficient_data_reason,
  window_first_date,
  game_date AS window_last_date,
  games_in_sample AS window_games,
  team_abbr AS _team,
  ARRAY<STRING>[] AS _upstream_issues
FROM known_deviations
