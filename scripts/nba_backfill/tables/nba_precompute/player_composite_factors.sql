-- Four adjustments to a listed player's expected points for the game of game_date: fatigue, shot
-- zones against the opponent's defence, pace, usage.
--
-- Window: none of its own. Load, rest, pace and usage come from the context of game_date, zones
-- from the upstream rows of exactly game_date; all of them look strictly before it. A NULL input
-- makes its factor NULL (fatigue: no penalty and no bonus) and is named.

WITH listed_players AS (
  SELECT *
  FROM nba_analytics.upcoming_player_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
),

shot_zones AS (
  SELECT *
  FROM nba_precompute.player_shot_zone_analysis
  WHERE analysis_date BETWEEN @start_date AND @end_date
),

team_defense AS (
  SELECT *
  FROM nba_precompute.team_defense_zone_analysis
  WHERE analysis_date BETWEEN @start_date AND @end_date
),

-- The rate and the opponent's deviation of the player's primary zone; balanced counts as paint.
inputs AS (
  SELECT
    listed_players.*,
    shot_zones.window_first_date,
    shot_zones.window_last_date,
    COALESCE(shot_zones.window_games, 0) AS window_games,
    shot_zones.primary_scoring_zone,
    CASE
      WHEN shot_zones.primary_scoring_zone = 'perimeter' THEN shot_zones.three_pt_rate_last_10
      WHEN shot_zones.primary_scoring_zone = 'mid_range' THEN shot_zones.mid_range_rate_last_10
      WHEN shot_zones.primary_scoring_zone IS NOT NULL THEN shot_zones.paint_rate_last_10
    END AS zone_rate,
    CASE
      WHEN shot_zones.primary_scoring_zone = 'perimeter'
        THEN team_defense.three_pt_defense_vs_league_avg
      WHEN shot_zones.primary_scoring_zone = 'mid_range'
        THEN team_defense.mid_range_defense_vs_league_avg
      ELSE team_defense.paint_defense_vs_league_avg
    END AS zone_defense,
    team_defense.weakest_zone,
    COALESCE(shot_zones.early_season_flag, TRUE) AS shot_zones_early,
    COALESCE(team_defense.early_season_flag, TRUE) AS team_defense_early,
    COALESCE(shot_zones.is_production_ready, FALSE) AS shot_zones_ready,
    COALESCE(team_defense.is_production_ready, FALSE) AS team_defense_ready
  FROM listed_players
  LEFT JOIN shot_zones
    ON shot_zones.player_lookup = listed_players.player_lookup
    AND shot_zones.analysis_date = listed_players.game_date
  LEFT JOIN team_defense
    ON team_defense.team_abbr = listed_players.opponent_team_abbr
    AND team_defense.analysis_date = listed_players.game_date
),

fatigue_points AS (
  SELECT
    *,
    IF(back_to_back, -15, 0) AS back_to_back_points,
    IF(games_in_last_7_days >= 4, -10, 0) AS frequent_games_points,
    IF(minutes_in_last_7_days > 240 + 1e-12, -10, 0) AS heavy_minutes_points,
    IF(avg_minutes_per_game_last_7 > 35 + 1e-12, -8, 0) AS high_average_points,
    CASE
      WHEN back_to_backs_last_14_days >= 2 THEN -12
      WHEN back_to_backs_last_14_days = 1 THEN -5
      ELSE 0
    END AS back_to_backs_points,
    CASE WHEN player_age >= 35 THEN -10 WHEN player_age >= 30 THEN -5 ELSE 0 END AS age_points,
    CASE WHEN back_to_back THEN 0 WHEN days_rest >= 3 THEN 5 ELSE 0 END AS rest_points
  FROM inputs
),

fatigue_sums AS (
  SELECT
    *,
    100
    + back_to_back_points
    + frequent_games_points
    + heavy_minutes_points
    + high_average_points
    + back_to_backs_points
    + age_points
    + rest_points AS uncapped_fatigue
  FROM fatigue_points
),

