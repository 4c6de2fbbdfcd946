-- upcoming_team_game_context: one row per (game of the schedule, team), D being the game's date.
-- Windows, all of the same season and game_date < D: rest and "last N days" (D-N < game_date < D)
-- over the team's final games of any type; pace over its last 10 counted games (Cup finals are not
-- counted). Of D itself: the schedule, the betting line, the listing.

WITH sides AS (
  SELECT
    game_id,
    game_date,
    season_year,
    game_type,
    is_final,
    home_team AS team_abbr,
    away_team AS opponent_team_abbr,
    TRUE AS home_game
  FROM phase3.nba_schedule
  UNION ALL
  SELECT
    game_id,
    game_date,
    season_year,
    game_type,
    is_final,
    away_team,
    home_team,
    FALSE AS home_game
  FROM phase3.nba_schedule
),

rest AS (
  SELECT
    sides.game_id,
    sides.team_abbr,
    DATE_DIFF(sides.game_date, MAX(earlier.game_date), DAY) AS days_rest,
    COUNTIF(earlier.game_date > DATE_SUB(sides.game_date, INTERVAL 7 DAY)) AS games_7,
    COUNTIF(earlier.game_date > DATE_SUB(sides.game_date, INTERVAL 14 DAY)) AS games_14
  FROM sides
  LEFT JOIN sides AS earlier
    ON earlier.team_abbr = sides.team_abbr AND earlier.season_year = sides.season_year
    AND earlier.game_date < sides.game_date AND earlier.is_final
  GROUP BY sides.game_id, sides.team_abbr, sides.game_date
),

-- every team of the season on every game date, whether it plays or not: the league mean needs all
dates AS (
  SELECT DISTINCT
    season_year,
    game_date
  FROM sides
),

recent_games AS (
  SELECT
    dates.season_year,
    dates.game_date,
    team.team_abbr,
    team.pace,
    ROW_NUMBER() OVER (
      PARTITION BY dates.season_year, dates.game_date, team.team_abbr ORDER BY team.game_date DESC
    ) AS place
  FROM dates
  JOIN phase3.team_offense_game_summary AS team
    ON team.season_year = dates.season_year AND team.game_date < dates.game_date
    AND team.game_type <> 'cup_final'
),

pace AS (
  SELECT
    season_year,
    game_date,
    team_abbr,
    AVG(pace) AS pace_last_10
  FROM recent_games
  WHERE place <= 10
  GROUP BY season_year, game_date, team_abbr
),

league AS (
  SELECT
    season_year,
    game_date,
    AVG(pace_last_10) AS league_pace_last_10
  FROM pace
  GROUP BY season_year, game_date
),

-- Before tip-off, of the first of two bookmakers that quotes the game, else of the first by name:
-- its newest line.
spreads AS (
  SELECT
    game_date,
    home_team_abbr,
    away_team_abbr,
    MAX(IF(
      market_key = 'spreads' AND outcome_name IN (home_team, home_team_abbr), outcome_point, NULL
    )) AS home_spread,
    MAX(IF(market_key = 'totals' AND outcome_name = 'Over', outcome_point, NULL)) AS total
  FROM (
    SELECT
      *,
      RANK() OVER (
        PARTITION BY game_date, home_team_abbr, away_team_abbr, market_key
        ORDER BY
          CASE bookmaker_key WHEN 'draftkings' THEN 1 WHEN 'fanduel' THEN 2 ELSE 3 END,
          bookmaker_key ASC, snapshot_timestamp DESC
      ) AS place
    FROM nba_raw.odds_api_game_lines
    WHERE game_date BETWEEN @start_date AND @end_date AND snapshot_timestamp <= commence_time
  ) AS ranked
  WHERE place = 1
  GROUP BY game_date, home_team_abbr, away_team_abbr
),

known_listings AS (
  SELECT DISTINCT game_id FROM phase3.listing
  WHERE listing_known
)

SELECT
  s.team_abbr,
  s.game_id,
  s.game_date,
  s.season_year,
  s.game_type,
  s.game_type AS season_phase,
  s.opponent_team_abbr,
  s.home_game,
  own_rest.days_rest,
  own_rest.days_rest = 1 AS back_to_back,
  opponent_rest.days_rest AS opponent_days_rest,
  own_rest.games_7 AS games_in_last_7_days,
  own_rest.games_14 AS games_in_last_14_days,
  own_pace.pace_last_10,
  opponent_pace.pace_last_10 AS opponent_pace_last_10,
  (own_pace.pace_last_10 + opponent_pace.pace_last_10) / 2 - league.league_pace_last_10
    AS pace_differential,
  league.league_pace_last_10,
  -- the row's own team's line: the home line with its sign turned for the visitors
  IF(s.home_game, spreads.home_spread, 0 - spreads.home_spread) AS game_spread,
  spreads.total AS game_total,
  known_listings.game_id IS NULL AS listing_incomplete
FROM sides AS s
JOIN rest AS own_rest ON own_rest.game_id = s.game_id AND own_rest.team_abbr = s.team_abbr
JOIN rest AS opponent_rest
  ON opponent_rest.game_id = s.game_id AND opponent_rest.team_abbr = s.opponent_team_abbr
LEFT JOIN pace AS own_pace
  ON own_pace.season_year = s.season_year AND own_pace.game_date = s.game_date
  AND own_pace.team_abbr = s.team_abbr
LEFT JOIN pace AS opponent_pace
  ON opponent_pace.season_year = s.season_year AND opponent_pace.game_date = s.game_date
  AND opponent_pace.team_abbr = s.opponent_team_abbr
LEFT JOIN league ON league.season_year = s.season_year AND league.game_date = s.game_date
LEFT JOIN spreads
  ON spreads.game_date = s.game_date
  AND spreads.home_team_abbr = IF(s.home_game, s.team_abbr, s.opponent_team_abbr)
  AND spreads.away_team_abbr = IF(s.home_game, s.opponent_team_abbr, s.team_abbr)
LEFT JOIN known_listings ON known_listings.game_id = s.game_id
