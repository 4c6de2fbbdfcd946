-- DuckDB dialect. player_box of hoopr: one row per athlete in a game's box score. The game is the
-- one of the date and home team, whoever's id it has.

SELECT DISTINCT ON (games.game_id, player_id)
  games.game_id, person(athlete_id) AS player_id, athlete_name AS player_name,
  IF(side = 'home', games.home_abbr, games.away_abbr) AS team_abbr,
  IF(flag(did_not_play) OR minutes IS NULL, 'dnp', 'played') AS status,
  minutes_of(box.minutes) AS minutes,
  whole(box.pts) AS pts,
  whole(box.fgm) AS fgm,
  whole(box.fga) AS fga,
  whole(box.fg3m) AS fg3m,
  whole(box.fg3a) AS fg3a,
  whole(box.ftm) AS ftm,
  whole(box.fta) AS fta,
  whole(box.oreb) AS oreb,
  whole(box.dreb) AS dreb,
  whole(box.ast) AS ast,
  whole(box.stl) AS stl,
  whole(box.blk) AS blk,
  whole(box.tov) AS tov,
  whole(box.pf) AS pf,
  whole(box.plus_minus) AS plus_minus
FROM athlete_box AS box
JOIN games ON games.game_date = us_date(box.game_date)
  AND games.home_abbr = team_of(
      IF(side = 'home', COALESCE(team_name, team), COALESCE(opponent_name, opponent)),
      whole(season) - 1)
ORDER BY games.game_id ASC, player_id ASC, status DESC
