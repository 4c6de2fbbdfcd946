-- DuckDB dialect. zoned_shots: one row per field goal attempt, with its zone.
-- The shot type decides first, the distance second: a three is a three from any distance,
-- a two-pointer is paint from 8 feet or closer, mid-range beyond.
-- An event that the file holds twice counts once.

SELECT
  game_id,
  team_abbr,
  player_id,
  CASE
    WHEN shot_type = 3 THEN 'three'
    WHEN distance_ft <= 8 THEN 'paint'
    ELSE 'mid_range'
  END AS zone,
  made,
  made AND assist_player_id IS NOT NULL AS assisted,
  IF(made, assist_player_id, NULL) AS assist_player_id,
  IF(made, NULL, block_player_id) AS block_player_id
FROM shots
QUALIFY event_num IS NULL OR ROW_NUMBER() OVER (
  PARTITION BY game_id, event_num
  ORDER BY player_id, team_abbr, shot_type, made, distance_ft, assist_player_id, block_player_id
) = 1
