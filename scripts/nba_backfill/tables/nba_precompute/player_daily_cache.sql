-- A player's form, load and team context before the game of cache_date.
--
-- Windows: the newest 5 and 10, and all, counted games (regular season, play-in, playoffs) of the
-- season that the player played in; the newest 10 counted games of the team he is listed for.
-- All strictly before cache_date.

WITH listed_players AS (
  SELECT *
  FROM nba_analytics.upcoming_player_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
),

played_games AS (
  SELECT
    player_lookup,
    season_year,
    game_date,
    team_abbr,
    points,
    minutes_played,
    usage_rate,
    ts_pct
  FROM nba_analytics.player_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND game_date < @end_date
    AND is_active
    AND game_type IN ('regular', 'play_in', 'playoffs')
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
    MIN(game_date) OVER last_10 AS window_first_date,
    COUNT(*) OVER last_10 AS games_10,
    COUNT(*) OVER season AS games_season,
    AVG(points) OVER last_5 AS points_5,
    AVG(points) OVER last_10 AS points_10,
    AVG(points) OVER season AS points_season,
    STDDEV_SAMP(points) OVER last_10 AS points_std_10,
    AVG(minutes_played) OVER last_10 AS minutes_10,
    AVG(usage_rate) OVER last_10 AS usage_10,
    AVG(usage_rate) OVER season AS usage_season,
    AVG(ts_pct) OVER last_10 AS ts_pct_10
  FROM played_games
  WINDOW
    last_5 AS (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN 4 PRECEDING AND CURRENT ROW
    ),
    last_10 AS (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN 9 PRECEDING AND CURRENT ROW
    ),
    season AS (
      PARTITION BY player_lookup, season_year
      ORDER BY game_date
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
),

team_games AS (
  SELECT
    season_year,
    game_date,
    team_abbr,
    fg_attempts,
    pace,
    offensive_rating
  FROM nba_analytics.team_offense_game_summary
  WHERE game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
    AND game_date < @end_date
    AND game_type IN ('regular', 'play_in', 'playoffs')
),

-- The team's window as it stands after each game; it holds until the team's next one.
after_team_game AS (
  SELECT
    team_abbr,
    season_year,
    game_date,
    LEAD(game_date, 1, DATE '9999-12-31')
      OVER (PARTITION BY team_abbr, season_year ORDER BY game_date)
      AS holds_until,
    AVG(pace) OVER last_10 AS pace_10,
    AVG(offensive_rating) OVER last_10 AS off_rating_10
  FROM team_games
  WINDOW last_10 AS (
    PARTITION BY team_abbr, season_year
    ORDER BY game_date
    ROWS BETWEEN 9 PRECEDING AND CURRENT ROW
  )
),

shot_zones AS (
  SELECT *
  FROM nba_precompute.player_shot_zone_analysis
  WHERE analysis_date BETWEEN @start_date AND @end_date
),

player_rows AS (
  SELECT
    listed_players.*,
    after_player_game.window_first_date,
    after_player_game.game_date AS window_last_date,
    COALESCE(after_player_game.games_10, 0) AS games_10,
    COALESCE(after_player_game.games_season, 0) AS games_season,
    after_player_game.points_5,
    after_player_game.points_10,
    after_player_game.points_season,
    after_player_game.points_std_10,
    after_player_game.minutes_10,
    after_player_game.usage_10,
    after_player_game.usage_season,
    after_player_game.ts_pct_10,
    after_team_game.pace_10,
    after_team_game.off_rating_10,
    shot_zones.primary_scoring_zone,
    shot_zones.paint_rate_last_10,
    shot_zones.three_pt_rate_last_10,
    shot_zones.assisted_rate_last_10,
    COALESCE(shot_zones.is_production_ready, FALSE) AS shot_zones_ready
  FROM listed_players
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
  LEFT JOIN shot_zones
    ON shot_zones.player_lookup = listed_players.player_lookup
    AND shot_zones.analysis_date = listed_players.game_date
)

SELECT
  player_lookup,
  universal_player_id,
  game_date AS cache_date,
  points_5 AS points_avg_last_5,
  points_10 AS points_avg_last_10,
  points_season AS points_avg_season,
  points_std_10 AS points_std_last_10,
  minutes_10 AS minutes_avg_last_10,
  usage_10 AS usage_rate_last_10,
  ts_pct_10 AS ts_pct_last_10,
  games_season AS games_played_season,
  usage_season AS player_usage_rate_season,
  pace_10 AS team_pace_last_10,
  off_rating_10 AS team_off_rating_last_10,
  games_in_last_7_days,
  games_in_last_14_days,
  minutes_in_last_7_days,
  minutes_in_last_14_days,
  back_to_backs_last_14_days,
  avg_minutes_per_game_last_7,
  primary_scoring_zone,
  paint_rate_last_10,
  three_pt_rate_last_10,
  assisted_rate_last_10,
  player_age,
  'v1' AS cache_version,
  listing_incomplete,
  games_season < 10 AS early_season_flag,
  IF(
    games_season < 10,
    CONCAT('Only ', CAST(games_season AS STRING), ' games available, need 10'),
    NULL
  ) AS insufficient_data_reason,
  window_first_date,
  window_last_date,
  games_10 AS window_games,
  team_abbr AS _team,
  IF(shot_zones_ready, ARRAY<STRING>[], ['upstream_player_shot_zone_incomplete'])
    AS _upstream_issues
FROM player_rows
