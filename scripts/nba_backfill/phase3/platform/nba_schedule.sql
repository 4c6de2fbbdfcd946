-- nba_schedule: one row per game of a season. The platform's schedule may
-- hold a game twice (an older status, the date before it moved); the final row counts, of several
-- the latest date. The id names type and season: the platform's flags and years do not.
-- The Cup final is not in the platform's schedule: it is the one December game of which the
-- gamebook has players of both teams and the schedule none on that date.

WITH stated AS (
  SELECT
    game_id,
    game_date,
    home_team_tricode AS home_team,
    away_team_tricode AS away_team,
    home_team_score AS home_score,
    away_team_score AS away_score,
    processed_at,
    COALESCE(game_status = 3 AND home_team_score + away_team_score > 0, FALSE) AS is_final
  FROM nba_raw.nbac_schedule
  WHERE game_date BETWEEN @start_date AND @end_date
    AND SUBSTR(game_id, 1, 3) IN ('002', '004', '005', '006')
),

ranked AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY game_id
      ORDER BY IF(is_final, 1, 0) DESC, game_date DESC, processed_at DESC, home_team ASC
    ) AS place
  FROM stated
),

scheduled AS (
  SELECT
    game_id,
    game_date,
    home_team,
    away_team,
    IF(is_final, home_score, NULL) AS home_score,
    IF(is_final, away_score, NULL) AS away_score,
    is_final
  FROM ranked
  WHERE place = 1
),

busy AS (
  SELECT DISTINCT
    game_date,
    team_abbr
  FROM (
    SELECT
      game_date,
      home_team AS team_abbr
    FROM scheduled
    UNION ALL
    SELECT
      game_date,
      away_team
    FROM scheduled
  ) AS sides
),

december AS (
  SELECT
    book.game_date,
    book.home_team_abbr AS home_team,
    book.away_team_abbr AS away_team,
    SUM(IF(book.team_abbr = book.home_team_abbr, book.points, NULL)) AS home_score,
    SUM(IF(book.team_abbr = book.away_team_abbr, book.points, NULL)) AS away_score
  FROM nba_raw.nbac_gamebook_player_stats AS book
  LEFT JOIN busy ON busy.game_date = book.game_date AND busy.team_abbr = book.team_abbr
  WHERE book.game_date BETWEEN @start_date AND @end_date
    AND EXTRACT(MONTH FROM book.game_date) = 12
    AND book.player_status = 'active'
    AND busy.team_abbr IS NULL
  GROUP BY book.game_date, book.home_team_abbr, book.away_team_abbr
),

cup_finals AS (
  SELECT
    CONCAT('006', SUBSTR(CAST(EXTRACT(YEAR FROM game_date) AS STRING), 3, 2), '00001')
      AS game_id,
    game_date,
    home_team,
    away_team,
    home_score,
    away_score
  FROM (
    SELECT
      december.*,
      COUNT(*) OVER () AS candidates
    FROM december
    WHERE home_score > 0 AND away_score > 0 AND home_score <> away_score
  ) AS played
  WHERE candidates = 1
),

games AS (
  SELECT * FROM scheduled
  UNION ALL
  SELECT
    game_id,
    game_date,
    home_team,
    away_team,
    home_score,
    away_score,
    TRUE AS is_final
  FROM cup_finals
  WHERE game_id NOT IN (SELECT game_id FROM scheduled)
)

SELECT
  game_id,
  game_date,
  2000 + CAST(SUBSTR(game_id, 4, 2) AS INT64) AS season_year,
  CASE SUBSTR(game_id, 1, 3)
    WHEN '002' THEN 'regular'
    WHEN '004' THEN 'playoffs'
    WHEN '005' THEN 'play_in'
    ELSE 'cup_final'
  END AS game_type,
  home_team,
  away_team,
  home_score,
  away_score,
  CAST(NULL AS INT64) AS n_periods,
  is_final
FROM games
