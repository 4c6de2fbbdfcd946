-- DuckDB dialect. listings: one row per (player, game date), from player_box and, for games that
-- are not played yet, from listing, else as supposed (supposed_listings). A game that was called
-- off lists nobody.
-- Of several listings of a player on one date the one kept is available (played or dnp alike:
-- who played is an outcome of the date) before inactive, then the highest game_id.
-- listing_known: somebody is listed for the game who did not play, and the source names who was
-- inactive (inactive_lists); never of a team whose listing is supposed.

WITH announced AS (
  SELECT listing.* EXCLUDE (game_date)
  FROM listing JOIN nba_schedule USING (game_id)
  WHERE NOT is_final AND game_id NOT IN (SELECT game_id FROM called_off)
),
stated AS (
  SELECT
    * EXCLUDE (game_date) REPLACE (
      -- without a status, minutes tell whether he played, and so does any count
      COALESCE(status, IF(
        minutes > 0 OR GREATEST(pts, fga, fta, oreb, dreb, ast, stl, blk, tov) > 0, 'played', 'dnp'
      )) AS status
    ),
    FALSE AS is_supposed
  FROM player_box
  ANTI JOIN called_off USING (game_id)
  ANTI JOIN announced USING (game_id, team_abbr)
  ANTI JOIN supposed_listings USING (game_id, team_abbr)
  UNION ALL BY NAME
  SELECT game_id, player_id, player_name, team_abbr,
    IF(player_status = 'out', 'inactive', 'dnp') AS status, FALSE AS is_supposed
  FROM announced
  UNION ALL BY NAME
  SELECT game_id, player_id, player_name, team_abbr, 'dnp' AS status, TRUE AS is_supposed
  FROM supposed_listings
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
      CASE status WHEN 'inactive' THEN 2 ELSE 1 END,
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
  NOT is_supposed
    AND BOOL_OR(status <> 'played' AND NOT is_supposed) OVER (PARTITION BY game_id)
    AND (COALESCE(names_inactive, FALSE) OR game_id IN (SELECT game_id FROM announced))
    AS listing_known,
  minutes, pts, fgm, fga, fg3m, fg3a, ftm, fta, oreb, dreb, ast, stl, blk, tov, pf, plus_minus
FROM kept
LEFT JOIN inactive_lists USING (season_year)
