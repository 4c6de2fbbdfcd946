-- DuckDB dialect. player_box of hoopr: one row per athlete in a game's box score. The game is the
-- one of the date and home team, whoever's id it has.

SELECT DISTINCT ON (games.game_id, player_id)
  games.game_id, person(athlete_id) AS player_id, athlete_name AS player_name,
  IF(side = 'home', games.home_abbr, games.away_abbr) AS team_abbr,
  IF(flag(did_not_play) OR minutes IS NULL, 'dnp', 'played') AS status,
  IF(status = 'played', minutes_of(box.minutes), NULL) AS minutes,
  IF(status = 'played', whole(box.pts), NULL) AS pts,
  IF(status = 'played', whole(box.fgm), NULL) AS fgm,
  IF(status = 'played', whole(box.fga), NULL) AS fga,
  IF(status = 'played', whole(box.fg3m), NULL) AS fg3m,
  IF(status = 'played', whole(box.fg3a), NULL) AS fg3a,
  IF(status = 'played', whole(box.ftm), NULL) AS ftm,
  IF(status = 'played', whole(box.fta), NULL) AS fta,
  IF(status = 'played', whole(box.oreb), NULL) AS oreb,
  IF(status = 'played', whole(box.dreb), NULL) AS dreb,
  IF(status = 'played', whole(box.ast), NULL) AS ast,
  IF(status = 'played', whole(box.stl), NULL) AS stl,
  IF(status = 'played', whole(box.blk), NULL) AS blk,
  IF(status = 'played', whole(box.tov), NULL) AS tov,
  IF(status = 'played', whole(box.pf), NULL) AS pf,
  IF(status = 'played', whole(box.plus_minus), NULL) AS plus_minus
FROM athlete_box AS box
JOIN games ON games.game_date = us_date(box.game_date)
  AND games.home_abbr = team_of(
      IF(side = 'home', COALESCE(team_name, team), COALESCE(opponent_name, opponent)),
      whole(season) - 1)
ORDER BY games.game_id, player_id, status DESC
