-- team_defense_game_summary: one row per (final game, defending team). Window: the game itself.
-- The opponent's line turned round, and the defenders' own steals, rebounds and blocks.

WITH zones AS (
  SELECT
    game_id,
    team_abbr,
    COUNTIF(shot_zone = 'three') AS three_attempts,
    COUNTIF(shot_zone = 'three' AND made) AS three_makes,
    COUNTIF(shot_zone = 'paint' AND is_blocked) AS blocks_paint,
    COUNTIF(shot_zone = 'mid_range' AND is_blocked) AS blocks_mid_range,
    COUNTIF(shot_zone = 'three' AND is_blocked) AS blocks_three_pt
  FROM phase3.shots
  GROUP BY game_id, team_abbr
),

own_actions AS (
  SELECT
    game_id,
    team_abbr,
    SUM(steals) AS steals,
    SUM(blocks) AS blocks
  FROM phase3.listing
  WHERE is_active
  GROUP BY game_id, team_abbr
),

-- Blocks in the box and none among the shots: the play-by-play does not tell blocks of that game.
told AS (
  SELECT
    zones.game_id,
    SUM(zones.blocks_paint + zones.blocks_mid_range + zones.blocks_three_pt) > 0
    OR COALESCE(SUM(own_actions.blocks), 0) = 0 AS blocks_told
  FROM zones
  LEFT JOIN own_actions
    ON own_actions.game_id = zones.game_id AND own_actions.team_abbr = zones.team_abbr
  GROUP BY zones.game_id
)

SELECT
  own.game_id,
  own.game_date,
  own.season_year,
  own.game_type,
  own.team_abbr AS defending_team_abbr,
  own.opponent_team_abbr,
  own.home_game,
  opponent.points_scored AS points_allowed,
  opponent.fg_attempts AS opp_fg_attempts,
  opponent.fg_makes AS opp_fg_makes,
  opponent.three_pt_attempts AS opp_three_pt_attempts,
  opponent.three_pt_makes AS opp_three_pt_makes,
  opponent.ft_attempts AS opp_ft_attempts,
  opponent.ft_makes AS opp_ft_makes,
  opponent.rebounds AS opp_rebounds,
  opponent.assists AS opp_assists,
  opponent.turnovers AS turnovers_forced,
  opponent.team_paint_attempts AS opp_paint_attempts,
  opponent.team_paint_makes AS opp_paint_makes,
  opponent.team_mid_range_attempts AS opp_mid_range_attempts,
  opponent.team_mid_range_makes AS opp_mid_range_makes,
  IF(opponent.shot_zones_available, zones.three_attempts, NULL) AS opp_three_attempts_pbp,
  IF(opponent.shot_zones_available, zones.three_makes, NULL) AS opp_three_makes_pbp,
  opponent.points_in_paint_scored AS points_in_paint_allowed,
  2 * opponent.team_mid_range_makes AS mid_range_points_allowed,
  3 * opponent.three_pt_makes AS three_pt_points_allowed,
  IF(opponent.shot_zones_available AND told.blocks_told, zones.blocks_paint, NULL)
    AS blocks_paint,
  IF(opponent.shot_zones_available AND told.blocks_told, zones.blocks_mid_range, NULL)
    AS blocks_mid_range,
  IF(opponent.shot_zones_available AND told.blocks_told, zones.blocks_three_pt, NULL)
    AS blocks_three_pt,
  opponent.shot_zones_available AS has_complete_shot_zones,
  own_actions.steals,
  own.rebounds - own.offensive_rebounds AS defensive_rebounds,
  opponent.offensive_rating AS defensive_rating,
  own.pace AS opponent_pace,
  opponent.ts_pct AS opponent_ts_pct,
  own.win_flag,
  own.margin_of_victory,
  own.overtime_periods
FROM phase3.team_offense_game_summary AS own
JOIN phase3.team_offense_game_summary AS opponent
  ON opponent.game_id = own.game_id AND opponent.team_abbr = own.opponent_team_abbr
LEFT JOIN zones ON zones.game_id = own.game_id AND zones.team_abbr = own.opponent_team_abbr
LEFT JOIN own_actions
  ON own_actions.game_id = own.game_id AND own_actions.team_abbr = own.team_abbr
LEFT JOIN told ON told.game_id = own.game_id
