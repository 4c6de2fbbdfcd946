"""What a converted folder gives: rows and files of every relation, and each group of columns.

A group is given, derived (how) or unknown (why); rule 30 of the design. No times and no sizes:
the same files give the same content.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from nba_backfill.phase3.formats.conversion import Converted
from nba_backfill.phase3.formats.description import RELATIONS, formats
from nba_backfill.phase3.formats.detection import Detected
from nba_backfill.phase3.formats.folder import together
from nba_backfill.phase3.formats.refusal import not_used


class Group(NamedTuple):
    """sql: rows that have it and rows that could. without: what is NULL where it is not there.

    enough: the share from which the group counts as given (DESIGN rule 9 for inactive lists).
    """

    unit: str
    without: str
    sql: str
    enough: float = 1.0


_FINAL = "(SELECT COUNT(home_score) FROM games)"
GROUPS = {
    "final scores": Group(
        "games", "not played yet", "SELECT COUNT(home_score), COUNT(*) FROM games"
    ),
    "periods": Group(
        "games",
        "overtimes follow from the players' minutes",
        "SELECT COUNT(n_periods) FILTER (home_score IS NOT NULL), COUNT(home_score) FROM games",
    ),
    "box lines": Group(
        "games",
        "no line of any player, averages skip the game",
        f"SELECT COUNT(DISTINCT game_id) FILTER (pts IS NOT NULL), {_FINAL} FROM player_box",
    ),
    "players who did not play": Group(
        "games",
        "only players who played are listed",
        "SELECT COUNT(DISTINCT game_id) FILTER (status IN ('dnp', 'inactive')), "
        "COUNT(DISTINCT game_id) FROM player_box",
        enough=0.5,
    ),
    "players who were inactive": Group(
        "games",
        "no inactive list, player_status, star_teammates_out and injury_risk are NULL",
        "SELECT COUNT(DISTINCT game_id) FILTER (status = 'inactive'), COUNT(DISTINCT game_id) "
        "FROM player_box",
        enough=0.5,
    ),
    "zones of shots": Group(
        "games",
        "no shots, everything by zone is NULL",
        f"SELECT COUNT(DISTINCT game_id), {_FINAL} FROM shots",
    ),
    "assists of shots": Group(
        "games",
        "the shots do not say who assisted, assisted and unassisted makes are NULL",
        "SELECT COUNT(DISTINCT game_id) FILTER (made AND assist_player_id IS NOT NULL), "
        f"{_FINAL} FROM shots",
    ),
    "blocks of shots": Group(
        "games",
        "the shots do not say who blocked, blocks by zone are NULL",
        "SELECT COUNT(DISTINCT game_id) FILTER (NOT made AND block_player_id IS NOT NULL), "
        f"{_FINAL} FROM shots",
    ),
    "birth dates": Group(
        "players",
        "player_age is NULL",
        "SELECT COUNT(DISTINCT player_id) FILTER (born IS NOT NULL), COUNT(DISTINCT player_id) "
        "FROM (SELECT player_box.player_id, "
        "COALESCE(player_box.birth_date, players.birth_date) AS born "
        "FROM player_box LEFT JOIN players USING (player_id))",
    ),
    "spreads and totals": Group(
        "games",
        "game_spread and game_total are NULL",
        "SELECT COUNT(*), (SELECT COUNT(*) FROM games) FROM odds",
    ),
    "points lines": Group(
        "games",
        "current_points_line is NULL",
        "SELECT COUNT(DISTINCT game_id), (SELECT COUNT(*) FROM games) FROM props "
        "WHERE market = 'player_points' AND player_id IS NOT NULL",
    ),
}


def covered(detected: Detected, converted: Converted, source_dir: Path) -> dict:
    """The content of coverage.json."""
    return {
        "source_dir": str(source_dir),
        "formats": detected.formats,
        "relations": {name: _relation(detected, converted, name) for name in RELATIONS},
        "groups": {name: _group(converted.con, group) for name, group in GROUPS.items()},
        "notes": converted.notes,
        "not_used": [{"file": file, "why": why} for file, why in not_used(detected)],
    }


def _relation(detected: Detected, converted: Converted, relation: str) -> dict:
    found: dict[tuple[str, str], set[str]] = {}
    for match in detected.matches:
        if relation in match.dataset.relations:
            kind = (match.dataset.format, match.dataset.title)
            found.setdefault(kind, set()).update(match.part.files)
    files = [
        {"file": together(sorted(names)), "files": len(names), "format": name, "dataset": title}
        for (name, title), names in found.items()
    ]
    derived = {}
    for name in converted.origins[relation]:
        derived.update(formats()[name].relations.get(relation, {}).get("derived", {}))
    return {"rows": converted.rows[relation], "files": files, "derived": derived}


def _group(con, group: Group) -> dict:
    have, of = con.execute(group.sql).fetchone()
    given = have and have >= group.enough * of
    state = "given" if given else "in part" if have else "unknown"
    known = {"state": state, "have": have, "of": of, "unit": group.unit}
    return known if given else {**known, "without": group.without}
