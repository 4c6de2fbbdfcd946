-- DuckDB dialect. shots of nba_api: one row per field goal attempt. A game is taken from one file:
-- the live play-by-play, else that of V2, else of V3, else the shot chart. `copy` is above 1 for
-- an event that is in the files again. `assister` is a name still to be looked up.

WITH live AS (
  SELECT 1 AS preference, game_id, action_number AS event, player_id,
    COALESCE(team_id, team) AS team, IF(action_type ILIKE '3pt%', 3, 2) AS shot_type,
    shot_result = 'Made' AS made,
    COALESCE(feet(x_legacy, y_legacy), whole(shot_distance)) AS distance_ft,
    person(assister_id) AS assist_player_id, person(blocker_id) AS block_player_id,
    period
  FROM live_play_by_play
  WHERE action_type SIMILAR TO '[23]pt.*'
),
v2 AS (
  SELECT 2 AS preference, game_id, event_number AS event, shooter_id AS player_id,
    COALESCE(shooter_team, shooter_team_id) AS team,
    IF(text LIKE '%3PT%', 3, 2) AS shot_type, whole(event_type) = 1 AS made,
    -- a two-pointer without a distance in its text is a layup or a dunk
    COALESCE(TRY_CAST(REGEXP_EXTRACT(text, '(\d+)''', 1) AS BIGINT),
      IF(text LIKE '%3PT%', NULL, 0)) AS distance_ft,
    IF(whole(event_type) = 1, person(assister_id), NULL) AS assist_player_id,
    IF(whole(event_type) = 2, person(blocker_id), NULL) AS block_player_id,
    period
  FROM (
    SELECT *, CONCAT_WS(' ', home_description, visitor_description) AS text FROM play_by_play_v2
  )
),
blocks AS (
  SELECT game_id AS of_game, action_number AS of_action, MIN(person(player_id)) AS blocker
  FROM play_by_play_v3
  WHERE COALESCE(shot_result, '') NOT IN ('Made', 'Missed') AND description LIKE '% BLOCK%'
  GROUP BY ALL
),
v3 AS (
  SELECT 3 AS preference, game_id, action_number AS event, player_id,
    COALESCE(team_id, team) AS team,
    IF(description LIKE '%3PT%' OR action_type ILIKE '3pt%', 3, 2) AS shot_type,
    shot_result = 'Made' AS made,
    COALESCE(feet(x_legacy, y_legacy),
      TRY_CAST(REGEXP_EXTRACT(description, '(\d+)''', 1) AS BIGINT),
      IF(description LIKE '%3PT%', NULL, 0)) AS distance_ft,
    IF(shot_result = 'Made', NULLIF(REGEXP_EXTRACT(description, '\(([^()]*?) \d+ AST\)', 1), ''),
      NULL) AS assister,
    IF(shot_result = 'Missed', blocker, NULL) AS block_player_id,
    period
  FROM play_by_play_v3
  LEFT JOIN blocks ON of_game = game_id AND of_action = action_number
  WHERE shot_result IN ('Made', 'Missed') AND action_type NOT ILIKE 'free%'
),
chart AS (
  SELECT 4 AS preference, game_id, event_number AS event, player_id,
    COALESCE(team_id, team) AS team, IF(shot_type LIKE '3%', 3, 2) AS shot_type,
    flag(shot_made) AS made, feet(loc_x, loc_y) AS distance_ft, period
  FROM shot_chart
  UNION ALL BY NAME
  -- feet from the baseline, the hoop at (0, 5.25)
  SELECT 5 AS preference, game_id, player_id, COALESCE(team_id, team_name) AS team,
    IF(shot_type LIKE '3%', 3, 2) AS shot_type, flag(shot_made_word) AS made,
    CAST(ROUND(SQRT(POW(TRY_CAST(loc_x AS DOUBLE), 2) + POW(TRY_CAST(loc_y AS DOUBLE) - 5.25, 2)))
      AS BIGINT) AS distance_ft
  FROM shot_chart_in_feet
),
every AS (
  FROM live UNION ALL BY NAME FROM v2 UNION ALL BY NAME FROM v3 UNION ALL BY NAME FROM chart
),
chosen AS (
  SELECT game_id10(game_id) AS game_id, * EXCLUDE (game_id, player_id),
    person(player_id) AS player_id
  FROM every
  QUALIFY preference = MIN(preference) OVER (PARTITION BY game_id10(game_id))
)
SELECT
  game_id, whole(event) AS event_num, player_id,
  team_of(team, season_of(game_id)) AS team_abbr,
  CAST(shot_type AS BIGINT) AS shot_type, made, distance_ft, assist_player_id, block_player_id,
  assister, whole(period) AS period,
  IF(event IS NULL, 1, ROW_NUMBER() OVER (PARTITION BY game_id, event, player_id
    ORDER BY made, shot_type, distance_ft, assist_player_id, block_player_id)) AS copy
FROM chosen
WHERE player_id IS NOT NULL
