-- DuckDB dialect. player_game_summary: one row per (player, final game date) he is listed for:
-- played (active), dnp or inactive. Window: the game itself. Box columns are NULL for rows
-- not played; zones are NULL in a game the shots file lacks or has otherwise than his box line,
-- else 0 for who took no shot. Assisted makes and blocks by zone are NULL where nobody tells.

WITH zone_lines AS (
  SELECT game_id, player_id,
    COUNT(*) FILTER (zone = 'paint') AS paint_attempts,
    COUNT(*) FILTER (zone = 'paint' AND made) AS paint_makes,
    COUNT(*) FILTER (zone = 'mid_range') AS mid_range_attempts,
    COUNT(*) FILTER (zone = 'mid_range' AND made) AS mid_range_makes,
    COUNT(*) FILTER (zone = 'three') AS three_attempts,
    COUNT(*) FILTER (zone = 'three' AND made) AS three_makes,
    COUNT(*) FILTER (made AND assisted) AS assisted_makes,
    COUNT(*) FILTER (made AND NOT assisted) AS unassisted_makes
  FROM zoned_shots
  GROUP BY game_id, player_id
),
block_lines AS (
  SELECT game_id, block_player_id AS player_id,
    COUNT(*) FILTER (zone = 'paint') AS paint_blocks,
    COUNT(*) FILTER (zone = 'mid_range') AS mid_range_blocks,
    COUNT(*) FILTER (zone = 'three') AS three_blocks
  FROM zoned_shots
  WHERE block_player_id IS NOT NULL
  GROUP BY game_id, block_player_id
),
-- the team's share of his usage: plays that end in a shot, free throws or a turnover
team_plays AS (
  SELECT game_id, team_abbr, win_flag,
    fg_attempts + 0.44e0 * ft_attempts + turnovers AS plays,
    240 + 25 * overtime_periods AS team_minutes
  FROM team_offense_game_summary
)
SELECT
  player_lookup,
  player_id AS universal_player_id,
  player_name AS player_full_name,
  game_id, game_date, season_year, game_type, team_abbr, opponent_team_abbr, home_game,
  played AS is_active,
  IF(played, 'active', status) AS player_status,
  IF(played, pts, NULL) AS points,
  IF(played, minutes, NULL) AS minutes_played,
  IF(played, ast, NULL) AS assists,
  IF(played, oreb, NULL) AS offensive_rebounds,
  IF(played, dreb, NULL) AS defensive_rebounds,
  IF(played, stl, NULL) AS steals,
  IF(played, blk, NULL) AS blocks,
  IF(played, tov, NULL) AS turnovers,
  IF(played, fga, NULL) AS fg_attempts,
  IF(played, fgm, NULL) AS fg_makes,
  IF(played, fg3a, NULL) AS three_pt_attempts,
  IF(played, fg3m, NULL) AS three_pt_makes,
  IF(played, fta, NULL) AS ft_attempts,
  IF(played, ftm, NULL) AS ft_makes,
  IF(played, l.plus_minus, NULL) AS plus_minus,
  IF(played, pf, NULL) AS personal_fouls,
  IF(zones, COALESCE(paint_attempts, 0), NULL) AS paint_attempts,
  IF(zones, COALESCE(paint_makes, 0), NULL) AS paint_makes,
  IF(zones, COALESCE(mid_range_attempts, 0), NULL) AS mid_range_attempts,
  IF(zones, COALESCE(mid_range_makes, 0), NULL) AS mid_range_makes,
  IF(zones, COALESCE(three_attempts, 0), NULL) AS three_attempts_pbp,
  IF(zones, COALESCE(three_makes, 0), NULL) AS three_makes_pbp,
  zone_known AS has_complete_shot_zones,
  IF(zones AND blocks_known, COALESCE(paint_blocks, 0), NULL) AS paint_blocks,
  IF(zones AND blocks_known, COALESCE(mid_range_blocks, 0), NULL) AS mid_range_blocks,
  IF(zones AND blocks_known, COALESCE(three_blocks, 0), NULL) AS three_pt_blocks,
  IF(zones AND assists_known, COALESCE(assisted_makes, 0), NULL) AS assisted_fg_makes,
  IF(zones AND assists_known, COALESCE(unassisted_makes, 0), NULL) AS unassisted_fg_makes,
  IF(played, 100 * (fga + 0.44e0 * fta + tov) * (team_minutes / 5)
    / NULLIF(minutes * plays, 0), NULL) AS usage_rate,
  IF(played, pts / NULLIF(2 * (fga + 0.44e0 * fta), 0), NULL) AS ts_pct,
  IF(played, (fgm + 0.5e0 * fg3m) / NULLIF(fga, 0), NULL) AS efg_pct,
  win_flag
FROM listings AS l
JOIN team_plays USING (game_id, team_abbr)
LEFT JOIN zone_lines USING (game_id, player_id)
LEFT JOIN block_lines USING (game_id, player_id)
LEFT JOIN known_shots USING (game_id)
LEFT JOIN (SELECT DISTINCT game_id, player_id, TRUE AS differs FROM shot_differences)
  USING (game_id, player_id),
LATERAL (SELECT status = 'played' AS played),
LATERAL (SELECT assists_known IS NOT NULL AND differs IS NULL AS zone_known),
LATERAL (SELECT played AND zone_known AS zones)
ORDER BY game_date, player_lookup
