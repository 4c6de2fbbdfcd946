-- DuckDB dialect. odds of the own form.

SELECT own_id(game_id) AS game_id, TRY_CAST(home_spread AS DOUBLE) AS home_spread,
  TRY_CAST(total AS DOUBLE) AS total
FROM own_odds
