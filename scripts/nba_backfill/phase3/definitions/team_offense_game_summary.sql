-- DuckDB dialect. team_offense_game_summary: one row per (final game, team).
-- Window: the game itself. Team lines are sums of the team's player rows; a team without
-- player rows has NULL lines; zones are NULL in a game the shots file lacks or has otherwise
-- than the box line of one of its players.

WITH team_games AS (
  SELECT game_id, game_date, season_year, game_type, n_periods,
    home_team AS team_abbr, away_team AS opponent_team_abbr, TRUE AS home_game,
    home_score - away_score AS margin_of_victory
  FROM nba_schedule WHERE is_final
  UNION ALL
  SELECT game_id, game_date, season_year, game_type, n_periods,
    away_team, home_team, FALSE, away_score - home_score
  FROM nba_schedule WHERE is_final
),
team_lines AS (
  SELECT game_id, team_abbr,
    SUM(pts) AS points_scored,
    SUM(fga) AS fg_attempts, SUM(fgm) AS fg_makes,
    SUM(fg3a) AS three_pt_attempts, SUM(fg3m) AS three_pt_makes,
    SUM(fta) AS ft_attempts, SUM(ftm) AS ft_makes,
    SUM(oreb) AS offensive_rebounds, SUM(oreb + dreb) AS rebounds,
    SUM(ast) AS assists, SUM(tov) AS turnovers, SUM(pf) AS personal_fouls,
    SUM(minutes ORDER BY player_id) AS minutes
  FROM listings WHERE status = 'played'
  GROUP BY game_id, team_abbr
),
zone_lines AS (
  SELECT game_id, team_abbr,
    COUNT(*) FILTER (zone = 'paint') AS paint_attempts,
    COUNT(*) FILTER (zone = 'paint' AND made) AS paint_makes,
    COUNT(*) FILTER (zone = 'mid_range') AS mid_range_attempts,
    COUNT(*) FILTER (zone = 'mid_range' AND made) AS mid_range_makes
  FROM zoned_shots
  GROUP BY game_id, team_abbr
),
-- overtimes from the minutes where the schedule does not say: 25 a team and overtime
overtimes AS (
  SELECT game_id,
    GREATEST(0, COALESCE(
      ANY_VALUE(n_periods) - 4,
      ROUND((SUM(minutes ORDER BY team_abbr) - 240 * COUNT(minutes)) / (25 * COUNT(minutes)))
    )) AS overtime_periods
  FROM team_games LEFT JOIN team_lines USING (game_id, team_abbr)
  GROUP BY game_id
  HAVING ANY_VALUE(n_periods) IS NOT NULL OR COUNT(minutes) > 0
),
-- one value for both teams: the mean of the two estimates
game_possessions AS (
  SELECT game_id,
    (SUM(fg_attempts) + 0.44e0 * SUM(ft_attempts) - SUM(offensive_rebounds) + SUM(turnovers)) / 2
      AS possessions
  FROM team_lines
  GROUP BY game_id
  HAVING COUNT(*) = 2
)
SELECT
  game_id, game_date, season_year, game_type, team_abbr, opponent_team_abbr,
  IF(neutral_site, NULL, home_game) AS home_game,
  points_scored, fg_attempts, fg_makes, three_pt_attempts, three_pt_makes,
  ft_attempts, ft_makes, offensive_rebounds, rebounds, assists, turnovers, personal_fouls,
  IF(zone_known, COALESCE(paint_attempts, 0), NULL) AS team_paint_attempts,
  IF(zone_known, COALESCE(paint_makes, 0), NULL) AS team_paint_makes,
  IF(zone_known, COALESCE(mid_range_attempts, 0), NULL) AS team_mid_range_attempts,
  IF(zone_known, COALESCE(mid_range_makes, 0), NULL) AS team_mid_range_makes,
  IF(zone_known, 2 * COALESCE(paint_makes, 0), NULL) AS points_in_paint_scored,
  zone_known AS shot_zones_available,
  possessions,
  possessions * 48 / (48 + 5 * overtime_periods) AS pace,
  100e0 * points_scored / NULLIF(possessions, 0) AS offensive_rating,
  points_scored / NULLIF(2 * (fg_attempts + 0.44e0 * ft_attempts), 0) AS ts_pct,
  margin_of_victory > 0 AS win_flag,
  margin_of_victory,
  overtime_periods
FROM team_games
JOIN (SELECT game_id, neutral_site FROM games) USING (game_id)
LEFT JOIN team_lines USING (game_id, team_abbr)
LEFT JOIN zone_lines USING (game_id, team_abbr)
LEFT JOIN overtimes USING (game_id)
LEFT JOIN game_possessions USING (game_id)
LEFT JOIN known_shots USING (game_id)
LEFT JOIN (SELECT DISTINCT game_id, team_abbr, TRUE AS differs FROM shot_differences)
  USING (game_id, team_abbr),
LATERAL (SELECT assists_known IS NOT NULL AND differs IS NULL AS zone_known)
ORDER BY game_date, game_id, team_abbr
