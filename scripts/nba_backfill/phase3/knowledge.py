"""What a source tells, group of columns by group: given, derived (how) or unknown (why), per game.

The definition `group_states` has the states of every final game; what is unknown is NULL in the
rows. A game whose source cannot say 1 has no 0.
"""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from nba_backfill.phase3 import definition
from nba_backfill.schedule import season_name
from nba_backfill.terminal import number_of


def knowledge(con: duckdb.DuckDBPyConnection) -> list[dict]:
    """One entry per season, group of columns and state: how many games, and one of them.

    con: the relations of the built Phase 3. Keys: season ('2023-24'), group (box, listing,
    inactive, zones, assists, blocks, periods, lines, points_lines, birth_dates), state (given,
    derived, unknown), how (of derived, or why of unknown; else None), games, example.
    """
    rows = con.execute(
        f"""
        SELECT season_year, column_group, state, how, COUNT(*), MIN(game_date || ' ' || game_id)
        FROM ({definition("group_states")})
        GROUP BY ALL
        ORDER BY season_year, MIN(position), state, how
        """
    ).fetchall()
    return [
        {"season": season_name(year), "group": group, "state": state, "how": how, "games": games,
         "example": example}
        for year, group, state, how, games, example in rows
    ]  # fmt: skip


def in_words(known: Iterable[dict]) -> list[tuple[str, str]]:
    """What is not simply given: ('2023-24 assists', 'unknown in 7 games: ... (first: ...)')."""
    return [
        (
            f"{fact['season']} {fact['group'].replace('_', ' ')}",
            f"{fact['state']} in {number_of(fact['games'], 'game')}: {fact['how']} "
            f"(first: {fact['example']})",
        )
        for fact in known
        if fact["state"] != "given"
    ]
