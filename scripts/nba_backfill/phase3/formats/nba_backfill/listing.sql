-- DuckDB dialect. listing of the own form: who is up for games that are not played yet.

SELECT own_id(game_id) AS game_id, person(player_id) AS player_id, player_name, team_abbr,
  player_status
FROM own_listing
