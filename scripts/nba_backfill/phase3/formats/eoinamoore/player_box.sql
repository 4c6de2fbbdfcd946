-- DuckDB dialect. player_box of eoinamoore: one row per player of a game's statistics.

WITH timed AS (
  SELECT *, game_id10(game_id) AS id, REGEXP_EXTRACT(minutes, '\.(\d+)$', 1) AS fraction
  FROM player_statistics
),
-- 33.09 is 33:09 in seasons whose fractions have two digits at most and are all below 60
seasons AS (
  SELECT season_of(id) AS season,
    MAX(LENGTH(fraction)) FILTER (fraction NOT IN ('', '0')) <= 2
    AND MAX(TRY_CAST(RPAD(fraction, 2, '0') AS INT)) < 60
    AND COUNT(DISTINCT fraction) FILTER (fraction NOT IN ('', '0')) > 3 AS in_seconds
  FROM timed
  GROUP BY season
),
lines AS (
  SELECT timed.*,
    CASE
      WHEN in_seconds
        THEN FLOOR(TRY_CAST(minutes AS DOUBLE))
          + COALESCE(TRY_CAST(RPAD(NULLIF(fraction, ''), 2, '0') AS INT), 0) / 60
      ELSE minutes_of(minutes)
    END AS played_minutes,
    CASE
      WHEN comment SIMILAR TO '(DND|NWT).*' THEN 'inactive'
      WHEN comment IS NULL AND minutes_of(minutes) > 0 THEN 'played'
      WHEN comment IS NULL AND whole(pts) + whole(fga) + whole(fta) + whole(oreb) + whole(dreb)
        + whole(ast) + whole(stl) + whole(blk) + whole(tov) > 0 THEN 'played'
      -- minutes that are there and 0: on the court for a moment
      WHEN comment IS NULL AND minutes IS NOT NULL THEN 'played'
      ELSE 'dnp'
    END AS status
  FROM timed
  JOIN seasons ON season = season_of(id)
)
SELECT DISTINCT ON (id, player_id)
  id AS game_id, person(player_id) AS player_id,
  CONCAT_WS(' ', first_name, last_name) AS player_name,
  team_of(COALESCE(team_id, team_name), season_of(id)) AS team_abbr, status,
  played_minutes AS minutes,
  whole(pts) AS pts,
  whole(fgm) AS fgm,
  whole(fga) AS fga,
  whole(fg3m) AS fg3m,
  whole(fg3a) AS fg3a,
  whole(ftm) AS ftm,
  whole(fta) AS fta,
  whole(oreb) AS oreb,
  whole(dreb) AS dreb,
  whole(ast) AS ast,
  whole(stl) AS stl,
  whole(blk) AS blk,
  whole(tov) AS tov,
  whole(pf) AS pf,
  whole(plus_minus) AS plus_minus
FROM lines
ORDER BY id ASC, player_id ASC, status DESC
