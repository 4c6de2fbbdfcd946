-- team_offense_game_summary: one row per (final game, team). Window: the game itself.
-- Lines are sums of the team's players who played; a team without any has the platform's own line
-- (its offensive rebounds come back from the rating), else NULL lines.
-- Zones are NULL in a game without shots, and where the shots of one of its players are not those
-- of his box line; when only names are lacking, what counts is that the team's shots add up.

WITH sides AS (
  SELECT
    game_id,
    game_date,
    season_year,
    game_type,
    home_team AS team_abbr,
    away_team AS opponent_team_abbr,
    TRUE AS home_game,
    home_score - away_score AS margin_of_victory
  FROM phase3.nba_schedule
  WHERE is_final
  UNION ALL
  SELECT
    game_id,
    game_date,
    season_year,
    game_type,
    away_team,
    home_team,
    FALSE AS home_game,
    away_score - home_score AS margin_of_victory
  FROM phase3.nba_schedule
  WHERE is_final
),

played AS (
  SELECT
    game_id,
    team_abbr,
    SUM(points) AS points_scored,
    SUM(fg_attempts) AS fg_attempts,
    SUM(fg_makes) AS fg_makes,
    SUM(three_pt_attempts) AS three_pt_attempts,
    SUM(three_pt_makes) AS three_pt_makes,
    SUM(ft_attempts) AS ft_attempts,
    SUM(ft_makes) AS ft_makes,
    SUM(offensive_rebounds) AS offensive_rebounds,
    SUM(offensive_rebounds + defensive_rebounds) AS rebounds,
    SUM(assists) AS assists,
    SUM(turnovers) AS turnovers,
    SUM(personal_fouls) AS personal_fouls,
    SUM(minutes_played) AS minutes
  FROM phase3.listing
  WHERE is_active
  GROUP BY game_id, team_abbr
),

-- The platform rounds the possessions behind its rating to one digit and the rating to two:
-- undoing both gives the whole number of offensive rebounds back. Of several rows of a team-game
-- the fullest counts, then the newest.
stored AS (
  SELECT
    *,
    CAST(ROUND(
      fg_attempts + 0.44 * ft_attempts + turnovers
      - ROUND(SAFE_DIVIDE(100 * points_scored, CAST(offensive_rating AS FLOAT64)), 1)
    ) AS INT64) AS offensive_rebounds,
    ROW_NUMBER() OVER (
      PARTITION BY game_date, team_abbr ORDER BY fg_attempts DESC, processed_at DESC
    ) AS place
  FROM nba_analytics.team_offense_game_summary
  WHERE game_date BETWEEN @start_date AND @end_date
),

offers AS (
  SELECT
    game_id,
    team_abbr,
    points_scored,
    fg_attempts,
    fg_makes,
    three_pt_attempts,
    three_pt_makes,
    ft_attempts,
    ft_makes,
    offensive_rebounds,
    rebounds,
    assists,
    turnovers,
    personal_fouls,
    -- the platform's second source knows no attempts
    IF(fg_attempts IS NULL, 3, 1) AS preference
  FROM played
  UNION ALL
  SELECT
    sides.game_id,
    sides.team_abbr,
    stored.points_scored,
    stored.fg_attempts,
    stored.fg_makes,
    stored.three_pt_attempts,
    stored.three_pt_makes,
    stored.ft_attempts,
    stored.ft_makes,
    stored.offensive_rebounds,
    stored.rebounds,
    stored.assists,
    stored.turnovers,
    stored.personal_fouls,
    2 AS preference
  FROM sides
  JOIN stored
    ON stored.game_date = sides.game_date AND stored.team_abbr = sides.team_abbr
    AND stored.place = 1
),

best AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY game_id, team_abbr ORDER BY preference) AS place
  FROM offers
),

lines AS (
  SELECT
    sides.*,
    played.minutes,
    best.* EXCEPT (game_id, team_abbr, preference, place)
  FROM sides
  LEFT JOIN played ON played.game_id = sides.game_id AND played.team_abbr = sides.team_abbr
  LEFT JOIN best
    ON best.game_id = sides.game_id AND best.team_abbr = sides.team_abbr AND best.place = 1
),

