-- DuckDB dialect. listings: one row per (player, game date), from player_box and, for games that
-- are not played yet, from listing.
-- Of several listings of a player on one date the one kept is played before dnp before
-- inactive, then the highest game_id. listing_known: the game has a dnp or inactive row.

WITH announced AS (
  SELECT listing.* EXCLUDE (game_date)
  FROM listing JOIN nba_schedule USING (game_id)
  WHERE NOT is_final
),
stated AS (
  SELECT
    * EXCLUDE (game_date) REPLACE (
      -- without a status, minutes tell whether he played
      COALESCE(status, IF(minutes > 0, 'played', 'dnp')) AS status
    )
  FROM player_box
  WHERE game_id NOT IN (SELECT game_id FROM announced)
  UNION ALL BY NAME
  SELECT game_id, player_id, player_name, team_abbr,
    IF(player_status = 'out', 'inactive', 'dnp') AS status
  FROM announced
),
kept AS (
  SELECT stated.* EXCLUDE (birth_date), schedule.* EXCLUDE (game_id), neutral_site,
    COALESCE(stated.birth_date, players.birth_date) AS birth_date,
    players.player_lookup
  FROM stated
  JOIN nba_schedule AS schedule USING (game_id)
  JOIN (SELECT game_id, neutral_site FROM games) USING (game_id)
  JOIN players USING (player_id)
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY stated.player_id, schedule.game_date
    ORDER BY
      CASE status WHEN 'played' THEN 1 WHEN 'dnp' THEN 2 ELSE 3 END,
      game_id DESC
  ) = 1
)
SELECT
  player_id, player_lookup, player_name, birth_date,
  game_id, game_date, season_year, game_type, is_final, home_score, away_score,
  team_abbr,
  IF(team_abbr = home_team, away_team, home_team) AS opponent_team_abbr,
  IF(neutral_site, NULL, team_abbr = home_team) AS home_game,
  status,
  BOOL_OR(status <> 'played') OVER (PARTITION BY game_id) AS listing_known,
  minutes, pts, fgm, fga, fg3m, fg3a, ftm, fta, oreb, dreb, ast, stl, blk, tov, pf, plus_minus
FROM kept
