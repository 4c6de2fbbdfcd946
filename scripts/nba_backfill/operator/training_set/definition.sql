-- The features of every listed player beside what he then did: the one place where the outcome of
-- a game stands beside a row that was made before it.
--
-- No window: features, lines and outcomes of exactly game_date. An outcome is NULL when the game
-- has no box score; who did not play has no points, not 0 of them. Rows of a game that is not final
-- yet (is_upcoming) have no outcome at all.

WITH features AS (
  SELECT *
  FROM nba_predictions.ml_feature_store_v2
  WHERE game_date BETWEEN @start_date AND @end_date
),

outcomes AS (
  SELECT
    game_date,
    player_lookup,
    game_id,
    is_active,
    points,
    minutes_played
  FROM nba_analytics.player_game_summary
  WHERE game_date BETWEEN @start_date AND @end_date
),

listings AS (
  SELECT
    game_date,
    player_lookup,
    season_year,
    game_type,
    current_points_line,
    current_points_line_source
  FROM nba_analytics.upcoming_player_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
),

games AS (
  SELECT
    game_date,
    game_id,
    is_final
  FROM nba_reference.nba_schedule
  WHERE game_date BETWEEN @start_date AND @end_date
),

-- A player listed for two games of a date is asked about in the one his features are for.
outcome_of_the_game AS (
  SELECT
    features.game_date,
    features.player_lookup,
    outcomes.is_active AND outcomes.game_id = features.game_id AS did_play,
    outcomes.points,
    outcomes.minutes_played
  FROM features
  INNER JOIN outcomes
    ON outcomes.game_date = features.game_date
    AND outcomes.player_lookup = features.player_lookup
)

SELECT
  features.* REPLACE ( -- noqa: AM04
    ARRAY_TO_STRING(features.missing_features, ',') AS missing_features
  ),
  listings.season_year,
  listings.game_type,
  NOT games.is_final AS is_upcoming,
  outcome_of_the_game.did_play,
  IF(outcome_of_the_game.did_play, outcome_of_the_game.points, NULL) AS target_points,
  IF(outcome_of_the_game.did_play, outcome_of_the_game.minutes_played, NULL) AS target_minutes,
  listings.current_points_line AS points_line,
  listings.current_points_line_source AS points_line_source
FROM features
LEFT JOIN outcome_of_the_game
  ON outcome_of_the_game.game_date = features.game_date
  AND outcome_of_the_game.player_lookup = features.player_lookup
INNER JOIN listings
  ON listings.game_date = features.game_date
  AND listings.player_lookup = features.player_lookup
INNER JOIN games
  ON games.game_date = features.game_date
  AND games.game_id = features.game_id