-- one value for both teams: the mean of the two estimates; overtimes from 25 minutes a team
of_game AS (
  SELECT
    game_id,
    IF(
      COUNT(offensive_rebounds) = 2 AND COUNT(fg_attempts) = 2,
      (SUM(fg_attempts) + 0.44 * SUM(ft_attempts) - SUM(offensive_rebounds) + SUM(turnovers)) / 2,
      NULL
    ) AS possessions,
    GREATEST(
      0,
      CAST(ROUND(SAFE_DIVIDE(SUM(minutes) - 240 * COUNT(minutes), 25 * COUNT(minutes))) AS INT64)
    ) AS overtime_periods
  FROM lines
  GROUP BY game_id
),

zones AS (
  SELECT
    game_id,
    team_abbr,
    COUNTIF(shot_zone = 'paint') AS paint_attempts,
    COUNTIF(shot_zone = 'paint' AND made) AS paint_makes,
    COUNTIF(shot_zone = 'mid_range') AS mid_range_attempts,
    COUNTIF(shot_zone = 'mid_range' AND made) AS mid_range_makes
  FROM phase3.shots
  GROUP BY game_id, team_abbr
),

games_with_shots AS (
  SELECT DISTINCT game_id FROM phase3.shots
),

agreement AS (
  SELECT
    game_id,
    team_abbr,
    NOT LOGICAL_OR(differs AND player_lookup IS NOT NULL)
    OR (
      LOGICAL_OR(player_lookup IS NULL)
      AND SUM(attempts) = 0 AND SUM(makes) = 0 AND SUM(threes) = 0 AND SUM(threes_made) = 0
    ) AS agrees
  FROM phase3.shot_lines
  GROUP BY game_id, team_abbr
),

with_zones AS (
  SELECT
    lines.*,
    COALESCE(zones.paint_attempts, 0) AS paint_attempts,
    COALESCE(zones.paint_makes, 0) AS paint_makes,
    COALESCE(zones.mid_range_attempts, 0) AS mid_range_attempts,
    COALESCE(zones.mid_range_makes, 0) AS mid_range_makes,
    games_with_shots.game_id IS NOT NULL AND COALESCE(agreement.agrees, TRUE) AS zones_known
  FROM lines
  LEFT JOIN zones ON zones.game_id = lines.game_id AND zones.team_abbr = lines.team_abbr
  LEFT JOIN agreement
    ON agreement.game_id = lines.game_id AND agreement.team_abbr = lines.team_abbr
  LEFT JOIN games_with_shots ON games_with_shots.game_id = lines.game_id
)

SELECT
  w.game_id,
  w.game_date,
  w.season_year,
  w.game_type,
  w.team_abbr,
  w.opponent_team_abbr,
  w.home_game,
  w.points_scored,
  w.fg_attempts,
  w.fg_makes,
  w.three_pt_attempts,
  w.three_pt_makes,
  w.ft_attempts,
  w.ft_makes,
  w.offensive_rebounds,
  w.rebounds,
  w.assists,
  w.turnovers,
  w.personal_fouls,
  IF(w.zones_known, w.paint_attempts, NULL) AS team_paint_attempts,
  IF(w.zones_known, w.paint_makes, NULL) AS team_paint_makes,
  IF(w.zones_known, w.mid_range_attempts, NULL) AS team_mid_range_attempts,
  IF(w.zones_known, w.mid_range_makes, NULL) AS team_mid_range_makes,
  IF(w.zones_known, 2 * w.paint_makes, NULL) AS points_in_paint_scored,
  w.zones_known AS shot_zones_available,
  of_game.possessions,
  of_game.possessions * 48 / (48 + 5 * of_game.overtime_periods) AS pace,
  SAFE_DIVIDE(100.0 * w.points_scored, of_game.possessions) AS offensive_rating,
  SAFE_DIVIDE(w.points_scored, 2 * (w.fg_attempts + 0.44 * w.ft_attempts)) AS ts_pct,
  w.margin_of_victory > 0 AS win_flag,
  w.margin_of_victory,
  of_game.overtime_periods
FROM with_zones AS w
JOIN of_game ON of_game.game_id = w.game_id
