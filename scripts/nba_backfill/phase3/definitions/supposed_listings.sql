-- DuckDB dialect. supposed_listings: one row per (game of the next game date, player) who is taken
-- to be up for it because nobody says who is: the team has no row in `listing`, and in player_box
-- none but those of a game that is under way.
-- Window: the team's last three games of the season with player rows. Who has been listed by
-- another team since, or is listed by one for the date itself, is left out.

WITH next_games AS (
  SELECT game_id, game_date, season_year, UNNEST([home_team, away_team]) AS team_abbr
  FROM nba_schedule
  WHERE NOT is_final AND game_date = (
    SELECT MIN(game_date) FROM nba_schedule
    WHERE NOT is_final AND game_id NOT IN (SELECT game_id FROM called_off)
  )
),
next_dates AS (
  SELECT DISTINCT season_year, game_date AS next_date FROM next_games
),
told AS (
  SELECT game_id, team_abbr FROM listing
  UNION ALL
  SELECT game_id, team_abbr FROM player_box
  WHERE COALESCE(status <> 'played', COALESCE(minutes, 0) = 0)
),
past AS (
  SELECT player_id, player_name, team_abbr, status, game_id, game_date
  FROM (SELECT player_id, player_name, team_abbr, status, game_id FROM player_box)
  JOIN nba_schedule USING (game_id)
  JOIN next_dates USING (season_year)
  WHERE is_final AND game_date < next_date
),
last_games AS (
  SELECT DISTINCT team_abbr, game_id
  FROM past
  QUALIFY DENSE_RANK() OVER (PARTITION BY team_abbr ORDER BY game_date DESC) <= 3
),
last_listings AS (
  FROM past
  QUALIFY ROW_NUMBER() OVER (
    PARTITION BY player_id
    ORDER BY game_date DESC, COALESCE(status = 'inactive', FALSE), game_id DESC
  ) = 1
),
listed_that_day AS (
  SELECT player_id
  FROM (
    SELECT player_id, game_id FROM listing
    UNION ALL
    SELECT player_id, game_id FROM player_box SEMI JOIN told USING (game_id, team_abbr)
  )
  JOIN nba_schedule USING (game_id)
  JOIN next_dates ON next_date = game_date
)
SELECT n.game_id, l.player_id, l.player_name, n.team_abbr
FROM next_games AS n
ANTI JOIN told USING (game_id, team_abbr)
JOIN last_listings AS l ON l.team_abbr = n.team_abbr
JOIN last_games AS g ON g.team_abbr = l.team_abbr AND g.game_id = l.game_id
WHERE l.player_id NOT IN (SELECT player_id FROM listed_that_day)
