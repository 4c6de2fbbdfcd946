-- The 25 features of the points models for every player listed for a game of game_date.
--
-- Upstream rows are those of exactly game_date, the defence row is the opponent's. Windows: the
-- player's newest 5 and 10, and all, counted games of the season that he played in, and all
-- counted games of his team, strictly before game_date. A feature without a value is NULL and
-- its source says missing.

WITH listed_players AS (
  SELECT *
  FROM nba_analytics.upcoming_player_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
),

daily_cache AS (
  SELECT *
  FROM nba_precompute.player_daily_cache
  WHERE cache_date BETWEEN @start_date AND @end_date
),

composite_factors AS (
  SELECT *
  FROM nba_precompute.player_composite_factors
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

-- The player's windows as they stand after each game; they hold until his next one.
after_player_game AS (
  SELECT
    player_lookup,
    season_year,
    game_date,
    LEAD(game_date) OVER (PARTITION BY player_lookup, season_year ORDER BY game_date)
      AS next_game_date,
    COUNT(*) OVER last_10 AS games_10,
    SUM(points) OVER (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN 1 PRECEDING AND CURRENT ROW
    ) AS points_newest_2,
    SUM(points) OVER (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN 4 PRECEDING AND 2 PRECEDING
    ) AS points_older_3,
    SUM(points) OVER last_10 AS points_10,
    SUM(ft_makes) OVER last_10 AS free_throws_10,
    AVG(minutes_played) OVER (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS minutes_season
  FROM nba_analytics.player_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND game_date < @end_date
    AND is_active
    AND game_type IN ('regular', 'play_in', 'playoffs')
  WINDOW last_10 AS (
    PARTITION BY player_lookup, season_year
    ORDER BY game_date
    ROWS BETWEEN 9 PRECEDING AND CURRENT ROW
  )
),

-- The team's record as it stands after each game; it holds until the team's next one.
after_team_game AS (
  SELECT
    team_abbr,
    season_year,
    game_date,
    LEAD(game_date) OVER (PARTITION BY team_abbr, season_year ORDER BY game_date) AS next_game_date,
    COUNT(win_flag) OVER season AS games_season,
    COUNTIF(win_flag) OVER season AS wins_season
  FROM nba_analytics.team_offense_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND game_date < @end_date
    AND game_type IN ('regular', 'play_in', 'playoffs')
  WINDOW season AS (
    PARTITION BY team_abbr, season_year
    ORDER BY game_date
    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
  )
),

player_rows AS (
  SELECT
    listed_players.player_lookup,
    listed_players.universal_player_id,
    listed_players.game_date,
    listed_players.game_id,
    listed_players.team_abbr,
    listed_players.opponent_team_abbr,
    listed_players.home_game,
    listed_players.days_rest,
    listed_players.opponent_days_rest,
    listed_players.player_status,
    listed_players.listing_incomplete,
    listed_players.season_phase,
    listed_players.back_to_back,
    daily_cache.points_avg_last_5,
    daily_cache.points_avg_last_10,
    daily_cache.points_avg_season,
    daily_cache.points_std_last_10,
    CAST(daily_cache.games_in_last_7_days AS FLOAT64) AS games_in_last_7_days,
    daily_cache.minutes_avg_last_10,
    daily_cache.team_pace_last_10,
    daily_cache.team_off_rating_last_10,
    daily_cache.window_first_date,
    daily_cache.window_last_date,
    COALESCE(daily_cache.window_games, 0) AS window_games,
    COALESCE(daily_cache.expected_games_count, 0) AS expected_games_count,
    COALESCE(daily_cache.actual_games_count, 0) AS actual_games_count,
    COALESCE(daily_cache.missing_games_count, 0) AS missing_games_count,
    daily_cache.completeness_percentage,
    CAST(composite_factors.fatigue_score AS FLOAT64) AS fatigue_score,
    composite_factors.shot_zone_mismatch_score,
    composite_factors.pace_score,
    composite_factors.usage_spike_score,
    shot_zones.paint_rate_last_10,
    shot_zones.mid_range_rate_last_10,
    shot_zones.three_pt_rate_last_10,
    team_defense.defensive_rating_last_15,
    team_defense.opponent_pace,
    after_player_game.games_10,
    after_player_game.points_newest_2,
    after_player_game.points_older_3,
    after_player_game.points_10,
    after_player_game.free_throws_10,
    after_player_game.minutes_season,
    after_team_game.games_season AS team_games_season,
    after_team_game.wins_season AS team_wins_season,
    COALESCE(composite_factors.early_season_flag, TRUE) AS composite_factors_early,
    COALESCE(daily_cache.early_season_flag, TRUE) AS daily_cache_early,
    COALESCE(shot_zones.early_season_flag, TRUE) AS shot_zones_early,
    COALESCE(team_defense.early_season_flag, TRUE) AS team_defense_early,
    COALESCE(composite_factors.is_production_ready, FALSE) AS composite_factors_ready,
    COALESCE(daily_cache.is_production_ready, FALSE) AS daily_cache_ready,
    COALESCE(shot_zones.is_production_ready, FALSE) AS shot_zones_ready,
    COALESCE(team_defense.is_production_ready, FALSE) AS team_defense_ready
  FROM listed_players
  LEFT JOIN daily_cache
    ON daily_cache.player_lookup = listed_players.player_lookup
    AND daily_cache.cache_date = listed_players.game_date
  LEFT JOIN composite_factors
    ON composite_factors.player_lookup = listed_players.player_lookup
    AND composite_factors.game_date = listed_players.game_date
  LEFT JOIN shot_zones
    ON shot_zones.player_lookup = listed_players.player_lookup
    AND shot_zones.analysis_date = listed_players.game_date
  LEFT JOIN team_defense
    ON team_defense.team_abbr = listed_players.opponent_team_abbr
    AND team_defense.analysis_date = listed_players.game_date
  LEFT JOIN after_player_game
    ON after_player_game.player_lookup = listed_players.player_lookup
    AND after_player_game.season_year = listed_players.season_year
    AND after_player_game.game_date < listed_players.game_date
    AND (
      after_player_game.next_game_date IS NULL
      OR after_player_game.next_game_date >= listed_players.game_date
    )
  LEFT JOIN after_team_game
    ON after_team_game.team_abbr = listed_players.team_abbr
    AND after_team_game.season_year = listed_players.season_year
    AND after_team_game.game_date < listed_players.game_date
    AND (
      after_team_game.next_game_date IS NULL
      OR after_team_game.next_game_date >= listed_players.game_date
    )
),

differences AS (
  SELECT
    *,
    IF(games_10 >= 5, points_newest_2 / 2 - points_older_3 / 3, NULL) AS points_trend,
    SAFE_DIVIDE(minutes_avg_last_10 - minutes_season, minutes_season) AS minutes_shift
  FROM player_rows
),

feature_values AS (
  SELECT
    * EXCEPT (opponent_pace, back_to_back),
    CAST(LEAST(GREATEST(days_rest - opponent_days_rest, -2), 2) AS FLOAT64) AS rest_advantage,
    CASE player_status WHEN 'available' THEN 0.0 WHEN 'out' THEN 3.0 END AS injury_risk,
    CASE
      WHEN points_trend >= 5 - 1e-12 THEN 2.0
      WHEN points_trend >= 2 - 1e-12 THEN 1.0
      WHEN points_trend <= -5 + 1e-12 THEN -2.0
      WHEN points_trend <= -2 + 1e-12 THEN -1.0
      WHEN points_trend IS NOT NULL THEN 0.0
    END AS recent_trend,
    CASE
      WHEN minutes_avg_last_10 = 0 OR minutes_season = 0 THEN 0.0
      WHEN minutes_shift >= 0.2 - 1e-12 THEN 2.0
      WHEN minutes_shift >= 0.1 - 1e-12 THEN 1.0
      WHEN minutes_shift <= -0.2 + 1e-12 THEN -2.0
      WHEN minutes_shift <= -0.1 + 1e-12 THEN -1.0
      WHEN minutes_shift IS NOT NULL THEN 0.0
    END AS minutes_change,
    defensive_rating_last_15 AS opponent_def_rating,
    opponent_pace,
    IF(home_game, 1.0, 0.0) AS home_away,
    CASE WHEN back_to_back THEN 1.0 WHEN NOT back_to_back THEN 0.0 END AS back_to_back,
    IF(season_phase = 'playoffs', 1.0, 0.0) AS playoff_game,
    paint_rate_last_10 / 100 AS pct_paint,
    mid_range_rate_last_10 / 100 AS pct_mid_range,
    three_pt_rate_last_10 / 100 AS pct_three,
    IF(games_10 >= 5, LEAST(SAFE_DIVIDE(free_throws_10, points_10), 0.5), NULL) AS pct_free_throw,
    team_pace_last_10 AS team_pace,
    team_off_rating_last_10 AS team_off_rating,
    IF(team_games_season >= 5, SAFE_DIVIDE(team_wins_season, team_games_season), NULL)
      AS team_win_pct
  FROM differences
),

named_features AS (
  SELECT
    *,
    [
      COALESCE(points_avg_last_5, CAST('NaN' AS FLOAT64)),
      COALESCE(points_avg_last_10, CAST('NaN' AS FLOAT64)),
      COALESCE(points_avg_season, CAST('NaN' AS FLOAT64)),
      COALESCE(points_std_last_10, CAST('NaN' AS FLOAT64)),
      COALESCE(games_in_last_7_days, CAST('NaN' AS FLOAT64)),
      COALESCE(fatigue_score, CAST('NaN' AS FLOAT64)),
      COALESCE(shot_zone_mismatch_score, CAST('NaN' AS FLOAT64)),
      COALESCE(pace_score, CAST('NaN' AS FLOAT64)),
      COALESCE(usage_spike_score, CAST('NaN' AS FLOAT64)),
      COALESCE(rest_advantage, CAST('NaN' AS FLOAT64)),
      COALESCE(injury_risk, CAST('NaN' AS FLOAT64)),
      COALESCE(recent_trend, CAST('NaN' AS FLOAT64)),
      COALESCE(minutes_change, CAST('NaN' AS FLOAT64)),
      COALESCE(opponent_def_rating, CAST('NaN' AS FLOAT64)),
      COALESCE(opponent_pace, CAST('NaN' AS FLOAT64)),
      COALESCE(home_away, CAST('NaN' AS FLOAT64)),
      COALESCE(back_to_back, CAST('NaN' AS FLOAT64)),
      COALESCE(playoff_game, CAST('NaN' AS FLOAT64)),
      COALESCE(pct_paint, CAST('NaN' AS FLOAT64)),
      COALESCE(pct_mid_range, CAST('NaN' AS FLOAT64)),
      COALESCE(pct_three, CAST('NaN' AS FLOAT64)),
      COALESCE(pct_free_throw, CAST('NaN' AS FLOAT64)),
      COALESCE(team_pace, CAST('NaN' AS FLOAT64)),
      COALESCE(team_off_rating, CAST('NaN' AS FLOAT64)),
      COALESCE(team_win_pct, CAST('NaN' AS FLOAT64))
    ] AS features,
    [
      'points_avg_last_5', 'points_avg_last_10', 'points_avg_season', 'points_std_last_10',
      'games_in_last_7_days', 'fatigue_score', 'shot_zone_mismatch_score', 'pace_score',
      'usage_spike_score', 'rest_advantage', 'injury_risk', 'recent_trend', 'minutes_change',
      'opponent_def_rating', 'opponent_pace', 'home_away', 'back_to_back', 'playoff_game',
      'pct_paint', 'pct_mid_range', 'pct_three', 'pct_free_throw', 'team_pace',
      'team_off_rating', 'team_win_pct'
    ] AS feature_names,
    ARRAY_CONCAT(
      IF(points_avg_last_5 IS NULL, ['points_avg_last_5'], ARRAY<STRING>[]),
      IF(points_avg_last_10 IS NULL, ['points_avg_last_10'], ARRAY<STRING>[]),
      IF(points_avg_season IS NULL, ['points_avg_season'], ARRAY<STRING>[]),
      IF(points_std_last_10 IS NULL, ['points_std_last_10'], ARRAY<STRING>[]),
      IF(games_in_last_7_days IS NULL, ['games_in_last_7_days'], ARRAY<STRING>[]),
      IF(fatigue_score IS NULL, ['fatigue_score'], ARRAY<STRING>[]),
      IF(shot_zone_mismatch_score IS NULL, ['shot_zone_mismatch_score'], ARRAY<STRING>[]),
      IF(pace_score IS NULL, ['pace_score'], ARRAY<STRING>[]),
      IF(usage_spike_score IS NULL, ['usage_spike_score'], ARRAY<STRING>[]),
      IF(rest_advantage IS NULL, ['rest_advantage'], ARRAY<STRING>[]),
      IF(injury_risk IS NULL, ['injury_risk'], ARRAY<STRING>[]),
      IF(recent_trend IS NULL, ['recent_trend'], ARRAY<STRING>[]),
      IF(minutes_change IS NULL, ['minutes_change'], ARRAY<STRING>[]),
      IF(opponent_def_rating IS NULL, ['opponent_def_rating'], ARRAY<STRING>[]),
      IF(opponent_pace IS NULL, ['opponent_pace'], ARRAY<STRING>[]),
      IF(home_away IS NULL, ['home_away'], ARRAY<STRING>[]),
      IF(back_to_back IS NULL, ['back_to_back'], ARRAY<STRING>[]),
      IF(playoff_game IS NULL, ['playoff_game'], ARRAY<STRING>[]),
      IF(pct_paint IS NULL, ['pct_paint'], ARRAY<STRING>[]),
      IF(pct_mid_range IS NULL, ['pct_mid_range'], ARRAY<STRING>[]),
      IF(pct_three IS NULL, ['pct_three'], ARRAY<STRING>[]),
      IF(pct_free_throw IS NULL, ['pct_free_throw'], ARRAY<STRING>[]),
      IF(team_pace IS NULL, ['team_pace'], ARRAY<STRING>[]),
      IF(team_off_rating IS NULL, ['team_off_rating'], ARRAY<STRING>[]),
      IF(team_win_pct IS NULL, ['team_win_pct'], ARRAY<STRING>[])
    ) AS missing_features,
    ARRAY_CONCAT(
      IF(composite_factors_early, ['player_composite_factors'], ARRAY<STRING>[]),
      IF(daily_cache_early, ['player_daily_cache'], ARRAY<STRING>[]),
      IF(shot_zones_early, ['player_shot_zone_analysis'], ARRAY<STRING>[]),
      IF(team_defense_early, ['team_defense_zone_analysis'], ARRAY<STRING>[])
    ) AS early_upstreams
  FROM feature_values
)

SELECT
  player_lookup,
  universal_player_id,
  game_date,
  game_id,
  team_abbr,
  opponent_team_abbr,
  home_game AS is_home,
  days_rest,
  player_status,
  points_avg_last_5,
  IF(points_avg_last_5 IS NULL, 'missing', 'phase4') AS points_avg_last_5_source,
  points_avg_last_10,
  IF(points_avg_last_10 IS NULL, 'missing', 'phase4') AS points_avg_last_10_source,
  points_avg_season,
  IF(points_avg_season IS NULL, 'missing', 'phase4') AS points_avg_season_source,
  points_std_last_10,
  IF(points_std_last_10 IS NULL, 'missing', 'phase4') AS points_std_last_10_source,
  games_in_last_7_days,
  IF(games_in_last_7_days IS NULL, 'missing', 'phase4') AS games_in_last_7_days_source,
  fatigue_score,
  IF(fatigue_score IS NULL, 'missing', 'phase4') AS fatigue_score_source,
  shot_zone_mismatch_score,
  IF(shot_zone_mismatch_score IS NULL, 'missing', 'phase4') AS shot_zone_mismatch_score_source,
  pace_score,
  IF(pace_score IS NULL, 'missing', 'phase4') AS pace_score_source,
  usage_spike_score,
  IF(usage_spike_score IS NULL, 'missing', 'phase4') AS usage_spike_score_source,
  rest_advantage,
  IF(rest_advantage IS NULL, 'missing', 'calculated') AS rest_advantage_source,
  injury_risk,
  IF(injury_risk IS NULL, 'missing', 'calculated') AS injury_risk_source,
  recent_trend,
  IF(recent_trend IS NULL, 'missing', 'calculated') AS recent_trend_source,
  minutes_change,
  IF(minutes_change IS NULL, 'missing', 'calculated') AS minutes_change_source,
  opponent_def_rating,
  IF(opponent_def_rating IS NULL, 'missing', 'phase4') AS opponent_def_rating_source,
  opponent_pace,
  IF(opponent_pace IS NULL, 'missing', 'phase4') AS opponent_pace_source,
  home_away,
  IF(home_away IS NULL, 'missing', 'phase3') AS home_away_source,
  back_to_back,
  IF(back_to_back IS NULL, 'missing', 'phase3') AS back_to_back_source,
  playoff_game,
  IF(playoff_game IS NULL, 'missing', 'phase3') AS playoff_game_source,
  pct_paint,
  IF(pct_paint IS NULL, 'missing', 'phase4') AS pct_paint_source,
  pct_mid_range,
  IF(pct_mid_range IS NULL, 'missing', 'phase4') AS pct_mid_range_source,
  pct_three,
  IF(pct_three IS NULL, 'missing', 'phase4') AS pct_three_source,
  pct_free_throw,
  IF(pct_free_throw IS NULL, 'missing', 'calculated') AS pct_free_throw_source,
  team_pace,
  IF(team_pace IS NULL, 'missing', 'phase4') AS team_pace_source,
  team_off_rating,
  IF(team_off_rating IS NULL, 'missing', 'phase4') AS team_off_rating_source,
  team_win_pct,
  IF(team_win_pct IS NULL, 'missing', 'calculated') AS team_win_pct_source,
  features,
  feature_names,
  ARRAY_LENGTH(features) AS feature_count,
  'v2_25_pit' AS feature_version,
  100 * (25 - ARRAY_LENGTH(missing_features)) / 25 AS feature_quality_score,
  IF(ARRAY_LENGTH(missing_features) = 0, 'complete', 'partial') AS data_source,
  missing_features,
  ARRAY_LENGTH(missing_features) = 0 AS is_feature_complete,
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
  expected_games_count,
  actual_games_count,
  missing_games_count,
  completeness_percentage,
  COALESCE(completeness_percentage >= 90 - 1e-12, TRUE)
    AND composite_factors_ready
    AND daily_cache_ready
    AND shot_zones_ready
    AND team_defense_ready AS is_production_ready,
  ARRAY_CONCAT(
    IF(completeness_percentage < 90 - 1e-12, ['own_data_incomplete'], ARRAY<STRING>[]),
    IF(composite_factors_ready, ARRAY<STRING>[], ['upstream_player_composite_factors_incomplete']),
    IF(daily_cache_ready, ARRAY<STRING>[], ['upstream_player_daily_cache_incomplete']),
    IF(shot_zones_ready, ARRAY<STRING>[], ['upstream_player_shot_zone_incomplete']),
    IF(team_defense_ready, ARRAY<STRING>[], ['upstream_team_defense_zone_incomplete']),
    IF(listing_incomplete, ['listing_incomplete'], ARRAY<STRING>[])
  ) AS data_quality_issues
FROM named_features
