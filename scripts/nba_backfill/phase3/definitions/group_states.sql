-- DuckDB dialect. group_states: one row per (final game, group of columns): given, derived (how)
-- or unknown (why).

WITH finals AS (
  SELECT game_id, game_date, season_year, n_periods FROM nba_schedule WHERE is_final
),
boxes AS (
  SELECT game_id, BOOL_OR(status IS NULL) AS status_derived
  FROM player_box GROUP BY game_id
),
lists AS (
  SELECT game_id,
    COUNT(DISTINCT team_abbr) FILTER (status = 'played') AS boxed_teams,
    BOOL_OR(status <> 'played') AS lists_others,
    BOOL_OR(listing_known) AS listing_known,
    COUNT(*) AS listed, COUNT(birth_date) AS births
  FROM listings GROUP BY game_id
),
team_zones AS (
  SELECT game_id, BOOL_AND(shot_zones_available) AS zones, ANY_VALUE(overtime_periods) AS overtimes
  FROM team_offense_game_summary GROUP BY game_id
),
contexts AS (
  SELECT game_id, COUNT(current_points_line) AS quotes
  FROM upcoming_player_game_context GROUP BY game_id
),
present AS (
  SELECT LIST(DISTINCT file) AS files,
    COUNT(*) FILTER (file = 'shots' AND name = 'assist_player_id') > 0 AS assist_column,
    COUNT(*) FILTER (file = 'shots' AND name = 'block_player_id') > 0 AS block_column,
    COALESCE(BOOL_OR(name = 'birth_date'), FALSE) AS birth_column
  FROM source_columns
),
facts AS (
  SELECT finals.*, status_derived, boxed_teams, lists_others, listing_known, listed, births, zones,
    overtimes, quotes, assists_known, blocks_known, names_inactive, home_spread, total, present.*
  FROM finals
  LEFT JOIN boxes USING (game_id)
  LEFT JOIN lists USING (game_id)
  LEFT JOIN team_zones USING (game_id)
  LEFT JOIN contexts USING (game_id)
  LEFT JOIN known_shots USING (game_id)
  LEFT JOIN inactive_lists USING (season_year)
  LEFT JOIN (SELECT game_id, home_spread, total FROM odds) USING (game_id)
  CROSS JOIN present
),
states AS (
  SELECT game_id, game_date, season_year, UNNEST([
    {'position': 1, 'column_group': 'box',
      'unknown': IF(COALESCE(boxed_teams, 0) < 2, 'no player rows of a team', NULL),
      'derived': IF(status_derived, 'who played, from minutes and counts', NULL)},
    {'position': 2, 'column_group': 'listing',
      'unknown': IF(COALESCE(lists_others, FALSE), NULL, 'nobody is listed who did not play'),
      'derived': NULL},
    {'position': 3, 'column_group': 'inactive',
      'unknown': CASE
        WHEN listing_known THEN NULL
        WHEN NOT names_inactive THEN 'no inactive list: most games of the season have no such row'
        ELSE 'nobody is listed who did not play' END,
      'derived': NULL},
    {'position': 4, 'column_group': 'zones',
      'unknown': CASE
        WHEN NOT LIST_CONTAINS(files, 'shots') THEN 'there is no shots file'
        WHEN assists_known IS NULL THEN 'the shots file lacks the game'
        WHEN NOT zones THEN 'the shots are not those of the box for a player of a team' END,
      'derived': NULL},
    {'position': 5, 'column_group': 'assists',
      'unknown': CASE
        WHEN NOT LIST_CONTAINS(files, 'shots') THEN 'there is no shots file'
        WHEN NOT assist_column THEN 'the shots file has no assist_player_id'
        WHEN assists_known IS NULL THEN 'the shots file lacks the game'
        WHEN NOT assists_known THEN 'the box has assists and no make has an assister' END,
      'derived': NULL},
    {'position': 6, 'column_group': 'blocks',
      'unknown': CASE
        WHEN NOT LIST_CONTAINS(files, 'shots') THEN 'there is no shots file'
        WHEN NOT block_column THEN 'the shots file has no block_player_id'
        WHEN blocks_known IS NULL THEN 'the shots file lacks the game'
        WHEN NOT blocks_known THEN 'the box has blocks and no miss has a blocker' END,
      'derived': NULL},
    {'position': 7, 'column_group': 'periods',
      'unknown': IF(overtimes IS NULL, 'neither periods nor player rows', NULL),
      'derived': IF(n_periods IS NULL, 'from the minutes of the players', NULL)},
    {'position': 8, 'column_group': 'lines',
      'unknown': CASE
        WHEN NOT LIST_CONTAINS(files, 'odds') THEN 'there is no odds file'
        WHEN home_spread IS NULL OR total IS NULL THEN 'the odds file has no spread or total' END,
      'derived': NULL},
    {'position': 9, 'column_group': 'points_lines',
      'unknown': CASE
        WHEN NOT LIST_CONTAINS(files, 'props') THEN 'there is no props file'
        WHEN COALESCE(quotes, 0) = 0 THEN 'no quote of player_points' END,
      'derived': NULL},
    {'position': 10, 'column_group': 'birth_dates',
      'unknown': CASE
        WHEN NOT birth_column THEN 'no file has birth_date'
        WHEN listed IS NULL OR births < listed THEN 'not of every listed player' END,
      'derived': NULL}
  ], recursive := TRUE)
  FROM facts
)
SELECT game_id, game_date, season_year, position, column_group,
  CASE
    WHEN unknown IS NOT NULL THEN 'unknown'
    WHEN derived IS NOT NULL THEN 'derived'
    ELSE 'given'
  END AS state,
  COALESCE(unknown, derived) AS how
FROM states