weighted_inputs AS (
  SELECT
    *,
    IF(days_rest IS NULL, NULL, LEAST(GREATEST(uncapped_fatigue, 0), 100)) AS fatigue,
    zone_defense * LEAST(zone_rate / 50, 1) AS zone_weighted,
    projected_usage_rate - avg_usage_rate_last_7_games AS usage_difference
  FROM fatigue_sums
),

scores AS (
  SELECT
    *,
    (fatigue - 100) / 20 AS fatigue_points_adjustment,
    LEAST(
      GREATEST(IF(ABS(zone_weighted) > 5 + 1e-12, zone_weighted * 1.2, zone_weighted), -10), 10
    ) AS zone_score,
    LEAST(GREATEST(pace_differential / 2, -3), 3) AS pace_points,
    CASE
      WHEN usage_difference IS NULL THEN NULL
      WHEN ABS(avg_usage_rate_last_7_games) <= 1e-12 THEN 0.0
      WHEN usage_difference <= 1e-12 THEN GREATEST(usage_difference * 0.3, -3)
      WHEN star_teammates_out IS NULL THEN NULL
      WHEN star_teammates_out >= 2 THEN LEAST(usage_difference * 0.3 * 1.3, 3)
      WHEN star_teammates_out = 1 THEN LEAST(usage_difference * 0.3 * 1.15, 3)
      ELSE LEAST(usage_difference * 0.3, 3)
    END AS usage_score
  FROM weighted_inputs
),

totals AS (
  SELECT
    *,
    IF(
      fatigue_points_adjustment IS NULL
      AND zone_score IS NULL
      AND pace_points IS NULL
      AND usage_score IS NULL,
      NULL,
      COALESCE(fatigue_points_adjustment, 0)
      + COALESCE(zone_score, 0)
      + COALESCE(pace_points, 0)
      + COALESCE(usage_score, 0)
    ) AS total,
    ARRAY_CONCAT(
      IF(days_rest IS NULL, ['days_rest'], ARRAY<STRING>[]),
      IF(projected_usage_rate IS NULL, ['projected_usage_rate'], ARRAY<STRING>[]),
      IF(pace_differential IS NULL, ['pace_differential'], ARRAY<STRING>[]),
      IF(primary_scoring_zone IS NULL, ['player_shot_zone'], ARRAY<STRING>[]),
      IF(zone_defense IS NULL, ['team_defense_zone'], ARRAY<STRING>[])
    ) AS missing_main_inputs,
    ARRAY_CONCAT(
      IF(avg_minutes_per_game_last_7 IS NULL, ['avg_minutes_per_game_last_7'], ARRAY<STRING>[]),
      IF(player_age IS NULL, ['player_age'], ARRAY<STRING>[]),
      IF(avg_usage_rate_last_7_games IS NULL, ['avg_usage_rate_last_7_games'], ARRAY<STRING>[]),
      IF(star_teammates_out IS NULL, ['star_teammates_out'], ARRAY<STRING>[])
    ) AS missing_other_inputs
  FROM scores
),

