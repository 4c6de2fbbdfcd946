-- DuckDB dialect. player_box of nba_api: one row per player listed for a game. The players' log
-- counts before the box score, the box score before the inactive list; what one of them lacks
-- (fouls of the live box) is taken from the next.

WITH logged AS (
  SELECT 1 AS preference, game_id, player_id, player_name, COALESCE(team_id, team) AS team,
    'played' AS status, minutes_of(minutes) AS minutes,
    pts, fgm, fga, fg3m, fg3a, ftm, fta, oreb, dreb, ast, stl, blk, tov, pf, plus_minus
  FROM player_game_log
),
boxed AS (
  SELECT 2 AS preference, game_id, player_id,
    COALESCE(player_name, CONCAT_WS(' ', first_name, family_name)) AS player_name,
    COALESCE(team_id, team) AS team, LOWER(side) AS side,
    CASE
      WHEN UPPER(status) = 'INACTIVE' OR comment SIMILAR TO '(DND|NWT).*' THEN 'inactive'
      WHEN played IS NOT NULL THEN IF(flag(played), 'played', 'dnp')
      WHEN comment IS NOT NULL THEN 'dnp'
      -- a time of 0:00 without a comment is somebody's who was on the court for a moment
      WHEN minutes_of(COALESCE(minutes, minutes_calculated)) > 0 OR minutes LIKE '%:%' THEN 'played'
      WHEN whole(pts) + whole(fga) + whole(fta) + whole(oreb) + whole(dreb) + whole(ast)
        + whole(stl) + whole(blk) + whole(tov) > 0 THEN 'played'
      ELSE 'dnp'
    END AS status,
    minutes_of(COALESCE(minutes, minutes_calculated)) AS minutes,
    pts, fgm, fga, fg3m, fg3a, ftm, fta, oreb, dreb, ast, stl, blk, tov, pf, plus_minus
  FROM box_score
),
absent AS (
  SELECT 3 AS preference, game_id, player_id,
    CONCAT_WS(' ', first_name, family_name) AS player_name,
    COALESCE(team_id, team) AS team, 'inactive' AS status
  FROM inactive_players
),
every AS (
  FROM logged UNION ALL BY NAME FROM boxed UNION ALL BY NAME FROM absent
),
lines AS (
  SELECT * REPLACE (
    game_id10(every.game_id) AS game_id,
    person(player_id) AS player_id,
    NULLIF(player_name, '') AS player_name,
    CASE
      WHEN team IS NOT NULL THEN team_of(team, season_of(game_id10(every.game_id)))
      WHEN side LIKE 'home%' THEN games.home_abbr
      WHEN side LIKE 'away%' OR side LIKE 'visitor%' THEN games.away_abbr
    END AS team,
    CASE status WHEN 'played' THEN 1 WHEN 'dnp' THEN 2 ELSE 3 END * 10 + preference AS preference
  )
  FROM every
  LEFT JOIN (SELECT game_id AS id, home_abbr, away_abbr FROM games) AS games
    ON games.id = game_id10(every.game_id)
),
-- endpoints spell some names differently: a player has the one of the better source everywhere
named AS (
  SELECT * REPLACE (
    FIRST_VALUE(player_name) OVER (
      PARTITION BY player_id
      ORDER BY player_name IS NULL, preference % 10, game_id, player_name
    ) AS player_name
  )
  FROM lines
)
SELECT
  game_id, player_id,
  first_of(player_name, preference) AS player_name,
  first_of(team, preference) AS team_abbr,
  first_of(status, preference) AS status,
  first_of(minutes, preference) AS minutes,
  first_of(whole(pts), preference) AS pts,
  first_of(whole(fgm), preference) AS fgm,
  first_of(whole(fga), preference) AS fga,
  first_of(whole(fg3m), preference) AS fg3m,
  first_of(whole(fg3a), preference) AS fg3a,
  first_of(whole(ftm), preference) AS ftm,
  first_of(whole(fta), preference) AS fta,
  first_of(whole(oreb), preference) AS oreb,
  first_of(whole(dreb), preference) AS dreb,
  first_of(whole(ast), preference) AS ast,
  first_of(whole(stl), preference) AS stl,
  first_of(whole(blk), preference) AS blk,
  first_of(whole(tov), preference) AS tov,
  first_of(whole(pf), preference) AS pf,
  first_of(whole(plus_minus), preference) AS plus_minus
FROM named
WHERE player_id IS NOT NULL
GROUP BY game_id, player_id
