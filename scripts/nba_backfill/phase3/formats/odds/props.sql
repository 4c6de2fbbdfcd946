-- DuckDB dialect. props: one row per quote of a player's line. A name that is nobody's in the game,
-- or two players', has a NULL player_id.

WITH quoted AS (
  SELECT us_date_of_utc(commence_time) AS game_date, game_date AS or_date, home_team, away_team,
    player, market, bookmaker, TRY_CAST(point AS DOUBLE) AS line, commence_time, market_updated
  FROM outcomes
  WHERE player IS NOT NULL AND outcome ILIKE 'over'
  UNION ALL BY NAME
  SELECT COALESCE(us_date_of_utc(commence_time), us_date(event_date)) AS game_date,
    -- a day without a time may be that of UTC
    IF(commence_time IS NULL, us_date(event_date) - 1, game_date) AS or_date,
    COALESCE(home_team, TRIM(SPLIT_PART(game, ' @ ', 2))) AS home_team,
    COALESCE(away_team, TRIM(SPLIT_PART(game, ' @ ', 1))) AS away_team, player,
    COALESCE(market, 'not stated') AS market, bookmaker, TRY_CAST(line AS DOUBLE) AS line,
    commence_time, market_updated
  FROM player_lines
),
-- the one game of these teams on the date or the day before
events AS (
  SELECT day, or_date, home_team, away_team, MIN(games.game_id) AS game_id
  FROM (SELECT DISTINCT game_date AS day, or_date, home_team, away_team FROM quoted)
  JOIN games ON games.game_date IN (day, or_date)
    AND games.home_abbr = team_of(home_team, season_at(day))
    AND games.away_abbr = team_of(away_team, season_at(day))
  GROUP BY day, or_date, home_team, away_team
  HAVING COUNT(*) = 1
),
quotes AS (
  SELECT DISTINCT game_id, player, market, bookmaker_title(bookmaker) AS bookmaker, line,
    DATE_DIFF('second', utc(market_updated), utc(commence_time)) / 60 AS minutes_before_tip,
    letters(player) AS lookup,
    letters(REGEXP_REPLACE(player, '\s+(Jr|Sr|II|III|IV)\.?$', '', 'i')) AS without_suffix
  FROM quoted
  LEFT JOIN events ON day = game_date AND events.or_date = quoted.or_date
    AND events.home_team = quoted.home_team AND events.away_team = quoted.away_team
  WHERE line IS NOT NULL AND game_date BETWEEN (SELECT MIN(game_date) FROM games)
    AND (SELECT MAX(game_date) FROM games)
),
listed AS (
  SELECT game_id, player_id, letters(player_name) AS lookup,
    letters(REGEXP_REPLACE(player_name, '\s+(Jr|Sr|II|III|IV)\.?$', '', 'i')) AS without_suffix
  FROM player_box
),
exact AS (
  SELECT game_id, lookup, MIN(player_id) AS player_id
  FROM listed GROUP BY game_id, lookup HAVING COUNT(DISTINCT player_id) = 1
),
without AS (
  SELECT game_id, without_suffix, MIN(player_id) AS player_id
  FROM listed GROUP BY game_id, without_suffix HAVING COUNT(DISTINCT player_id) = 1
)
SELECT quotes.game_id, COALESCE(exact.player_id, without.player_id) AS player_id, market, bookmaker,
  line, minutes_before_tip, player AS player_name
FROM quotes
LEFT JOIN exact ON exact.game_id = quotes.game_id AND exact.lookup = quotes.lookup
LEFT JOIN without ON without.game_id = quotes.game_id
  AND without.without_suffix = quotes.without_suffix
