"""What fell out on the way from the platform's tables to Phase 3, counted in one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from nba_backfill.phase3.platform import sources

_SIDES = """(
  SELECT game_id, game_date, season_year, is_final, home_team AS team_abbr
  FROM phase3.nba_schedule
  UNION ALL
  SELECT game_id, game_date, season_year, is_final, away_team FROM phase3.nba_schedule
)"""
_GAMEBOOK = """(
  SELECT * FROM nba_raw.nbac_gamebook_player_stats
  WHERE game_date BETWEEN @start_date AND @end_date
)"""
_SCHEDULE = """(
  SELECT * FROM nba_raw.nbac_schedule
  WHERE game_date BETWEEN @start_date AND @end_date
    AND SUBSTR(game_id, 1, 3) IN ('002', '004', '005', '006')
)"""
_GAME = "CONCAT(CAST({0}game_date AS STRING), ' ', {0}game_id)"
_TEAM = "CONCAT(CAST({0}game_date AS STRING), ' ', {0}team_abbr)"
_PLAYER = "CONCAT(CAST({0}game_date AS STRING), ' ', {0}player_lookup)"

_QUERIES = {
    # name: (meaning, query with one row per case, column `example`)
    "moved_games": (
        "rows of the platform's schedule on a date from which the game was moved: left out",
        f"""SELECT {_GAME.format("old.")} AS example
        FROM {_SCHEDULE} AS old JOIN phase3.nba_schedule AS kept ON kept.game_id = old.game_id
        WHERE old.game_date <> kept.game_date""",
    ),
    "repeated_games": (
        "further rows of a game on its date in the platform's schedule: the final or newest counts",
        f"""SELECT example FROM (
          SELECT {_GAME.format("")} AS example, ROW_NUMBER() OVER (
            PARTITION BY game_id, game_date ORDER BY processed_at) AS place
          FROM {_SCHEDULE} AS stated
        ) AS ranked WHERE place > 1""",
    ),
    "postponed_games": (
        "games that were not played although later ones of the season were",
        f"""SELECT {_GAME.format("")} AS example FROM phase3.nba_schedule
        WHERE NOT is_final AND game_date < (
          SELECT MAX(game_date) FROM phase3.nba_schedule WHERE is_final)""",
    ),
    "cup_finals": (
        "Cup finals, which the platform's schedule lacks, taken from the gamebook",
        f"""SELECT {_GAME.format("made.")} AS example FROM phase3.nba_schedule AS made
        LEFT JOIN {_SCHEDULE} AS stated ON stated.game_id = made.game_id
        WHERE made.game_type = 'cup_final' AND stated.game_id IS NULL""",
    ),
    "lost_cup_finals": (
        "seasons since 2023-24 without their Cup final: two teams lack a game in rest and load",
        """SELECT CAST(season_year AS STRING) AS example FROM phase3.nba_schedule
        WHERE season_year >= 2023
        GROUP BY season_year
        HAVING NOT LOGICAL_OR(game_type = 'cup_final')
          AND MAX(IF(is_final, game_date, NULL)) >= DATE(season_year, 12, 20)""",
    ),
    "rows_of_no_game": (
        "gamebook rows whose team has no game on that date in the schedule, or no team: left out",
        f"""SELECT CONCAT(CAST(book.game_date AS STRING), ' ',
          COALESCE(book.team_abbr, 'no team'), ' ', COALESCE(book.player_lookup, '?')) AS example
        FROM {_GAMEBOOK} AS book LEFT JOIN {_SIDES} AS sides
          ON sides.game_date = book.game_date AND sides.team_abbr = book.team_abbr
        WHERE sides.game_id IS NULL""",
    ),
    "unresolved_inactive": (
        "inactive players known by their last name only: no row, not counted as absent stars",
        f"""SELECT CONCAT({_TEAM.format("book.")}, ' ', COALESCE(book.player_lookup, '?'))
          AS example
        FROM {_GAMEBOOK} AS book
        WHERE book.player_status = 'inactive'
          AND COALESCE(book.name_resolution_status, '') <> 'resolved'""",
    ),
    "unknown_stars": (
        "player rows whose team lacks such a player and may lack a star: star_teammates_out NULL",
        f"""SELECT {_PLAYER.format("")} AS example FROM phase3.upcoming_player_game_context
        WHERE NOT listing_incomplete AND star_teammates_out IS NULL""",
    ),
    "teams_without_gamebook": (
        "team-games without a gamebook: players and boxes are those of player_game_summary",
        f"""SELECT DISTINCT {_TEAM.format("")} AS example FROM phase3.listing
        WHERE is_active AND source_rank = 2""",
    ),
    "teams_without_players": (
        "team-games of which no player row is there: the platform's team line, else NULL",
        f"""SELECT {_TEAM.format("sides.")} AS example FROM {_SIDES} AS sides
        LEFT JOIN (SELECT DISTINCT game_id, team_abbr FROM phase3.listing WHERE is_active) AS l
          ON l.game_id = sides.game_id AND l.team_abbr = sides.team_abbr
        WHERE sides.is_final AND l.game_id IS NULL""",
    ),
    "games_without_listing": (
        "final games that do not tell who was out: player_status and star_teammates_out are NULL",
        f"""SELECT {_GAME.format("games.")} AS example FROM phase3.nba_schedule AS games
        LEFT JOIN (SELECT DISTINCT game_id FROM phase3.listing WHERE listing_known) AS known
          ON known.game_id = games.game_id
        WHERE games.is_final AND known.game_id IS NULL""",
    ),
    "games_without_shots": (
        "final games without shots in the play-by-play: zones are NULL",
        f"""SELECT {_GAME.format("games.")} AS example FROM phase3.nba_schedule AS games
        LEFT JOIN (SELECT DISTINCT game_id FROM phase3.shots) AS shots
          ON shots.game_id = games.game_id
        WHERE games.is_final AND shots.game_id IS NULL""",
    ),
    "unmatched_shooters": (
        "shooters of a game whose name is no player's of it: in the team's zones only",
        """SELECT DISTINCT CONCAT(CAST(game_date AS STRING), ' ', team_abbr, ' ',
          COALESCE(shooter, '?')) AS example
        FROM phase3.shots WHERE player_lookup IS NULL""",
    ),
    "other_player_shots": (
        "played games of a player whose shots are not those of his box: his zones are NULL",
        f"""SELECT {_PLAYER.format("p.")} AS example FROM phase3.player_game_summary AS p
        JOIN (SELECT DISTINCT game_id FROM phase3.shots) AS shots ON shots.game_id = p.game_id
        WHERE p.is_active AND NOT p.has_complete_shot_zones""",
    ),
    "other_team_shots": (
        "team-games whose shots do not add up to the box: the team's zones are NULL",
        f"""SELECT {_TEAM.format("team.")} AS example
        FROM phase3.team_offense_game_summary AS team
        JOIN (SELECT DISTINCT game_id FROM phase3.shots) AS shots
          ON shots.game_id = team.game_id
        WHERE NOT team.shot_zones_available""",
    ),
    "birth_dates": (
        "listed players with a birth date; without it player_age is NULL",
        """SELECT DISTINCT player_lookup AS example FROM phase3.upcoming_player_game_context
        WHERE player_age IS NOT NULL""",
    ),
    "no_birth_date": (
        "listed players without one birth date in the rosters: player_age is NULL",
        """SELECT DISTINCT player_lookup AS example FROM phase3.upcoming_player_game_context
        WHERE player_age IS NULL""",
    ),
    "points_lines": (
        "player rows with a points line",
        f"""SELECT {_PLAYER.format("")} AS example FROM phase3.upcoming_player_game_context
        WHERE current_points_line IS NOT NULL""",
    ),
    "games_without_spread": (
        "games without a spread or total",
        f"""SELECT DISTINCT {_GAME.format("")} AS example FROM phase3.upcoming_team_game_context
        WHERE game_spread IS NULL OR game_total IS NULL""",
    ),
}


def statement() -> str:
    """One row per kind of finding of a season: finding, count, example (the first)."""
    return "\nUNION ALL\n".join(
        f"SELECT '{name}' AS finding, COUNT(*) AS n, MIN(example) AS example\n"
        f"FROM (\n{query}\n) AS {name}"
        for name, (_, query) in _QUERIES.items()
    )


def told(seasons: Mapping[str, Iterable[Mapping]], absent: Iterable[str]) -> list[dict]:
    """The findings as the Phase 3 manifest has them, absent tables of the platform first.

    seasons: rows of `statement` by season.
    """
    rows = [row for year in sorted(seasons) for row in seasons[year]]
    lost = [
        {
            "finding": f"no_{name.partition('.')[2]}",
            "count": 1,
            "meaning": f"the platform's {name} is absent: {sources()[name].without}",
            "example": None,
        }
        for name in absent
    ]
    return lost + [_sum(name, meaning, rows) for name, (meaning, _) in _QUERIES.items()]


def _sum(name: str, meaning: str, rows: list[Mapping]) -> dict:
    own = [row for row in rows if row["finding"] == name]
    examples = [row["example"] for row in own if row["example"]]
    return {
        "finding": name,
        "count": sum(row["n"] for row in own),
        "meaning": meaning,
        "example": examples[0] if examples else None,
    }
