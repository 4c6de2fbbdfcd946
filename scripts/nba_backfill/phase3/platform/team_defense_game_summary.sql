-- team_defense_game_summary: one row per (final game, defending team). Window: the game itself.
-- The opponent's line turned round, and the defenders' own steals, rebounds and blocks. Zones are
-- known as the opponent's are; blocks by zone are NULL also where the play-by-play does not tell
-- them or a defender's box line has another number.

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
    SUM(steals) AS steals
  FROM phase3.listing
  WHERE is_active
  GROUP BY game_id, team_abbr
),

told AS (
  SELECT
    game_id,
    LOGICAL_AND(blocks_told) AS blocks_told
  FROM phase3.shot_lines
  GROUP BY game_id
),

own_blocks AS (
  SELECT
    game_id,
    team_abbr,
    NOT LOGICAL_OR(blocks <> 0 AND player_lookup IS NOT NULL)
    OR (LOGICAL_OR(player_lookup IS NULL) AND SUM(blocks) = 0) AS agree
  FROM phase3.shot_lines
  GROUP BY game_id, team_abbr
),

defended AS (
  SELECT
    own.game_id,
    own.team_abbr,
    opponent.shot_zones_available AS zones_known,
    opponent.shot_zones_available AND COALESCE(told.blocks_told, FALSE)
    AND COALESCE(own_blocks.agree, TRUE) AS blocks_known,
    COALESCE(zones.three_attempts, 0) AS three_attempts,
    COALESCE(zones.three_makes, 0) AS three_makes,
    COALESCE(zones.blocks_paint, 0) AS blocks_paint,
    COALESCE(zones.blocks_mid_range, 0) AS blocks_mid_range,
    COALESCE(zones.blocks_three_pt, 0) AS blocks_three_pt
  FROM phase3.team_offense_game_summary AS own
  JOIN phase3.team_offense_game_summary AS opponent
    ON opponent.game_id = own.game_id AND opponent.team_abbr = own.opponent_team_abbr
  LEFT JOIN zones ON zones.game_id = own.game_id AND zones.team_abbr = own.opponent_team_abbr
  LEFT JOIN told ON told.game_id = own.game_id
  LEFT JOIN own_blocks
    ON own_blocks.game_id = own.game_id AND own_blocks.team_abbr = own.team_abbr
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
  IF(defended.zones_known, defended.three_attempts, NULL) AS opp_three_attempts_pbp,
  IF(defended.zones_known, defended.three_makes, NULL) AS opp_three_makes_pbp,
  opponent.points_in_paint_scored AS points_in_paint_allowed,
  2 * opponent.team_mid_range_makes AS mid_range_points_allowed,
  3 * opponent.three_pt_makes AS three_pt_points_allowed,
  IF(defended.blocks_known, defended.blocks_paint, NULL) AS blocks_paint,
  IF(defended.blocks_known, defended.blocks_mid_range, NULL) AS blocks_mid_range,
  IF(defended.blocks_known, defended.blocks_three_pt, NULL) AS blocks_three_pt,
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
JOIN defended ON defended.game_id = own.game_id AND defended.team_abbr = own.team_abbr
LEFT JOIN own_actions
  ON own_actions.game_id = own.game_id AND own_actions.team_abbr = own.team_abbr
