"""What in a source is plainly odd though possible: one query each, told and never a reason to stop.

Each query yields one row per case, column `example` naming it, from the relations of the built
Phase 3.
"""

from __future__ import annotations

from nba_backfill.phase3.columns import BOX

_PLAYER = "game_date || ' ' || game_id || ' ' || player_name || ' (' || team_abbr || ')'"
_COUNTS = "GREATEST(pts, fga, fta, oreb, dreb, ast, stl, blk, tov)"
_WEST = "('LAL', 'LAC', 'GSW', 'SAC', 'POR', 'PHX', 'UTA', 'DEN', 'SEA', 'VAN')"
_DATED_BOX = "(SELECT * EXCLUDE (game_date) FROM player_box) JOIN nba_schedule USING (game_id)"

ODDITIES = {
    # name: (meaning, query)
    "seasons_of_too_many_teams": (
        "seasons of more than 30 teams: is one spelled in two ways?",
        """
        WITH sides AS (
          SELECT season_year, game_date, UNNEST([home_team, away_team]) AS team FROM nba_schedule
        ),
        teams AS (
          SELECT season_year, team, MIN(game_date) AS first, MAX(game_date) AS last
          FROM sides GROUP BY season_year, team
        )
        SELECT season_year || ': ' || COUNT(*) || ' teams, the last to appear is '
          || ARG_MAX(team, (first, team)) || ' on ' || MAX(first) || ', the first to disappear '
          || ARG_MIN(team, (last, team)) || ' after ' || MIN(last) AS example
        FROM teams GROUP BY season_year HAVING COUNT(*) > 30
        """,
    ),
    "western_home_games_a_day_late": (
        "seasons whose western teams play at home a day late, by the days before and after: are "
        "the dates those of UTC?",
        f"""
        WITH sides AS (
          SELECT season_year, game_date, home_team AS team, TRUE AS home FROM nba_schedule
          UNION ALL
          SELECT season_year, game_date, away_team, FALSE FROM nba_schedule
        ),
        steps AS (
          SELECT season_year, team IN {_WEST} AS western, home,
            LAG(home) OVER season AS home_before, game_date - LAG(game_date) OVER season AS days
          FROM sides WINDOW season AS (PARTITION BY season_year, team ORDER BY game_date)
        ),
        moves AS (
          SELECT season_year, western,
            AVG(days) FILTER (home AND NOT home_before) AS coming_home,
            AVG(days) FILTER (home_before AND NOT home) AS leaving,
            LEAST(COUNT(*) FILTER (home AND NOT home_before),
              COUNT(*) FILTER (home_before AND NOT home)) AS trips
          FROM steps WHERE days <= 6 GROUP BY season_year, western
        )
        SELECT west.season_year || ': ' || ROUND(west.coming_home, 1)
          || ' days before their first home game, ' || ROUND(west.leaving, 1)
          || ' after their last; the other teams ' || ROUND(east.coming_home, 1) || ' and '
          || ROUND(east.leaving, 1) AS example
        FROM moves AS west JOIN moves AS east USING (season_year)
        WHERE west.western AND NOT east.western AND west.trips >= 25
          AND west.coming_home - west.leaving - (east.coming_home - east.leaving) > 0.75
        """,
    ),
    "games_of_odd_minutes": (
        "team-games whose minutes are more than 10 away from 240 + 25 per overtime",
        """
        SELECT game_date || ' ' || game_id || ' ' || team_abbr || ': ' || ROUND(minutes)
          || ' minutes' AS example
        FROM team_offense_game_summary
        JOIN (
          SELECT game_id, team_abbr, SUM(minutes) AS minutes FROM listings
          WHERE status = 'played' GROUP BY game_id, team_abbr
        ) USING (game_id, team_abbr)
        WHERE ABS(minutes - 240 - 25 * overtime_periods) > 10
        """,
    ),
    "shots_beyond_the_court": (
        "shots from beyond 94 feet, two-pointers from beyond 30",
        """
        SELECT game_id || ' player ' || player_id || ': ' || distance_ft || ' feet' AS example
        FROM shots WHERE distance_ft > IF(shot_type = 2, 30, 94)
        """,
    ),
    "points_other_than_makes": (
        "played rows whose points are not 2 x makes + threes + free throws",
        f"""
        SELECT {_PLAYER} || ': ' || pts || ' points' AS example FROM listings
        WHERE status = 'played' AND pts <> 2 * fgm + fg3m + ftm
        """,
    ),
    "counts_without_playing": (
        "rows of players who did not play, with points, shots or other counts: they count nowhere",
        f"SELECT {_PLAYER} AS example FROM listings WHERE status <> 'played' AND {_COUNTS} > 0",
    ),
    "played_by_their_counts": (
        "rows without a status and without minutes whose counts say that the player played",
        f"""
        SELECT {_PLAYER} AS example FROM {_DATED_BOX}
        WHERE status IS NULL AND COALESCE(minutes, 0) = 0 AND {_COUNTS} > 0
        """,
    ),
    "played_rows_left_out": (
        "played rows of a player whose other listing of the date is the one kept",
        f"""
        SELECT {_PLAYER} AS example FROM {_DATED_BOX} ANTI JOIN listings USING (game_id, player_id)
        WHERE status = 'played' AND game_id NOT IN (SELECT game_id FROM called_off)
        """,
    ),
    "games_out_of_season": (
        "games dated outside their season (August to November of the next year)",
        """
        SELECT game_date || ' ' || game_id || ' of ' || season_year AS example FROM nba_schedule
        WHERE game_date NOT BETWEEN MAKE_DATE(CAST(season_year AS INT), 8, 1)
          AND MAKE_DATE(CAST(season_year AS INT) + 1, 11, 30)
        """,
    ),
    "games_twice": (
        "pairs of games within three days with the same teams, score and player lines: is one the "
        "other under a second id?",
        f"""
        WITH lines AS (
          SELECT game_id, COUNT(*) AS players, SUM(pts) AS points,
            SUM(HASH(player_id, {", ".join(BOX)})::HUGEINT) AS digest
          FROM listings WHERE status = 'played' GROUP BY game_id
        ),
        played AS (
          FROM nba_schedule JOIN lines USING (game_id) WHERE players >= 10 AND points > 0
        )
        SELECT a.game_date || ' ' || a.game_id || ' and ' || b.game_date || ' ' || b.game_id
          AS example
        FROM played AS a JOIN played AS b
          ON b.home_team = a.home_team AND b.away_team = a.away_team
          AND b.home_score = a.home_score AND b.away_score = a.away_score
          AND b.digest = a.digest AND b.game_id > a.game_id
          AND ABS(b.game_date - a.game_date) <= 3
        """,
    ),
    "finals_without_winner": (
        "final games with the same score for both",
        """
        SELECT game_date || ' ' || game_id || ' ' || home_score || '-' || away_score AS example
        FROM nba_schedule WHERE home_score = away_score
        """,
    ),
    "odd_lines": (
        "games with a spread beyond 30 points, or a total outside 140 .. 300",
        """
        SELECT game_id || ': spread ' || COALESCE(home_spread, 0) || ', total '
          || COALESCE(total, 0) AS example
        FROM odds WHERE ABS(home_spread) > 30 OR total NOT BETWEEN 140 AND 300
        """,
    ),
    "games_called_off": (
        "games without a score dated before the newest final game: nobody is listed for them",
        """
        SELECT game_date || ' ' || game_id || ' ' || away_team || '-' || home_team AS example
        FROM nba_schedule SEMI JOIN called_off USING (game_id)
        """,
    ),
    "supposed_listings": (
        "team-games of the upcoming date that nobody lists players for: those of the last three "
        "games are listed, their player_status is NULL",
        """
        SELECT game_date || ' ' || game_id || ' ' || team_abbr AS example
        FROM (SELECT DISTINCT game_id, team_abbr FROM supposed_listings)
        JOIN nba_schedule USING (game_id)
        """,
    ),
    "dates_half_final": (
        "newest dates of a season on which some games are not final",
        """
        SELECT game_date || ': ' || COUNT(*) FILTER (is_final) || ' of ' || COUNT(*)
          || ' games final' AS example
        FROM nba_schedule GROUP BY season_year, game_date
        HAVING BOOL_OR(is_final) AND NOT BOOL_AND(is_final) AND game_date = (
          SELECT MAX(game_date) FROM nba_schedule AS s
          WHERE s.is_final AND s.season_year = nba_schedule.season_year)
        """,
    ),
    "namesakes": (
        "players whose key carries their id because another has the name: join on "
        "universal_player_id",
        """
        SELECT player_lookup AS example FROM players
        WHERE LEFT(player_lookup, -LEN(player_id)) || player_id = player_lookup
          AND LEFT(player_lookup, -LEN(player_id)) IN (SELECT player_lookup FROM players)
        """,
    ),
}
