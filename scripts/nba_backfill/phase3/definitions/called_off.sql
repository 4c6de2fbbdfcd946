-- DuckDB dialect. called_off: games without a score although the schedule has gone on. They were
-- postponed or cancelled: nobody is listed for them, whatever an old list says.

SELECT game_id
FROM nba_schedule
WHERE NOT is_final AND game_date < (SELECT MAX(game_date) FROM nba_schedule WHERE is_final)
