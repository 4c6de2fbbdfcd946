-- DuckDB dialect. odds: one line per game. Of the outcomes of a bookmaker the last before tip-off
-- counts, of several bookmakers the median. Games that are not there have a NULL id.

WITH quoted AS (
  SELECT us_date_of_utc(commence_time) AS game_date, bookmaker, market, outcome,
    team_of(home_team, season_at(us_date_of_utc(commence_time))) AS home_abbr,
    outcome = home_team AS at_home, TRY_CAST(point AS DOUBLE) AS point,
    utc(market_updated) AS updated
  FROM outcomes
  WHERE market IN ('spreads', 'totals')
    AND COALESCE(utc(market_updated) <= utc(commence_time), TRUE)
),
last_of_books AS (
  SELECT game_date, home_abbr, bookmaker,
    ARG_MAX(point, (updated, point)) FILTER (market = 'spreads' AND at_home) AS home_spread,
    ARG_MAX(point, (updated, point)) FILTER (market = 'totals' AND outcome ILIKE 'over') AS total
  FROM quoted
  GROUP BY game_date, home_abbr, bookmaker
),
lines AS (
  SELECT 1 AS preference, game_date, home_abbr,
    MEDIAN(home_spread) AS home_spread, MEDIAN(total) AS total
  FROM last_of_books
  GROUP BY game_date, home_abbr
  UNION ALL BY NAME
  SELECT 2 AS preference, us_date(event_date) AS game_date,
    team_of(home, whole(season) - 1) AS home_abbr,
    TRY_CAST(spread AS DOUBLE) * CASE LOWER(favoured) WHEN 'home' THEN -1 WHEN 'away' THEN 1 END
      AS home_spread,
    TRY_CAST(total AS DOUBLE) AS total
  FROM season_lines
)
SELECT
  games.game_id,
  first_of(home_spread, preference) AS home_spread,
  first_of(lines.total, preference) AS total
FROM lines
LEFT JOIN games ON games.game_date = lines.game_date AND games.home_abbr = lines.home_abbr
WHERE lines.game_date BETWEEN (SELECT MIN(game_date) FROM games)
  AND (SELECT MAX(game_date) FROM games)
GROUP BY games.game_id, IF(games.game_id IS NULL, (lines.game_date, lines.home_abbr), NULL)
