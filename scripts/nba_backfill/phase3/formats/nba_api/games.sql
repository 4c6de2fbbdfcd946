-- DuckDB dialect. games of nba_api: one row per game. Of what several files say about a game the
-- schedule or summary counts first, then the team game log, then the players' log.

WITH listed AS (
  SELECT
    game_id10(game_id) AS game_id, us_date(game_date) AS game_date,
    COALESCE(home_team_id, home) AS home, COALESCE(away_team_id, away) AS away,
    whole(home_score) AS home_score, whole(away_score) AS away_score, whole(live_period) AS period,
    flag(is_neutral) AS neutral_site,
    CASE
      WHEN game_status IS NOT NULL THEN whole(game_status) = 3
      WHEN game_status_text IS NOT NULL THEN game_status_text ILIKE 'final%'
      ELSE whole(home_score) + whole(away_score) > 0
    END AS is_final,
    COALESCE(postponed, 'N') NOT IN ('Y', 'P') AS is_on
  FROM game_list
),
scored AS (
  SELECT game_id10(game_id) AS game_id,
    team_of(COALESCE(team_id, team), season_of(game_id10(game_id))) AS team,
    whole(score) AS score,
    4 + LIST_SUM([IF(whole(ot) > 0, 1, 0) FOR ot IN [ot1, ot2, ot3, ot4, ot5, ot6]]) AS n_periods
  FROM line_score
),
logged AS (
  SELECT game_id, game_date, matchup, team, score, minutes, 2 AS preference
  FROM (
    SELECT game_id, game_date, matchup, COALESCE(team_id, team) AS team, whole(pts) AS score,
      TRY_CAST(minutes AS DOUBLE) AS minutes
    FROM team_game_log
  )
  UNION ALL
  SELECT game_id, ANY_VALUE(game_date), ANY_VALUE(matchup), COALESCE(team_id, team),
    SUM(whole(pts)), SUM(minutes_of(minutes)), 3
  FROM player_game_log
  GROUP BY game_id, COALESCE(team_id, team)
),
-- A @ B: B is at home; A vs. B: A is. Which of the two words a row has says nothing else.
placed AS (
  SELECT
    game_id10(game_id) AS game_id, us_date(game_date) AS game_date, matchup, preference,
    team_of(team, season_of(game_id10(game_id))) AS team, score, minutes,
    team_of(TRIM(IF(matchup LIKE '%@%', SPLIT_PART(matchup, '@', 2),
      REGEXP_EXTRACT(matchup, '^(.*?)\s+vs', 1))), season_of(game_id10(game_id))) AS home,
    team_of(TRIM(IF(matchup LIKE '%@%', SPLIT_PART(matchup, '@', 1),
      REGEXP_EXTRACT(matchup, 'vs\.?\s+(.*)$', 1))), season_of(game_id10(game_id))) AS away
  FROM logged
),
of_logs AS (
  SELECT
    game_id, preference, MIN(game_date) AS game_date, MIN(home) AS home, MIN(away) AS away,
    MAX(score) FILTER (team = home) AS home_score, MAX(score) FILTER (team = away) AS away_score,
    -- a log has the minutes of a team (240) or of a game (48)
    CAST(4 + ROUND(CASE
      WHEN MAX(minutes) < 200 THEN (MAX(minutes) - 48) / 5
      ELSE (AVG(minutes) - 240) / 25
    END) AS BIGINT) AS n_periods,
    IF(COUNT(DISTINCT team) = 2 AND COUNT(DISTINCT matchup) = 1, TRUE, NULL) AS neutral_site
  FROM placed
  GROUP BY game_id, preference
),
of_lists AS (
  SELECT
    listed.game_id, 1 AS preference, game_date,
    team_of(home, season_of(listed.game_id)) AS home,
    team_of(away, season_of(listed.game_id)) AS away,
    IF(is_final, COALESCE(home_score, home_line.score), NULL) AS home_score,
    IF(is_final, COALESCE(away_score, away_line.score), NULL) AS away_score,
    COALESCE(IF(is_final AND period >= 4, period, NULL), home_line.n_periods) AS n_periods,
    neutral_site
  FROM listed
  LEFT JOIN scored AS home_line ON home_line.game_id = listed.game_id
    AND home_line.team = team_of(home, season_of(listed.game_id))
  LEFT JOIN scored AS away_line ON away_line.game_id = listed.game_id
    AND away_line.team = team_of(away, season_of(listed.game_id))
  WHERE is_on
),
every AS (FROM of_lists UNION ALL BY NAME FROM of_logs)
SELECT
  game_id,
  first_of(game_date, preference) AS game_date,
  first_of(home, preference) AS home_abbr,
  first_of(away, preference) AS away_abbr,
  first_of(home_score, preference) AS home_score,
  first_of(away_score, preference) AS away_score,
  first_of(n_periods, preference) AS n_periods,
  BOOL_OR(neutral_site) AS neutral_site
FROM every
GROUP BY game_id
