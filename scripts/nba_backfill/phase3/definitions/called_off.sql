-- DuckDB dialect. called_off: games without a score although their season has gone on. They were
-- postponed or cancelled: nobody is listed for them, whatever an old list says.

SELECT game_id
FROM nba_schedule
JOIN (
  SELECT season_year, MAX(game_date) AS newest FROM nba_schedule WHERE is_final GROUP BY season_year
) USING (season_year)
WHERE NOT is_final AND game_date < newest
