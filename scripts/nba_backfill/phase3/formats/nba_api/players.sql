-- DuckDB dialect. players of nba_api: birth dates (CommonPlayerInfo) and names by id.

SELECT
  person(person_id) AS player_id,
  MIN(COALESCE(display_name, CONCAT_WS(' ', first_name, family_name))) AS player_name,
  MIN(us_date(birth_date)) AS birth_date
FROM players
WHERE person(person_id) IS NOT NULL
GROUP BY person(person_id)
