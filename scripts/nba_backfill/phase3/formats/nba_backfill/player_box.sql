-- DuckDB dialect. player_box of the own form, from files of other names or beside other formats.

SELECT
  own_id(game_id) AS game_id, person(player_id) AS player_id, player_name, team_abbr, status,
  TRY_CAST(minutes AS DOUBLE) AS minutes,
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
  whole(plus_minus) AS plus_minus,
  us_date(birth_date) AS birth_date
FROM own_player_box
