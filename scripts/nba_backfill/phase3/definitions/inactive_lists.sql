-- DuckDB dialect. inactive_lists: one row per season of the player rows: does the source name who
-- was inactive? Not when most of the games that list somebody who did not play have no inactive
-- row; in a few games truly nobody is inactive.

SELECT season_year, 2 * COUNT(*) FILTER (has_inactive) >= COUNT(*) AS names_inactive
FROM (
  SELECT season_year, game_id, COALESCE(BOOL_OR(status = 'inactive'), FALSE) AS has_inactive,
    BOOL_OR(COALESCE(status <> 'played', COALESCE(minutes, 0) = 0)) AS has_listing
  FROM (SELECT game_id, status, minutes FROM player_box) JOIN nba_schedule USING (game_id)
  GROUP BY season_year, game_id
)
WHERE has_listing
GROUP BY season_year
