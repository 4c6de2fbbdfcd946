-- listing (made on the way): one row per player and date of a final game, status and box, keyed to
-- the schedule by date and team. The gamebook first; player_game_summary for teams whose gamebook
-- has nobody who played.
-- status: active (played), dnp (available) or inactive; who was not with the team (NWT) or did not
-- dress (DND) was not available. An inactive player whom the platform could not resolve is written
-- by his last name, which is no key: he has no row here, but tells that the listing is known.

WITH sides AS (
  SELECT
    game_id,
    game_date,
    season_year,
    game_type,
    home_team AS team_abbr,
    away_team AS opponent_team_abbr,
    TRUE AS home_game,
    home_score > away_score AS win_flag
  FROM phase3.nba_schedule
  WHERE is_final
  UNION ALL
  SELECT
    game_id,
    game_date,
    season_year,
    game_type,
    away_team,
    home_team,
    FALSE AS home_game,
    away_score > home_score AS win_flag
  FROM phase3.nba_schedule
  WHERE is_final
),

gamebook AS (
  SELECT
    game_date,
    team_abbr,
    player_lookup,
    player_name AS player_full_name,
    CASE
      WHEN player_status = 'active' THEN 'active'
      WHEN player_status = 'inactive' OR REGEXP_CONTAINS(COALESCE(dnp_reason, ''), '^(NWT|DND)')
        THEN 'inactive'
      ELSE 'dnp'
    END AS player_status,
    COALESCE(player_lookup, '') <> ''
    AND (player_status <> 'inactive' OR COALESCE(name_resolution_status, '') = 'resolved')
      AS is_named,
    IF(player_status = 'active', COALESCE(minutes_decimal, 0), NULL) AS minutes_played,
    points,
    assists,
    offensive_rebounds,
    defensive_rebounds,
    steals,
    blocks,
    turnovers,
    field_goals_attempted AS fg_attempts,
    field_goals_made AS fg_makes,
    three_pointers_attempted AS three_pt_attempts,
    three_pointers_made AS three_pt_makes,
    free_throws_attempted AS ft_attempts,
    free_throws_made AS ft_makes,
    plus_minus,
    personal_fouls,
    1 AS source_rank,
    processed_at
  FROM nba_raw.nbac_gamebook_player_stats
  WHERE game_date BETWEEN @start_date AND @end_date
),

-- Rows of the platform's second source have no attempts and are all active: who has no minutes
-- there did not play.
summary AS (
  SELECT
    game_date,
    team_abbr,
    player_lookup,
    player_full_name,
    CASE
      WHEN is_active AND NOT (fg_attempts IS NULL AND COALESCE(minutes_played, 0) = 0)
        THEN 'active'
      WHEN player_status = 'inactive' THEN 'inactive'
      ELSE 'dnp'
    END AS player_status,
    COALESCE(player_lookup, '') <> '' AS is_named,
    CAST(COALESCE(minutes_played, 0) AS FLOAT64) AS minutes_played,
    points,
    assists,
    offensive_rebounds,
    defensive_rebounds,
    steals,
    blocks,
    turnovers,
    fg_attempts,
    fg_makes,
    three_pt_attempts,
    three_pt_makes,
    ft_attempts,
    ft_makes,
    plus_minus,
    personal_fouls,
    2 AS source_rank,
    processed_at
  FROM nba_analytics.player_game_summary
  WHERE game_date BETWEEN @start_date AND @end_date
),

in_gamebook AS (
  SELECT DISTINCT
    game_date,
    team_abbr
  FROM gamebook
  WHERE player_status = 'active'
),

stated AS (
  SELECT * FROM gamebook
  UNION ALL
  SELECT summary.*
  FROM summary
  LEFT JOIN in_gamebook
    ON in_gamebook.game_date = summary.game_date AND in_gamebook.team_abbr = summary.team_abbr
  WHERE in_gamebook.team_abbr IS NULL
),

keyed AS (
  SELECT
    stated.*,
    sides.game_id,
    sides.season_year,
    sides.game_type,
    sides.opponent_team_abbr,
    sides.home_game,
    sides.win_flag
  FROM stated
  JOIN sides ON sides.game_date = stated.game_date AND sides.team_abbr = stated.team_abbr
),

-- Of several listings on a date: available before inactive, then the highest game id.
one_each AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY player_lookup, game_date, is_named
      ORDER BY
        IF(player_status = 'inactive', 1, 0), game_id DESC, source_rank ASC, processed_at DESC,
        team_abbr ASC
    ) AS place
  FROM keyed
),

told AS (
  SELECT
    game_id,
    season_year,
    LOGICAL_OR(player_status <> 'active' AND (place = 1 OR NOT is_named)) AS has_absent,
    LOGICAL_OR(player_status = 'inactive') AS has_inactive,
    LOGICAL_OR(player_status <> 'active') AS has_listing
  FROM one_each
  GROUP BY game_id, season_year
),

-- A source that names nobody inactive in most games of a season, of those that list who did not
-- play, does not tell who is.
known AS (
  SELECT
    game_id,
    has_absent AND 2 * COUNTIF(has_inactive) OVER (PARTITION BY season_year)
    >= COUNTIF(has_listing) OVER (PARTITION BY season_year) AS listing_known
  FROM told
),

identity AS (
  SELECT
    player_lookup,
    MAX(universal_player_id) AS universal_player_id,
    MAX(player_full_name) AS player_full_name
  FROM nba_analytics.player_game_summary
  WHERE game_date BETWEEN @start_date AND @end_date
  GROUP BY player_lookup
)

SELECT
  o.player_lookup,
  COALESCE(identity.universal_player_id, o.player_lookup) AS universal_player_id,
  COALESCE(identity.player_full_name, o.player_full_name, o.player_lookup) AS player_full_name,
  o.game_id,
  o.game_date,
  o.season_year,
  o.game_type,
  o.team_abbr,
  o.opponent_team_abbr,
  o.home_game,
  o.win_flag,
  o.player_status,
  o.player_status = 'active' AS is_active,
  known.listing_known,
  o.source_rank,
  o.minutes_played,
  o.points,
  o.assists,
  o.offensive_rebounds,
  o.defensive_rebounds,
  o.steals,
  o.blocks,
  o.turnovers,
  o.fg_attempts,
  o.fg_makes,
  o.three_pt_attempts,
  o.three_pt_makes,
  o.ft_attempts,
  o.ft_makes,
  o.plus_minus,
  o.personal_fouls
FROM one_each AS o
JOIN known ON known.game_id = o.game_id
LEFT JOIN identity ON identity.player_lookup = o.player_lookup
WHERE o.place = 1 AND o.is_named
