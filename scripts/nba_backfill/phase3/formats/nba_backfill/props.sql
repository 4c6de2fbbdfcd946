-- DuckDB dialect. props of the own form.

SELECT own_id(game_id) AS game_id, person(player_id) AS player_id, market, bookmaker,
  TRY_CAST(line AS DOUBLE) AS line, TRY_CAST(minutes_before_tip AS DOUBLE) AS minutes_before_tip
FROM own_props
