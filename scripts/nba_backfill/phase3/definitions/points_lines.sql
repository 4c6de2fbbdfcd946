-- DuckDB dialect. points_lines: one row per game and player with a line for his points: of each
-- bookmaker the newest quote before tip-off (several lines: their median); then the first
-- configured bookmaker that quotes him, else the median of the others.
-- Windows, not GROUP BY: a group that takes a median keeps all its values in memory.

WITH newest_quotes AS (
  FROM props
  WHERE market = 'player_points' AND line IS NOT NULL AND player_id IS NOT NULL
    AND COALESCE(minutes_before_tip, 0) >= 0
  QUALIFY RANK() OVER (
    PARTITION BY game_id, player_id, bookmaker ORDER BY minutes_before_tip NULLS LAST
  ) = 1
),
quotes AS (
  SELECT game_id, player_id, bookmaker,
    MEDIAN(line) OVER (PARTITION BY game_id, player_id, bookmaker) AS line
  FROM newest_quotes
  QUALIFY ROW_NUMBER() OVER (PARTITION BY game_id, player_id, bookmaker) = 1
)
SELECT game_id, player_id,
  IF(preference IS NULL, MEDIAN(line) OVER (PARTITION BY game_id, player_id), line) AS line,
  IF(preference IS NULL, 'median', bookmaker) AS line_source
FROM quotes LEFT JOIN bookmakers ON LOWER(bookmaker) = LOWER(bookmaker_name)
QUALIFY ROW_NUMBER() OVER (
  PARTITION BY game_id, player_id ORDER BY preference NULLS LAST, bookmaker
) = 1
