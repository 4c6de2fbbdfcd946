-- shot_lines (made on the way): one row per (game, team, player) with shots, assists or blocks in
-- the play-by-play or a box line, for games that have shots and teams that have a box. What nobody
-- is named for stands under a NULL player.
-- differs: the two do not agree in attempts, makes, threes, assists or blocks. Assists (blocks) are
-- compared where the play-by-play tells them: not when the box of the game has some and no make
-- (miss) has one.

WITH boxes AS (
  SELECT
    game_id,
    team_abbr,
    player_lookup,
    fg_attempts,
    fg_makes,
    three_pt_attempts,
    three_pt_makes,
    assists,
    blocks
  FROM phase3.listing
  WHERE is_active
),

game_boxes AS (
  SELECT
    game_id,
    SUM(assists) AS assists,
    SUM(blocks) AS blocks
  FROM boxes
  GROUP BY game_id
),

told AS (
  SELECT
    shots.game_id,
    LOGICAL_OR(shots.assisted) OR COALESCE(MAX(game_boxes.assists), 0) = 0 AS assists_told,
    LOGICAL_OR(shots.is_blocked) OR COALESCE(MAX(game_boxes.blocks), 0) = 0 AS blocks_told
  FROM phase3.shots AS shots
  LEFT JOIN game_boxes ON game_boxes.game_id = shots.game_id
  GROUP BY shots.game_id
),

deeds AS (
  SELECT
    game_id,
    team_abbr,
    player_lookup,
    1 AS attempts,
    IF(made, 1, 0) AS makes,
    IF(shot_zone = 'three', 1, 0) AS threes,
    IF(shot_zone = 'three' AND made, 1, 0) AS threes_made,
    0 AS assists,
    0 AS blocks
  FROM phase3.shots
  UNION ALL
  SELECT
    game_id,
    team_abbr,
    assist_player_lookup,
    0 AS attempts,
    0 AS makes,
    0 AS threes,
    0 AS threes_made,
    1 AS assists,
    0 AS blocks
  FROM phase3.shots
  WHERE assisted
  UNION ALL
  SELECT
    game_id,
    defending_team_abbr,
    block_player_lookup,
    0 AS attempts,
    0 AS makes,
    0 AS threes,
    0 AS threes_made,
    0 AS assists,
    1 AS blocks
  FROM phase3.shots
  WHERE is_blocked
),

counted AS (
  SELECT
    game_id,
    team_abbr,
    player_lookup,
    SUM(attempts) AS attempts,
    SUM(makes) AS makes,
    SUM(threes) AS threes,
    SUM(threes_made) AS threes_made,
    SUM(assists) AS assists,
    SUM(blocks) AS blocks
  FROM deeds
  GROUP BY game_id, team_abbr, player_lookup
),

side_by_side AS (
  SELECT
    COALESCE(boxes.game_id, counted.game_id) AS game_id,
    COALESCE(boxes.team_abbr, counted.team_abbr) AS team_abbr,
    COALESCE(boxes.player_lookup, counted.player_lookup) AS player_lookup,
    COALESCE(counted.attempts, 0) - COALESCE(boxes.fg_attempts, 0) AS attempts,
    COALESCE(counted.makes, 0) - COALESCE(boxes.fg_makes, 0) AS makes,
    COALESCE(counted.threes, 0) - COALESCE(boxes.three_pt_attempts, 0) AS threes,
    COALESCE(counted.threes_made, 0) - COALESCE(boxes.three_pt_makes, 0) AS threes_made,
    COALESCE(counted.assists, 0) - COALESCE(boxes.assists, 0) AS assists,
    COALESCE(counted.blocks, 0) - COALESCE(boxes.blocks, 0) AS blocks
  FROM boxes
  FULL OUTER JOIN counted
    ON counted.game_id = boxes.game_id AND counted.team_abbr = boxes.team_abbr
    AND counted.player_lookup = boxes.player_lookup
),

boxed_teams AS (
  SELECT DISTINCT
    game_id,
    team_abbr
  FROM boxes
)

SELECT
  s.game_id,
  s.team_abbr,
  s.player_lookup,
  s.attempts,
  s.makes,
  s.threes,
  s.threes_made,
  IF(told.assists_told, s.assists, 0) AS assists,
  IF(told.blocks_told, s.blocks, 0) AS blocks,
  s.attempts <> 0 OR s.makes <> 0 OR s.threes <> 0 OR s.threes_made <> 0
  OR (told.assists_told AND s.assists <> 0) OR (told.blocks_told AND s.blocks <> 0)
    AS differs,
  told.assists_told,
  told.blocks_told
FROM side_by_side AS s
JOIN told ON told.game_id = s.game_id
JOIN boxed_teams ON boxed_teams.game_id = s.game_id AND boxed_teams.team_abbr = s.team_abbr
