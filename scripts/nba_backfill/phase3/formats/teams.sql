-- DuckDB dialect. teams: code (letters of any way to write a team), seasons, abbreviation.

CREATE TABLE teams AS
SELECT DISTINCT
  letters(code) AS code,
  first_season,
  COALESCE(last_season, 9999) AS last_season,
  abbreviation
FROM (
  SELECT *, UNNEST(LIST_CONCAT(
    [CAST(team_id AS VARCHAR), abbreviation, name, nickname],
    STRING_SPLIT(COALESCE(other, ''), '|')
  )) AS code
  FROM team_rows
)
WHERE code <> ''
QUALIFY ROW_NUMBER() OVER (PARTITION BY letters(code), first_season ORDER BY abbreviation) = 1;

-- Abbreviation of a team in a season, by id, abbreviation of any source, name or nickname.
CREATE MACRO team_of(written, season) AS (
  SELECT abbreviation FROM teams
  WHERE teams.code = letters(REGEXP_REPLACE(written, '\.0+$', ''))
    AND season BETWEEN first_season AND last_season
);
