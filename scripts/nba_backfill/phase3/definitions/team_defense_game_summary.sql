-- DuckDB dialect. team_defense_game_summary: one row per (final game, defending team).
-- Window: the game itself. The opponent's lines, and the defenders' own steals, rebounds and
-- blocks. What the files lack is NULL: zones as the opponent's are known, blocks by zone also
-- where nobody tells them or a defender's box line has another number.

WITH opponent_zones AS (
  SELECT game_id, team_abbr AS opponent_team_abbr,
    COUNT(*) FILTER (zone = 'three') AS three_attempts,
    COUNT(*) FILTER (zone = 'three' AND made) AS three_makes,
    COUNT(block_player_id) FILTER (zone = 'paint') AS blocks_paint,
    COUNT(block_player_id) FILTER (zone = 'mid_range') AS blocks_mid_range,
    COUNT(block_player_id) FILTER (zone = 'three') AS blocks_three_pt
  FROM zoned_shots
  GROUP BY game_id, team_abbr
),
own_steals AS (
  SELECT game_id, team_abbr, SUM(stl) AS steals
  FROM listings WHERE status = 'played'
  GROUP BY game_id, team_abbr
)
SELECT
  own.game_id, own.game_date, own.season_year, own.game_type,
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
  IF(zones, COALESCE(three_attempts, 0), NULL) AS opp_three_attempts_pbp,
  IF(zones, COALESCE(three_makes, 0), NULL) AS opp_three_makes_pbp,
  opponent.points_in_paint_scored AS points_in_paint_allowed,
  2 * opponent.team_mid_range_makes AS mid_range_points_allowed,
  3 * opponent.three_pt_makes AS three_pt_points_allowed,
  IF(blocks, COALESCE(blocks_paint, 0), NULL) AS blocks_paint,
  IF(blocks, COALESCE(blocks_mid_range, 0), NULL) AS blocks_mid_range,
  IF(blocks, COALESCE(blocks_three_pt, 0), NULL) AS blocks_three_pt,
  zones AS has_complete_shot_zones,
  steals,
  own.rebounds - own.offensive_rebounds AS defensive_rebounds,
  opponent.offensive_rating AS defensive_rating,
  own.pace AS opponent_pace,
  opponent.ts_pct AS opponent_ts_pct,
  own.win_flag,
  own.margin_of_victory,
  own.overtime_periods
FROM team_offense_game_summary AS own
JOIN team_offense_game_summary AS opponent
  ON opponent.game_id = own.game_id AND opponent.team_abbr = own.opponent_team_abbr
LEFT JOIN opponent_zones AS z
  ON z.game_id = own.game_id AND z.opponent_team_abbr = own.opponent_team_abbr
LEFT JOIN own_steals AS s ON s.game_id = own.game_id AND s.team_abbr = own.team_abbr
LEFT JOIN known_shots AS k ON k.game_id = own.game_id
LEFT JOIN (
  SELECT game_id, team_abbr, BOOL_OR(blocks_differ) AS differ
  FROM shot_differences
  GROUP BY game_id, team_abbr
) AS d ON d.game_id = own.game_id AND d.team_abbr = own.team_abbr,
LATERAL (SELECT opponent.shot_zones_available AS zones),
LATERAL (SELECT zones AND blocks_known AND NOT COALESCE(differ, FALSE) AS blocks)
ORDER BY own.game_date, own.game_id, own.team_abbr