described AS (
  SELECT
    *,
    ARRAY_CONCAT(
      IF(back_to_back_points < 0, ['"back_to_back: -15"'], ARRAY<STRING>[]),
      IF(frequent_games_points < 0, ['"frequent_games: -10"'], ARRAY<STRING>[]),
      IF(heavy_minutes_points < 0, ['"heavy_minutes: -10"'], ARRAY<STRING>[]),
      IF(high_average_points < 0, ['"high_minutes_average: -8"'], ARRAY<STRING>[]),
      IF(back_to_backs_points = -12, ['"back_to_backs_last_14_days: -12"'], ARRAY<STRING>[]),
      IF(back_to_backs_points = -5, ['"back_to_backs_last_14_days: -5"'], ARRAY<STRING>[]),
      IF(age_points = -10, ['"veteran_age: -10"'], ARRAY<STRING>[]),
      IF(age_points = -5, ['"age_30_to_34: -5"'], ARRAY<STRING>[])
    ) AS penalties,
    IF(rest_points > 0, ['"extra_rest: +5"'], ARRAY<STRING>[]) AS bonuses,
    ARRAY_CONCAT(
      IF(fatigue < 50, ['EXTREME_FATIGUE: fatigue score below 50'], ARRAY<STRING>[]),
      IF(
        ABS(zone_score) > 8 + 1e-12,
        ['EXTREME_MATCHUP: zone mismatch beyond 8 points'],
        ARRAY<STRING>[]
      ),
      IF(
        ABS(total) > 12 + 1e-12,
        ['EXTREME_ADJUSTMENT: total beyond 12 points'],
        ARRAY<STRING>[]
      )
    ) AS warnings,
    ARRAY_CONCAT(
      IF(shot_zones_early, ['player_shot_zone_analysis'], ARRAY<STRING>[]),
      IF(team_defense_early, ['team_defense_zone_analysis'], ARRAY<STRING>[])
    ) AS early_upstreams,
    CASE
      WHEN zone_score > 2 + 1e-12 THEN 'favorable'
      WHEN zone_score < -2 - 1e-12 THEN 'unfavorable'
      WHEN zone_score IS NOT NULL THEN 'neutral'
    END AS mismatch_type,
    CASE
      WHEN pace_differential > 2 + 1e-12 THEN 'fast'
      WHEN pace_differential < -2 - 1e-12 THEN 'slow'
      WHEN pace_differential IS NOT NULL THEN 'normal'
    END AS pace_environment,
    CASE
      WHEN usage_difference > 2 + 1e-12 THEN 'spike'
      WHEN usage_difference < -2 - 1e-12 THEN 'drop'
      WHEN usage_difference IS NOT NULL THEN 'stable'
    END AS usage_trend
  FROM totals
),

