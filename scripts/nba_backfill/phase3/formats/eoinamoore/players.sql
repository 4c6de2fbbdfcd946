-- DuckDB dialect. players of eoinamoore: birth dates and names by NBA id.

SELECT person(player_id) AS player_id, MIN(CONCAT_WS(' ', first_name, last_name)) AS player_name,
  MIN(us_date(birth_date)) AS birth_date
FROM people
WHERE person(player_id) IS NOT NULL
GROUP BY person(player_id)
