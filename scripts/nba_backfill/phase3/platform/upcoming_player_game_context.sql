-- upcoming_player_game_context: one row per player listed for a final game of date D.
-- Windows, all of the same season and game_date < D: rest and "last N days" (D-N < game_date < D)
-- over his played games of any type; usage and star averages over his counted played games (Cup
-- finals are not counted). Of D itself: the schedule, the lines and who is listed, available or
-- out. Whether an available player then plays changes nothing.
-- An inactive player known by his last name only may be a star: star_teammates_out of his team is
-- unknown then, unless no star of that name is missing from the day's listings.

WITH played AS (
  SELECT
    player_lookup,
    season_year,
    game_date,
    minutes_played,
    points,
    usage_rate,
    game_type <> 'cup_final' AS is_counted,
    DATE_DIFF(
      game_date,
      LAG(game_date) OVER (PARTITION BY player_lookup, season_year ORDER BY game_date),
      DAY
    ) = 1 AS after_game_yesterday
  FROM phase3.player_game_summary
  WHERE is_active
),

earlier AS (
  SELECT
    l.player_lookup,
    l.game_date,
    played.game_date AS played_date,
    played.minutes_played,
    played.points,
    played.usage_rate,
    played.is_counted,
    played.after_game_yesterday,
    ROW_NUMBER() OVER (
      PARTITION BY l.player_lookup, l.game_date, played.is_counted ORDER BY played.game_date DESC
    ) AS place
  FROM phase3.listing AS l
  JOIN played
    ON played.player_lookup = l.player_lookup AND played.season_year = l.season_year
    AND played.game_date < l.game_date
),

form AS (
  SELECT
    player_lookup,
    game_date,
    DATE_DIFF(game_date, MAX(played_date), DAY) AS days_rest,
    COUNTIF(played_date > DATE_SUB(game_date, INTERVAL 7 DAY)) AS games_7,
    COUNTIF(played_date > DATE_SUB(game_date, INTERVAL 14 DAY)) AS games_14,
    SUM(IF(played_date > DATE_SUB(game_date, INTERVAL 7 DAY), minutes_played, NULL)) AS minutes_7,
    SUM(IF(played_date > DATE_SUB(game_date, INTERVAL 14 DAY), minutes_played, NULL))
      AS minutes_14,
    -- both games of the pair lie inside the window
    COUNTIF(
      after_game_yesterday
      AND DATE_SUB(played_date, INTERVAL 1 DAY) > DATE_SUB(game_date, INTERVAL 14 DAY)
    ) AS pairs_14,
    AVG(IF(is_counted AND place <= 7, usage_rate, NULL)) AS usage_last_7,
    SAFE_DIVIDE(
      SUM(IF(is_counted, usage_rate * minutes_played, NULL)),
      SUM(IF(is_counted AND usage_rate IS NOT NULL, minutes_played, NULL))
    ) AS usage_by_minutes
  FROM earlier
  GROUP BY player_lookup, game_date
),

-- after each counted game of a player: is he a star?
star_after AS (
  SELECT
    player_lookup,
    season_year,
    game_date,
    games >= 10 AND (
      SAFE_DIVIDE(points, games) >= 18 - 1e-12
      OR (
        SAFE_DIVIDE(minutes, games) >= 28 - 1e-12 AND SAFE_DIVIDE(points, games) >= 12 - 1e-12
      )
    ) AS is_star,
    LEAD(game_date) OVER (PARTITION BY player_lookup, season_year ORDER BY game_date) AS next_game
  FROM (
    SELECT
      player_lookup,
      season_year,
      game_date,
      COUNT(*) OVER (so_far) AS games,
      SUM(points) OVER (so_far) AS points,
      SUM(minutes_played) OVER (so_far) AS minutes
    FROM played
    WHERE is_counted
    WINDOW so_far AS (
      PARTITION BY player_lookup, season_year ORDER BY game_date
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    )
  ) AS so_far
),

listed AS (
  SELECT
    l.*,
    l.player_status = 'inactive' AS is_out,
    COALESCE(star.is_star, FALSE) AS is_star
  FROM phase3.listing AS l
  LEFT JOIN star_after AS star
    ON star.player_lookup = l.player_lookup AND star.season_year = l.season_year
    AND star.game_date < l.game_date
    AND COALESCE(star.next_game, DATE '9999-12-31') >= l.game_date
),

stars_out AS (
  SELECT
    game_id,
    team_abbr,
    COUNTIF(is_out AND is_star) AS stars
  FROM listed
  GROUP BY game_id, team_abbr
),

sides AS (
  SELECT
    game_id,
    game_date,
    season_year,
    home_team AS team_abbr
  FROM phase3.nba_schedule
  UNION ALL
  SELECT
    game_id,
    game_date,
    season_year,
    away_team
  FROM phase3.nba_schedule
),

unresolved AS (
  SELECT
    sides.game_id,
    sides.game_date,
    sides.season_year,
    sides.team_abbr,
    book.player_lookup
  FROM nba_raw.nbac_gamebook_player_stats AS book
  JOIN sides ON sides.game_date = book.game_date AND sides.team_abbr = book.team_abbr
  WHERE book.game_date BETWEEN @start_date AND @end_date
    AND book.player_status = 'inactive'
    AND COALESCE(book.name_resolution_status, '') <> 'resolved'
),

