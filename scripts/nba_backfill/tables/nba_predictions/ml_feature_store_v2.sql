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
    LEAD(game_date, 1, DATE '9999-12-31')
      OVER (PARTITION BY player_lookup, season_year ORDER BY game_date)
      AS holds_until,
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
    LEAD(game_date, 1, DATE '9999-12-31')
      OVER (PARTITION BY team_abbr, season_year ORDER BY game_date)
      AS holds_until,
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
    AND after_player_game.holds_until >= listed_players.game_date
  LEFT JOIN after_team_game
    ON after_team_game.team_abbr = listed_players.team_abbr
    AND after_team_game.season_year = listed_players.season_year
    AND after_team_game.game_date < listed_players.game_date
    AND after_team_game.holds_until >= listed_players.game_date
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
    CASE WHEN home_game THEN 1.0 WHEN NOT home_game THEN 0.0 ELSE 0.5 END AS home_away,
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

with_early_upstreams AS (
  SELECT
    *,
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
  points_avg_last_10,
  points_avg_season,
  points_std_last_10,
  games_in_last_7_days,
  fatigue_score,
  shot_zone_mismatch_score,
  pace_score,
  usage_spike_score,
  rest_advantage,
  injury_risk,
  recent_trend,
  minutes_change,
  opponent_def_rating,
  opponent_pace,
  home_away,
  back_to_back,
  playoff_game,
  pct_paint,
  pct_mid_range,
  pct_three,
  pct_free_throw,
  team_pace,
  team_off_rating,
  team_win_pct,
  'v2_25_pit' AS feature_version,
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
    IF(composite_factors_ready, ARRAY<STRING>[], ['upstream_player_composite_factors_incomplete']),
    IF(daily_cache_ready, ARRAY<STRING>[], ['upstream_player_daily_cache_incomplete']),
    IF(shot_zones_ready, ARRAY<STRING>[], ['upstream_player_shot_zone_incomplete']),
    IF(team_defense_ready, ARRAY<STRING>[], ['upstream_team_defense_zone_incomplete'])
  ) AS _upstream_issues
FROM with_early_upstreams
