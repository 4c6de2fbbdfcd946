-- DuckDB dialect. players of the own form.

SELECT person(player_id) AS player_id, MIN(us_date(birth_date)) AS birth_date
FROM own_players
GROUP BY person(player_id)