maybe_a_star AS (
  SELECT DISTINCT
    unresolved.game_id,
    unresolved.team_abbr
  FROM unresolved
  JOIN star_after AS star
    ON star.season_year = unresolved.season_year AND star.game_date < unresolved.game_date
    AND COALESCE(star.next_game, DATE '9999-12-31') >= unresolved.game_date
  LEFT JOIN phase3.listing AS l
    ON l.game_date = unresolved.game_date AND l.player_lookup = star.player_lookup
  WHERE star.is_star AND l.player_lookup IS NULL
    AND ENDS_WITH(
      REGEXP_REPLACE(star.player_lookup, '(jr|sr|iii|ii|iv)$', ''),
      REGEXP_REPLACE(COALESCE(unresolved.player_lookup, ''), '(jr|sr|iii|ii|iv)$', '')
    )
),

births AS (
  SELECT
    player_lookup,
    IF(COUNT(DISTINCT birth_date) = 1, MAX(birth_date), NULL) AS birth_date
  FROM (
    SELECT
      player_lookup,
      SAFE.PARSE_DATE('%B %d, %Y', birth_date) AS birth_date
    FROM nba_raw.br_rosters_current
  ) AS rosters
  GROUP BY player_lookup
),

-- points line: each bookmaker's newest quote before tip-off (several lines: their median)
quotes AS (
  SELECT DISTINCT
    game_date,
    player_lookup,
    LOWER(bookmaker) AS bookmaker,
    PERCENTILE_CONT(points_line, 0.5) OVER (
      PARTITION BY game_date, player_lookup, LOWER(bookmaker)
    ) AS line
  FROM (
    SELECT
      *,
      RANK() OVER (
        PARTITION BY game_date, player_lookup, LOWER(bookmaker)
        ORDER BY COALESCE(minutes_before_tipoff, 100000)
      ) AS place
    FROM nba_raw.odds_api_player_points_props
    WHERE game_date BETWEEN @start_date AND @end_date
      AND COALESCE(minutes_before_tipoff, 0) >= 0
      AND points_line IS NOT NULL
  ) AS ranked
  WHERE place = 1
),

-- the place of a bookmaker in the configured list, |DraftKings|FanDuel|, tells its preference
ordered AS (
  SELECT
    game_date,
    player_lookup,
    line,
    IF(place = 0, 100000, place) AS preference,
    IF(place = 0, 'median', SUBSTR(@bookmakers, place + 1, LENGTH(bookmaker))) AS line_source
  FROM (
    SELECT
      *,
      STRPOS(LOWER(@bookmakers), CONCAT('|', bookmaker, '|')) AS place
    FROM quotes
  ) AS placed
),

-- per player: the first configured bookmaker that quotes him, else the median of the others
points_lines AS (
  SELECT
    game_date,
    player_lookup,
    line_source,
    PERCENTILE_CONT(line, 0.5) OVER (PARTITION BY game_date, player_lookup, preference) AS line,
    ROW_NUMBER() OVER (PARTITION BY game_date, player_lookup ORDER BY preference) AS place
  FROM ordered
)

SELECT
  l.player_lookup,
  l.universal_player_id,
  l.player_full_name,
  l.game_id,
  l.game_date,
  l.season_year,
  l.game_type,
  l.game_type AS season_phase,
  l.team_abbr,
  l.opponent_team_abbr,
  l.home_game,
  CASE WHEN NOT l.listing_known THEN NULL WHEN l.is_out THEN 'out' ELSE 'available' END
    AS player_status,
  NOT l.listing_known AS listing_incomplete,
  form.days_rest,
  form.days_rest = 1 AS back_to_back,
  team.opponent_days_rest,
  COALESCE(form.games_7, 0) AS games_in_last_7_days,
  COALESCE(form.games_14, 0) AS games_in_last_14_days,
  COALESCE(form.minutes_7, 0) AS minutes_in_last_7_days,
  COALESCE(form.minutes_14, 0) AS minutes_in_last_14_days,
  SAFE_DIVIDE(form.minutes_7, form.games_7) AS avg_minutes_per_game_last_7,
  COALESCE(form.pairs_14, 0) AS back_to_backs_last_14_days,
  DATE_DIFF(l.game_date, births.birth_date, YEAR)
  - IF(FORMAT_DATE('%m%d', l.game_date) < FORMAT_DATE('%m%d', births.birth_date), 1, 0)
    AS player_age,
  form.usage_by_minutes AS projected_usage_rate,
  form.usage_last_7 AS avg_usage_rate_last_7_games,
  IF(
    l.listing_known AND maybe_a_star.game_id IS NULL,
    stars_out.stars - IF(l.is_out AND l.is_star, 1, 0),
    NULL
  ) AS star_teammates_out,
  team.opponent_pace_last_10,
  team.pace_differential,
  team.league_pace_last_10,
  team.game_spread,
  team.game_total,
  points_lines.line AS current_points_line,
  points_lines.line_source AS current_points_line_source
FROM listed AS l
JOIN stars_out ON stars_out.game_id = l.game_id AND stars_out.team_abbr = l.team_abbr
JOIN phase3.upcoming_team_game_context AS team
  ON team.game_id = l.game_id AND team.team_abbr = l.team_abbr
LEFT JOIN form ON form.player_lookup = l.player_lookup AND form.game_date = l.game_date
LEFT JOIN maybe_a_star
  ON maybe_a_star.game_id = l.game_id AND maybe_a_star.team_abbr = l.team_abbr
LEFT JOIN births ON births.player_lookup = l.player_lookup
LEFT JOIN points_lines
  ON points_lines.game_date = l.game_date AND points_lines.player_lookup = l.player_lookup
  AND points_lines.place = 1