-- What each score is made of, as JSON: one pair of name and value a line.
contexts AS (
  SELECT
    *,
    CONCAT('{', ARRAY_TO_STRING([
      CONCAT('"days_rest": ', COALESCE(CAST(days_rest AS STRING), 'null')),
      CONCAT('"back_to_back": ', COALESCE(CAST(back_to_back AS STRING), 'null')),
      CONCAT('"games_last_7": ', COALESCE(CAST(games_in_last_7_days AS STRING), 'null')),
      CONCAT('"minutes_last_7": ', COALESCE(FORMAT('%.6f', minutes_in_last_7_days), 'null')),
      CONCAT(
        '"avg_minutes_pg_last_7": ', COALESCE(FORMAT('%.6f', avg_minutes_per_game_last_7), 'null')
      ),
      CONCAT(
        '"back_to_backs_last_14": ', COALESCE(CAST(back_to_backs_last_14_days AS STRING), 'null')
      ),
      CONCAT('"player_age": ', COALESCE(CAST(player_age AS STRING), 'null')),
      '"base_score": 100',
      CONCAT('"penalties_applied": [', ARRAY_TO_STRING(penalties, ', '), ']'),
      CONCAT('"bonuses_applied": [', ARRAY_TO_STRING(bonuses, ', '), ']'),
      CONCAT('"cap_adjustment": ', COALESCE(CAST(fatigue - uncapped_fatigue AS STRING), 'null')),
      CONCAT('"final_score": ', COALESCE(CAST(fatigue AS STRING), 'null'))
    ], ', '), '}') AS fatigue_context_json,
    IF(
      zone_score IS NULL,
      '{"missing_data": true}',
      CONCAT('{', ARRAY_TO_STRING([
        CONCAT('"player_primary_zone": "', primary_scoring_zone, '"'),
        CONCAT('"primary_zone_frequency": ', FORMAT('%.6f', zone_rate)),
        CONCAT('"opponent_weak_zone": ', COALESCE(CONCAT('"', weakest_zone, '"'), 'null')),
        CONCAT('"opponent_defense_vs_league": ', FORMAT('%.6f', zone_defense)),
        CONCAT('"mismatch_type": "', mismatch_type, '"'),
        CONCAT('"final_score": ', FORMAT('%.6f', zone_score))
      ], ', '), '}')
    ) AS shot_zone_context_json,
    CONCAT('{', ARRAY_TO_STRING([
      CONCAT('"pace_differential": ', COALESCE(FORMAT('%.6f', pace_differential), 'null')),
      CONCAT('"opponent_pace_last_10": ', COALESCE(FORMAT('%.6f', opponent_pace_last_10), 'null')),
      CONCAT('"league_avg_pace": ', COALESCE(FORMAT('%.6f', league_pace_last_10), 'null')),
      CONCAT('"pace_environment": ', COALESCE(CONCAT('"', pace_environment, '"'), 'null')),
      CONCAT('"final_score": ', COALESCE(FORMAT('%.6f', pace_points), 'null'))
    ], ', '), '}') AS pace_context_json,
    CONCAT('{', ARRAY_TO_STRING([
      CONCAT('"projected_usage_rate": ', COALESCE(FORMAT('%.6f', projected_usage_rate), 'null')),
      CONCAT('"avg_usage_last_7": ', COALESCE(FORMAT('%.6f', avg_usage_rate_last_7_games), 'null')),
      CONCAT('"usage_differential": ', COALESCE(FORMAT('%.6f', usage_difference), 'null')),
      CONCAT('"star_teammates_out": ', COALESCE(CAST(star_teammates_out AS STRING), 'null')),
      CONCAT('"usage_trend": ', COALESCE(CONCAT('"', usage_trend, '"'), 'null')),
      CONCAT('"final_score": ', COALESCE(FORMAT('%.6f', usage_score), 'null'))
    ], ', '), '}') AS usage_context_json
  FROM described
)

SELECT
  player_lookup,
  universal_player_id,
  game_date,
  game_id,
  game_date AS analysis_date,
  team_abbr,
  opponent_team_abbr,
  fatigue AS fatigue_score,
  fatigue_points_adjustment AS fatigue_adjustment,
  zone_score AS shot_zone_mismatch_score,
  pace_points AS pace_score,
  usage_score AS usage_spike_score,
  total AS total_composite_adjustment,
  fatigue_context_json,
  shot_zone_context_json,
  pace_context_json,
  usage_context_json,
  'v1_4factors' AS calculation_version,
  CAST(100 - 20 * ARRAY_LENGTH(missing_main_inputs) AS FLOAT64) AS data_completeness_pct,
  NULLIF(ARRAY_TO_STRING(ARRAY_CONCAT(missing_main_inputs, missing_other_inputs), ', '), '')
    AS missing_data_fields,
  ARRAY_LENGTH(warnings) > 0 AS has_warnings,
  NULLIF(ARRAY_TO_STRING(warnings, '; '), '') AS warning_details,
  listing_incomplete,
  ARRAY_LENGTH(early_upstreams) > 0 AS early_season_flag,
  IF(
    ARRAY_LENGTH(early_upstreams) > 0,
    CONCAT('Early or absent upstream: ', ARRAY_TO_STRING(early_upstreams, ', ')),
    NULL
  ) AS insufficient_data_reason,
  window_first_date,
  window_last_date,
  window_games,
  team_abbr AS _team,
  ARRAY_CONCAT(
    IF(shot_zones_ready, ARRAY<STRING>[], ['upstream_player_shot_zone_incomplete']),
    IF(team_defense_ready, ARRAY<STRING>[], ['upstream_team_defense_zone_incomplete'])
  ) AS _upstream_issues
FROM contexts
