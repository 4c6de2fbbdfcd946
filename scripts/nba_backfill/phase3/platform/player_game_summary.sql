-- player_game_summary: one row per (player, final game date) he is listed for. Window: the game
-- itself. Box columns are NULL for rows not played. His zones are known when his shots, assists and
-- blocks of the play-by-play are those of his box: a name it writes otherwise leaves them NULL.

WITH zones AS (
  SELECT
    game_id,
    player_lookup,
    COUNTIF(shot_zone = 'paint') AS paint_attempts,
    COUNTIF(shot_zone = 'paint' AND made) AS paint_makes,
    COUNTIF(shot_zone = 'mid_range') AS mid_range_attempts,
    COUNTIF(shot_zone = 'mid_range' AND made) AS mid_range_makes,
    COUNTIF(shot_zone = 'three') AS three_attempts,
    COUNTIF(shot_zone = 'three' AND made) AS three_makes,
    COUNTIF(assisted) AS assisted_makes,
    COUNTIF(made AND NOT assisted) AS unassisted_makes
  FROM phase3.shots
  WHERE player_lookup IS NOT NULL
  GROUP BY game_id, player_lookup
),

blocked AS (
  SELECT
    game_id,
    block_player_lookup AS player_lookup,
    COUNTIF(shot_zone = 'paint') AS paint_blocks,
    COUNTIF(shot_zone = 'mid_range') AS mid_range_blocks,
    COUNTIF(shot_zone = 'three') AS three_pt_blocks
  FROM phase3.shots
  WHERE block_player_lookup IS NOT NULL
  GROUP BY game_id, block_player_lookup
),

games AS (
  SELECT
    game_id,
    LOGICAL_AND(assists_told) AS assists_told,
    LOGICAL_AND(blocks_told) AS blocks_told
  FROM phase3.shot_lines
  GROUP BY game_id
),

matched AS (
  SELECT
    l.*,
    games.game_id IS NOT NULL AND NOT COALESCE(compared.differs, FALSE) AS zones_known,
    l.is_active AND games.game_id IS NOT NULL AND NOT COALESCE(compared.differs, FALSE)
      AS his_zones_known,
    COALESCE(games.assists_told, FALSE) AS assists_told,
    COALESCE(games.blocks_told, FALSE) AS blocks_told,
    team.fg_attempts + 0.44 * team.ft_attempts + team.turnovers AS team_plays,
    240 + 25 * team.overtime_periods AS team_minutes,
    zones.paint_attempts,
    zones.paint_makes,
    zones.mid_range_attempts,
    zones.mid_range_makes,
    zones.three_attempts,
    zones.three_makes,
    zones.assisted_makes,
    zones.unassisted_makes,
    blocked.paint_blocks,
    blocked.mid_range_blocks,
    blocked.three_pt_blocks
  FROM phase3.listing AS l
  JOIN phase3.team_offense_game_summary AS team
    ON team.game_id = l.game_id AND team.team_abbr = l.team_abbr
  LEFT JOIN zones ON zones.game_id = l.game_id AND zones.player_lookup = l.player_lookup
  LEFT JOIN blocked ON blocked.game_id = l.game_id AND blocked.player_lookup = l.player_lookup
  LEFT JOIN games ON games.game_id = l.game_id
  LEFT JOIN phase3.shot_lines AS compared
    ON compared.game_id = l.game_id AND compared.team_abbr = l.team_abbr
    AND compared.player_lookup = l.player_lookup
)

SELECT
  player_lookup,
  universal_player_id,
  player_full_name,
  game_id,
  game_date,
  season_year,
  game_type,
  team_abbr,
  opponent_team_abbr,
  home_game,
  is_active,
  player_status,
  IF(is_active, points, NULL) AS points,
  IF(is_active, minutes_played, NULL) AS minutes_played,
  IF(is_active, assists, NULL) AS assists,
  IF(is_active, offensive_rebounds, NULL) AS offensive_rebounds,
  IF(is_active, defensive_rebounds, NULL) AS defensive_rebounds,
  IF(is_active, steals, NULL) AS steals,
  IF(is_active, blocks, NULL) AS blocks,
  IF(is_active, turnovers, NULL) AS turnovers,
  IF(is_active, fg_attempts, NULL) AS fg_attempts,
  IF(is_active, fg_makes, NULL) AS fg_makes,
  IF(is_active, three_pt_attempts, NULL) AS three_pt_attempts,
  IF(is_active, three_pt_makes, NULL) AS three_pt_makes,
  IF(is_active, ft_attempts, NULL) AS ft_attempts,
  IF(is_active, ft_makes, NULL) AS ft_makes,
  IF(is_active, plus_minus, NULL) AS plus_minus,
  IF(is_active, personal_fouls, NULL) AS personal_fouls,
  IF(his_zones_known, COALESCE(paint_attempts, 0), NULL) AS paint_attempts,
  IF(his_zones_known, COALESCE(paint_makes, 0), NULL) AS paint_makes,
  IF(his_zones_known, COALESCE(mid_range_attempts, 0), NULL) AS mid_range_attempts,
  IF(his_zones_known, COALESCE(mid_range_makes, 0), NULL) AS mid_range_makes,
  IF(his_zones_known, COALESCE(three_attempts, 0), NULL) AS three_attempts_pbp,
  IF(his_zones_known, COALESCE(three_makes, 0), NULL) AS three_makes_pbp,
  zones_known AS has_complete_shot_zones,
  IF(his_zones_known AND blocks_told, COALESCE(paint_blocks, 0), NULL) AS paint_blocks,
  IF(his_zones_known AND blocks_told, COALESCE(mid_range_blocks, 0), NULL) AS mid_range_blocks,
  IF(his_zones_known AND blocks_told, COALESCE(three_pt_blocks, 0), NULL) AS three_pt_blocks,
  IF(his_zones_known AND assists_told, COALESCE(assisted_makes, 0), NULL) AS assisted_fg_makes,
  IF(his_zones_known AND assists_told, COALESCE(unassisted_makes, 0), NULL) AS unassisted_fg_makes,
  IF(is_active, SAFE_DIVIDE(
    100 * (fg_attempts + 0.44 * ft_attempts + turnovers) * (team_minutes / 5),
    minutes_played * team_plays
  ), NULL) AS usage_rate,
  IF(is_active, SAFE_DIVIDE(points, 2 * (fg_attempts + 0.44 * ft_attempts)), NULL) AS ts_pct,
  IF(is_active, SAFE_DIVIDE(fg_makes + 0.5 * three_pt_makes, fg_attempts), NULL) AS efg_pct,
  win_flag
FROM matched
