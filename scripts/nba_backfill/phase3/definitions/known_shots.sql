-- DuckDB dialect. known_shots: one row per game of the shots file: does it tell who assisted the
-- makes and who blocked the misses? Not without the column, and not when the box of the game has
-- assists (blocks) and no shot has one.

WITH boxes AS (
  SELECT game_id, SUM(ast) AS assists, SUM(blk) AS blocks
  FROM listings WHERE status = 'played'
  GROUP BY game_id
),
given AS (
  SELECT
    COUNT(*) FILTER (name = 'assist_player_id') > 0 AS assists_given,
    COUNT(*) FILTER (name = 'block_player_id') > 0 AS blocks_given
  FROM source_columns WHERE file = 'shots'
)
SELECT
  game_id,
  assists_given AND (COUNT(assist_player_id) > 0 OR COALESCE(ANY_VALUE(assists), 0) = 0)
    AS assists_known,
  blocks_given AND (COUNT(block_player_id) > 0 OR COALESCE(ANY_VALUE(blocks), 0) = 0)
    AS blocks_known
FROM zoned_shots
LEFT JOIN boxes USING (game_id)
CROSS JOIN given
GROUP BY game_id, assists_given, blocks_given
