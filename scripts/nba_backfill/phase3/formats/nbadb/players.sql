-- DuckDB dialect. players of nbadb: birth dates and names by NBA id.

SELECT person(player_id) AS player_id,
  MIN(COALESCE(full_name, CONCAT_WS(' ', first_name, last_name))) AS player_name,
  MIN(us_date(birth_date)) AS birth_date
FROM dim_player
WHERE person(player_id) IS NOT NULL
GROUP BY person(player_id)
