-- DuckDB dialect. shots of hoopr: one row per attempt of the play-by-play. Athletes are found by
-- their name among the players of the game, so the ids are those of player_box.

WITH espn_games AS (
  SELECT DISTINCT person(box.game_id) AS espn_game, games.game_id
  FROM athlete_box AS box
  JOIN games ON games.game_date = us_date(box.game_date)
    AND games.home_abbr = team_of(
      IF(side = 'home', COALESCE(team_name, team), COALESCE(opponent_name, opponent)),
      whole(season) - 1)
),
candidates AS (
  SELECT person(box.game_id) AS espn_game, person(athlete_id) AS athlete, player_box.player_id,
    player_box.team_abbr, player_box.player_id = person(athlete_id) AS by_id
  FROM athlete_box AS box
  JOIN espn_games ON espn_game = person(box.game_id)
  JOIN player_box ON player_box.game_id = espn_games.game_id AND (
    player_box.player_id = person(athlete_id)
    OR letters(player_box.player_name) = letters(athlete_name)
  )
  QUALIFY by_id = MAX(by_id) OVER (PARTITION BY espn_game, athlete)
),
athletes AS (
  SELECT espn_game, athlete, MIN(player_id) AS player_id, MIN(team_abbr) AS team_abbr
  FROM candidates
  GROUP BY espn_game, athlete
  HAVING COUNT(DISTINCT player_id) = 1
),
attempts AS (
  SELECT person(game_id) AS espn_game, event, period, person(first_athlete) AS shooter,
    person(second_athlete) AS other,
    IF(text ILIKE '%three point%' OR type_text ILIKE '%three point%' OR whole(score_value) = 3,
      3, 2) AS shot_type,
    flag(scoring_play) AS made,
    COALESCE(
      TRY_CAST(REGEXP_EXTRACT(text, '(\d+)-foot', 1) AS BIGINT),
      IF(CONCAT_WS(' ', type_text, text) SIMILAR TO '(?i).*(layup|dunk|tip).*', 0, NULL)
    ) AS distance_ft
  FROM plays
)
SELECT
  espn_games.game_id, whole(event) AS event_num, shooter.player_id, shooter.team_abbr,
  CAST(shot_type AS BIGINT) AS shot_type, made, distance_ft,
  IF(made, other.player_id, NULL) AS assist_player_id,
  IF(NOT made, other.player_id, NULL) AS block_player_id,
  whole(period) AS period,
  IF(event IS NULL, 1, ROW_NUMBER() OVER (
    PARTITION BY espn_games.game_id, event, shooter.player_id ORDER BY made, distance_ft)) AS copy
FROM attempts
JOIN espn_games USING (espn_game)
LEFT JOIN athletes AS shooter ON shooter.espn_game = attempts.espn_game
  AND shooter.athlete = attempts.shooter
LEFT JOIN athletes AS other ON other.espn_game = attempts.espn_game
  AND other.athlete = attempts.other
QUALIFY COUNT(*) FILTER (shot_type = 2 AND distance_ft IS NULL)
  OVER (PARTITION BY espn_games.game_id) = 0
