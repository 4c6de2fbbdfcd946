-- DuckDB dialect. upcoming_team_game_context: one row per (game of the schedule, team), D being
-- the game's date. Windows, all of the same season and game_date < D: rest and "last N days"
-- (D-N < game_date < D) over the team's final games of any type; pace over its last 10 counted
-- games (Cup finals are not counted). Of D itself: the schedule, the betting line, the listing.

WITH sides AS (
  SELECT game_id, game_date, season_year, game_type, is_final,
    home_team AS team_abbr, away_team AS opponent_team_abbr, TRUE AS home_game
  FROM nba_schedule
  UNION ALL
  SELECT game_id, game_date, season_year, game_type, is_final, away_team, home_team, FALSE
  FROM nba_schedule
),
-- after each game: the dates of the team's last 13 games (14 days hold no more)
rest_after AS (
  SELECT season_year, team_abbr, game_date AS last_date,
    LIST(game_date) OVER (
      PARTITION BY season_year, team_abbr ORDER BY game_date ROWS 12 PRECEDING
    ) AS recent
  FROM sides WHERE is_final
),
rest AS (
  SELECT s.game_id, s.team_abbr,
    s.game_date - last_date AS days_rest,
    LEN(LIST_FILTER(recent, LAMBDA d: d > s.game_date - 7)) AS games_7,
    LEN(LIST_FILTER(recent, LAMBDA d: d > s.game_date - 14)) AS games_14
  FROM sides AS s
  ASOF LEFT JOIN rest_after AS r
    ON r.season_year = s.season_year AND r.team_abbr = s.team_abbr
    AND r.last_date < s.game_date
),
-- after each counted game: the team's mean pace over its last 10
pace_after AS (
  SELECT season_year, team_abbr, game_date AS last_date,
    LIST_AVG(LIST(pace) OVER (
      PARTITION BY season_year, team_abbr ORDER BY game_date ROWS 9 PRECEDING
    )) AS pace_last_10
  FROM team_offense_game_summary WHERE game_type <> 'cup_final'
),
dates AS (
  SELECT DISTINCT season_year, game_date FROM sides
),
teams AS (
  SELECT DISTINCT season_year, team_abbr FROM sides
),
-- every team of the season on every game date, whether it plays or not: the league mean needs all
pace AS (
  SELECT t.season_year, t.game_date, t.team_abbr, pace_last_10
  FROM (SELECT * FROM dates JOIN teams USING (season_year)) AS t
  ASOF JOIN pace_after AS p
    ON p.season_year = t.season_year AND p.team_abbr = t.team_abbr
    AND p.last_date < t.game_date
),
league AS (
  SELECT season_year, game_date,
    LIST_AVG(LIST(pace_last_10 ORDER BY team_abbr)) AS league_pace_last_10
  FROM pace
  GROUP BY season_year, game_date
),
known_listings AS (
  SELECT game_id FROM listings GROUP BY game_id HAVING BOOL_AND(listing_known)
)
SELECT
  s.team_abbr, s.game_id, s.game_date, s.season_year, s.game_type,
  s.game_type AS season_phase,
  s.opponent_team_abbr,
  IF(g.neutral_site, NULL, s.home_game) AS home_game,
  own_rest.days_rest,
  own_rest.days_rest = 1 AS back_to_back,
  opponent_rest.days_rest AS opponent_days_rest,
  COALESCE(own_rest.games_7, 0) AS games_in_last_7_days,
  COALESCE(own_rest.games_14, 0) AS games_in_last_14_days,
  own_pace.pace_last_10,
  opponent_pace.pace_last_10 AS opponent_pace_last_10,
  (own_pace.pace_last_10 + opponent_pace.pace_last_10) / 2 - league_pace_last_10
    AS pace_differential,
  league_pace_last_10,
  -- the row's own team's line: the home line with its sign turned for the visitors
  IF(s.home_game, home_spread, 0 - home_spread) AS game_spread,
  total AS game_total,
  k.game_id IS NULL AS listing_incomplete
FROM sides AS s
JOIN games AS g ON g.game_id = s.game_id
JOIN rest AS own_rest
  ON own_rest.game_id = s.game_id AND own_rest.team_abbr = s.team_abbr
JOIN rest AS opponent_rest
  ON opponent_rest.game_id = s.game_id AND opponent_rest.team_abbr = s.opponent_team_abbr
LEFT JOIN pace AS own_pace
  ON own_pace.season_year = s.season_year AND own_pace.game_date = s.game_date
  AND own_pace.team_abbr = s.team_abbr
LEFT JOIN pace AS opponent_pace
  ON opponent_pace.season_year = s.season_year AND opponent_pace.game_date = s.game_date
  AND opponent_pace.team_abbr = s.opponent_team_abbr
LEFT JOIN league AS l ON l.season_year = s.season_year AND l.game_date = s.game_date
LEFT JOIN odds AS o ON o.game_id = s.game_id
LEFT JOIN known_listings AS k ON k.game_id = s.game_id
ORDER BY s.game_date, s.game_id, s.team_abbr
