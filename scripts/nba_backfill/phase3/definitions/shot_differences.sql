-- DuckDB dialect. shot_differences: one row per (game, team, player) whose shots, assists or
-- blocks in the shots file are not those of his box line. Games the shots file has, teams with
-- player rows; assists and blocks where the file tells them.

WITH boxes AS (
  SELECT game_id, team_abbr, player_id, fga, fgm, fg3a, fg3m, ast, blk
  FROM listings WHERE status = 'played'
),
counted AS (
  SELECT game_id, team_abbr, player_id, 1 AS fga, made::INT AS fgm,
    (zone = 'three')::INT AS fg3a, (zone = 'three' AND made)::INT AS fg3m, 0 AS ast, 0 AS blk
  FROM zoned_shots
  UNION ALL
  SELECT game_id, team_abbr, assist_player_id, 0, 0, 0, 0, 1, 0
  FROM zoned_shots WHERE assist_player_id IS NOT NULL
  UNION ALL
  SELECT game_id, IF(team_abbr = home_team, away_team, home_team), block_player_id, 0, 0, 0, 0, 0, 1
  FROM zoned_shots JOIN nba_schedule USING (game_id) WHERE block_player_id IS NOT NULL
),
lines AS (
  SELECT game_id, team_abbr, player_id, SUM(fga) AS fga, SUM(fgm) AS fgm,
    SUM(fg3a) AS fg3a, SUM(fg3m) AS fg3m, SUM(ast) AS ast, SUM(blk) AS blk
  FROM counted
  GROUP BY game_id, team_abbr, player_id
),
compared AS (
  SELECT game_id, team_abbr, player_id,
    LIST_FILTER([
      {'what': 'attempts', 'told': TRUE, 'box': b.fga, 'shots': s.fga},
      {'what': 'makes', 'told': TRUE, 'box': b.fgm, 'shots': s.fgm},
      {'what': 'threes', 'told': TRUE, 'box': b.fg3a, 'shots': s.fg3a},
      {'what': 'threes made', 'told': TRUE, 'box': b.fg3m, 'shots': s.fg3m},
      {'what': 'assists', 'told': assists_known, 'box': b.ast, 'shots': s.ast},
      {'what': 'blocks', 'told': blocks_known, 'box': b.blk, 'shots': s.blk}
    ], LAMBDA p: p.told AND COALESCE(p.box, 0) <> COALESCE(p.shots, 0)) AS differing
  FROM boxes AS b
  FULL JOIN lines AS s USING (game_id, team_abbr, player_id)
  JOIN known_shots USING (game_id)
  SEMI JOIN (FROM boxes) AS boxed USING (game_id, team_abbr)
)
SELECT
  game_id, team_abbr, player_id,
  ARRAY_TO_STRING(LIST_TRANSFORM(differing, LAMBDA p:
    COALESCE(p.box, 0) || ' ' || p.what || ' in the box, '
    || COALESCE(p.shots, 0) || ' in the shots'
  ), '; ') AS differences,
  LEN(LIST_FILTER(differing, LAMBDA p: p.what = 'blocks')) > 0 AS blocks_differ
FROM compared
WHERE LEN(differing) > 0
