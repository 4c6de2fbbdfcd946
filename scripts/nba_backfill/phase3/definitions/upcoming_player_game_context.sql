-- DuckDB dialect. upcoming_player_game_context: one row per player listed for a game of date D.
-- Windows, all of the same season and game_date < D: rest and "last N days"
-- (D-N < game_date < D) over his played games of any type; usage and star averages over his
-- counted played games (Cup finals are not counted). Of D itself: the schedule, the lines and
-- who is listed, available or out. Whether an available player then plays changes nothing.

WITH played AS (
  SELECT *,
    -- 1 when his previous game was the day before
    game_date - LAG(game_date) OVER (
      PARTITION BY season_year, universal_player_id ORDER BY game_date
    ) = 1 AS after_game_yesterday
  FROM player_game_summary WHERE is_active
),
-- after each played game: his last 13 games (14 days hold no more)
load_after AS (
  SELECT season_year, universal_player_id AS player_id, game_date AS last_date,
    LIST({
      'game_date': game_date, 'minutes': minutes_played,
      'pair_start': IF(after_game_yesterday, game_date - 1, NULL)
    }) OVER (
      PARTITION BY season_year, universal_player_id ORDER BY game_date ROWS 12 PRECEDING
    ) AS recent
  FROM played
),
-- after each counted played game: usage, and the averages that make a star.
-- Lists keep the order of the games, so that float sums do not depend on other rows.
form_after AS (
  SELECT season_year, universal_player_id AS player_id, game_date AS last_date,
    LIST_AVG(LIST(usage_rate) OVER (season_so_far ROWS 6 PRECEDING)) AS usage_last_7,
    LIST_SUM(LIST(usage_rate * minutes_played) OVER (season_so_far ROWS UNBOUNDED PRECEDING))
      / NULLIF(LIST_SUM(LIST(IF(usage_rate IS NULL, NULL, minutes_played))
        OVER (season_so_far ROWS UNBOUNDED PRECEDING)), 0) AS usage_by_minutes,
    COUNT(*) OVER (season_so_far ROWS UNBOUNDED PRECEDING) AS games,
    SUM(points) OVER (season_so_far ROWS UNBOUNDED PRECEDING) AS points,
    LIST_SUM(LIST(minutes_played) OVER (season_so_far ROWS UNBOUNDED PRECEDING)) AS minutes
  FROM played WHERE game_type <> 'cup_final'
  WINDOW season_so_far AS (PARTITION BY season_year, universal_player_id ORDER BY game_date)
),
listed AS (
  SELECT l.* EXCLUDE (minutes),
    status = 'inactive' AS is_out,
    usage_last_7, usage_by_minutes,
    COALESCE(games >= 10 AND (
      points / games >= 18 - 1e-12
      OR (f.minutes / games >= 28 - 1e-12 AND points / games >= 12 - 1e-12)
    ), FALSE) AS is_star
  FROM listings AS l
  ASOF LEFT JOIN form_after AS f
    ON f.season_year = l.season_year AND f.player_id = l.player_id AND f.last_date < l.game_date
),
last_games AS (
  SELECT l.player_id, l.game_date,
    l.game_date - last_date AS days_rest,
    LIST_FILTER(recent, LAMBDA g: g.game_date > l.game_date - 7) AS last_7,
    LIST_FILTER(recent, LAMBDA g: g.game_date > l.game_date - 14) AS last_14
  FROM listings AS l
  ASOF LEFT JOIN load_after AS a
    ON a.season_year = l.season_year AND a.player_id = l.player_id AND a.last_date < l.game_date
),
-- numbers, not lists: the joins below hold every row of every season
loads AS (
  SELECT player_id, game_date, days_rest,
    COALESCE(LEN(last_7), 0) AS games_7,
    COALESCE(LEN(last_14), 0) AS games_14,
    COALESCE(LIST_SUM(LIST_TRANSFORM(last_7, LAMBDA g: g.minutes)), 0) AS minutes_7,
    COALESCE(LIST_SUM(LIST_TRANSFORM(last_14, LAMBDA g: g.minutes)), 0) AS minutes_14,
    LIST_SUM(LIST_TRANSFORM(last_7, LAMBDA g: g.minutes)) / LEN(last_7) AS minutes_per_game_7,
    -- both games of the pair lie inside the window
    COALESCE(LEN(LIST_FILTER(last_14, LAMBDA g: g.pair_start > game_date - 14)), 0) AS pairs_14
  FROM last_games
),
stars_out AS (
  SELECT game_id, team_abbr, COUNT(*) FILTER (is_out AND is_star) AS stars
  FROM listed
  GROUP BY game_id, team_abbr
)
SELECT
  l.player_lookup,
  l.player_id AS universal_player_id,
  l.player_name AS player_full_name,
  l.game_id, l.game_date, l.season_year, l.game_type,
  l.game_type AS season_phase,
  l.team_abbr, l.opponent_team_abbr, l.home_game,
  CASE WHEN NOT listing_known THEN NULL WHEN is_out THEN 'out' ELSE 'available' END
    AS player_status,
  NOT listing_known AS listing_incomplete,
  loads.days_rest,
  loads.days_rest = 1 AS back_to_back,
  t.opponent_days_rest,
  games_7 AS games_in_last_7_days,
  games_14 AS games_in_last_14_days,
  minutes_7 AS minutes_in_last_7_days,
  minutes_14 AS minutes_in_last_14_days,
  minutes_per_game_7 AS avg_minutes_per_game_last_7,
  pairs_14 AS back_to_backs_last_14_days,
  DATE_SUB('year', birth_date, l.game_date) AS player_age,
  usage_by_minutes AS projected_usage_rate,
  usage_last_7 AS avg_usage_rate_last_7_games,
  IF(listing_known, stars - IF(is_out AND is_star, 1, 0), NULL) AS star_teammates_out,
  t.opponent_pace_last_10, t.pace_differential, t.league_pace_last_10,
  t.game_spread, t.game_total,
  line AS current_points_line,
  line_source AS current_points_line_source
FROM listed AS l
JOIN loads ON loads.player_id = l.player_id AND loads.game_date = l.game_date
JOIN stars_out AS s ON s.game_id = l.game_id AND s.team_abbr = l.team_abbr
JOIN upcoming_team_game_context AS t ON t.game_id = l.game_id AND t.team_abbr = l.team_abbr
LEFT JOIN points_lines AS p ON p.game_id = l.game_id AND p.player_id = l.player_id
ORDER BY l.game_date, l.player_lookup
