-- shots (made on the way): one row per field goal attempt with its zone: the shot type first (a
-- three is a three from any distance), the distance second.
-- The play-by-play writes names with or without suffix (Jr., III), and may begin them with the
-- player's number. Shooter, blocker and helper are looked for among the players of the game by
-- their key, else by the key without suffix where only one player of the team has it. A shooter
-- who is not found stays NULL; the shot is his team's all the same.
-- Events of the platform's fallback source are typed 2pt and 3pt and have no distance: a game of
-- these has no shots here, which means unknown.

WITH games AS (
  SELECT
    game_id,
    game_date,
    home_team,
    away_team
  FROM phase3.nba_schedule
  WHERE is_final
),

-- A reload of the platform can repeat an event.
events AS (
  SELECT
    game_date,
    home_team_abbr,
    away_team_abbr,
    event_sequence,
    player_1_team_abbr AS team_abbr,
    IF(player_1_team_abbr = home_team_abbr, away_team_abbr, home_team_abbr) AS defending_team_abbr,
    COALESCE(player_1_name, player_1_lookup) AS shooter,
    COALESCE(player_2_name, player_2_lookup) AS other,
    shot_made AS made,
    COALESCE(shot_made AND player_2_role = 'assist', FALSE) AS assisted,
    COALESCE(NOT shot_made AND player_2_role = 'block', FALSE) AS is_blocked,
    CASE
      WHEN shot_type = '3PT' THEN 'three'
      WHEN shot_distance <= 8 THEN 'paint'
      ELSE 'mid_range'
    END AS shot_zone,
    ROW_NUMBER() OVER (
      PARTITION BY game_date, home_team_abbr, away_team_abbr, event_sequence ORDER BY event_id
    ) AS place
  FROM nba_raw.bigdataball_play_by_play
  WHERE game_date BETWEEN @start_date AND @end_date
    AND event_type = 'shot'
    AND shot_made IS NOT NULL
    AND player_1_team_abbr IN (home_team_abbr, away_team_abbr)
    AND (shot_type = '3PT' OR shot_distance IS NOT NULL)
),

shots AS (
  SELECT
    games.game_id,
    games.game_date,
    events.event_sequence,
    events.team_abbr,
    events.defending_team_abbr,
    IF(events.is_blocked, events.defending_team_abbr, events.team_abbr) AS team_of_other,
    events.made,
    events.assisted,
    events.is_blocked,
    events.shot_zone,
    REGEXP_REPLACE(
      REGEXP_REPLACE(NORMALIZE(LOWER(events.shooter), NFD), '[^a-z0-9]', ''), '^[0-9]+', ''
    ) AS shooter,
    REGEXP_REPLACE(
      REGEXP_REPLACE(NORMALIZE(LOWER(events.other), NFD), '[^a-z0-9]', ''), '^[0-9]+', ''
    ) AS other
  FROM events
  JOIN games
    ON games.game_date = events.game_date AND games.home_team = events.home_team_abbr
    AND games.away_team = events.away_team_abbr
  WHERE events.place = 1
),

written AS (
  SELECT DISTINCT
    game_id,
    team_abbr,
    spelling,
    REGEXP_REPLACE(spelling, '(jr|sr|iii|ii|iv)$', '') AS short_name
  FROM (
    SELECT
      game_id,
      team_abbr,
      shooter AS spelling
    FROM shots
    UNION ALL
    SELECT
      game_id,
      team_of_other,
      other
    FROM shots
    WHERE assisted OR is_blocked
  ) AS named
),

players AS (
  SELECT
    game_id,
    team_abbr,
    player_lookup,
    REGEXP_REPLACE(player_lookup, '(jr|sr|iii|ii|iv)$', '') AS short_name,
    COUNT(*) OVER (
      PARTITION BY game_id, team_abbr, REGEXP_REPLACE(player_lookup, '(jr|sr|iii|ii|iv)$', '')
    ) AS players_so_named
  FROM phase3.listing
  WHERE is_active
),

found AS (
  SELECT
    written.game_id,
    written.team_abbr,
    written.spelling,
    COALESCE(
      MAX(IF(players.player_lookup = written.spelling, players.player_lookup, NULL)),
      MAX(IF(players.players_so_named = 1, players.player_lookup, NULL))
    ) AS player_lookup
  FROM written
  JOIN players
    ON players.game_id = written.game_id AND players.team_abbr = written.team_abbr
    AND players.short_name = written.short_name
  GROUP BY written.game_id, written.team_abbr, written.spelling
)

SELECT
  s.game_id,
  s.game_date,
  s.event_sequence,
  s.team_abbr,
  s.defending_team_abbr,
  s.shot_zone,
  s.made,
  s.assisted,
  s.is_blocked,
  s.shooter,
  shooters.player_lookup,
  IF(s.assisted, others.player_lookup, NULL) AS assist_player_lookup,
  IF(s.is_blocked, others.player_lookup, NULL) AS block_player_lookup
FROM shots AS s
LEFT JOIN found AS shooters
  ON shooters.game_id = s.game_id AND shooters.team_abbr = s.team_abbr
  AND shooters.spelling = s.shooter
LEFT JOIN found AS others
  ON others.game_id = s.game_id AND others.team_abbr = s.team_of_other AND others.spelling = s.other
