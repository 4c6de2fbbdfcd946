"""What the source lacks, holds twice or contradicts: facts that stop nothing but must be known."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from nba_backfill.phase3.manifest import Manifest
from nba_backfill.phase3.oddities import ODDITIES

_QUERIES = {
    # name: (meaning, query with one row per case, column `example`)
    "double_listings": (
        "listings of a player beside the one kept for the date",
        """
        SELECT game_date || ' ' || player_name || ' (' || team_abbr || ')' AS example
        FROM (SELECT * EXCLUDE (game_date) FROM player_box) JOIN nba_schedule USING (game_id)
        ANTI JOIN listings USING (game_id, player_id)
        WHERE game_id NOT IN (SELECT game_id FROM called_off)
        """,
    ),
    "games_without_player_rows": (
        "final games with no player row for a team: lines, possessions and ratings are NULL",
        """
        SELECT game_date || ' ' || game_id AS example FROM nba_schedule
        WHERE is_final AND game_id IN (
          SELECT game_id FROM team_offense_game_summary WHERE fg_attempts IS NULL)
        """,
    ),
    "games_without_shots": (
        "final games the shots file lacks: zones are NULL",
        """
        SELECT game_date || ' ' || game_id AS example FROM nba_schedule
        WHERE is_final AND game_id NOT IN (SELECT game_id FROM zoned_shots)
        """,
    ),
    "doubled_events": (
        "events that the shots file holds twice: counted once",
        """
        SELECT game_id || ' event ' || event_num AS example FROM shots
        WHERE event_num IS NOT NULL GROUP BY game_id, event_num HAVING COUNT(*) > 1
        """,
    ),
    "shots_other_than_box": (
        "players whose shots, assists or blocks are not those of their box line: the game is not "
        "zone-known for them and their team",
        """
        SELECT game_date || ' ' || game_id || ' ' || COALESCE(player_name, 'player ' || player_id)
          || ' (' || d.team_abbr || '): ' || differences AS example
        FROM shot_differences AS d JOIN nba_schedule USING (game_id)
        LEFT JOIN (SELECT game_id, player_id, player_name FROM listings) USING (game_id, player_id)
        """,
    ),
    "games_without_assists": (
        "games whose shots do not tell assists: assisted makes are NULL",
        "SELECT game_id AS example FROM known_shots WHERE NOT assists_known",
    ),
    "games_without_blocks": (
        "games whose shots do not tell blocks: blocks by zone are NULL",
        "SELECT game_id AS example FROM known_shots WHERE NOT blocks_known",
    ),
    "seasons_without_inactive_list": (
        "seasons whose source does not name who was inactive: player_status and "
        "star_teammates_out are NULL",
        "SELECT season_year AS example FROM inactive_lists WHERE NOT names_inactive",
    ),
    "games_without_listing": (
        "games without a dnp or inactive row, or of a season without inactive rows: player_status "
        "and star_teammates_out are NULL",
        """
        SELECT game_date || ' ' || game_id AS example FROM nba_schedule
        WHERE is_final AND game_id NOT IN (SELECT game_id FROM listings WHERE listing_known)
        """,
    ),
    "games_without_spread": (
        "games without a spread or total",
        """
        SELECT game_date || ' ' || game_id AS example FROM nba_schedule
        LEFT JOIN (SELECT game_id, home_spread, total FROM odds) USING (game_id)
        WHERE is_final AND (home_spread IS NULL OR total IS NULL)
        """,
    ),
    "games_with_other_points": (
        "final games whose score differs from the sum of the players' points",
        """
        SELECT game_date || ' ' || game_id || ' ' || team_abbr AS example
        FROM team_offense_game_summary JOIN nba_schedule USING (game_id, game_date)
        WHERE points_scored <> IF(team_abbr = home_team, home_score, away_score)
        """,
    ),
    "shots_of_players_not_played": (
        "shots of players without a played row in the game: his team's zones are unknown",
        """
        SELECT game_id || ' player ' || player_id AS example FROM zoned_shots
        ANTI JOIN (FROM listings WHERE status = 'played') USING (game_id, player_id)
        """,
    ),
    "quotes_of_unknown_players": (
        "points quotes without a player id or of a player not listed for the game",
        """
        SELECT game_id || ' ' || bookmaker AS example FROM props
        ANTI JOIN listings USING (game_id, player_id)
        WHERE market = 'player_points'
        """,
    ),
    "points_lines": (
        "player rows with a points line",
        """
        SELECT game_date || ' ' || player_lookup AS example FROM upcoming_player_game_context
        WHERE current_points_line IS NOT NULL
        """,
    ),
    "birth_dates": (
        "listed players with a birth date; without it player_age is NULL",
        "SELECT DISTINCT player_lookup AS example FROM listings WHERE birth_date IS NOT NULL",
    ),
}


_EXPECTED = ("points_lines", "birth_dates")  # told when there are none


def notable(manifest: Manifest | None) -> list[dict]:
    """The findings of a Phase 3 manifest that a reader of its rows must know."""
    return notable_of(manifest.findings if manifest else ())


def notable_of(findings: Iterable[dict]) -> list[dict]:
    """Those of the findings that say that something is not as a reader would think."""
    return [row for row in findings if (row["count"] == 0) == (row["finding"] in _EXPECTED)]


def told(manifest: Manifest) -> list[str]:
    """The notable findings as lines."""
    return told_of(notable(manifest))


def told_of(found: Iterable[dict]) -> list[str]:
    """A line each: how many, of what, the first."""
    return [
        f"{fact['count']:,} {fact['meaning']}"
        + (f", e.g. {fact['example']}" if fact["example"] else "")
        for fact in found
    ]


def findings(con: duckdb.DuckDBPyConnection, dropped: dict[str, int]) -> list[dict]:
    """One entry per kind of fact: finding, count, meaning, example (None when the count is 0).

    con: the relations of the built Phase 3. dropped: rows of pre-season and All-Star games by
    file.
    """
    found = [
        {
            "finding": f"dropped_{file}",
            "count": count,
            "meaning": f"rows of {file} of pre-season and All-Star games, left out",
            "example": None,
        }
        for file, count in sorted(dropped.items())
    ]
    for name, (meaning, query) in (_QUERIES | ODDITIES).items():
        count, example = con.execute(f"SELECT COUNT(*), MIN(example) FROM ({query})").fetchone()
        found.append({"finding": name, "count": count, "meaning": meaning, "example": example})
    return found
