"""What each Phase 3 table holds per game date, against the teams that play that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nba_backfill.checks.inputs import PLAYERS_NEEDED, fetch, slate
from nba_backfill.tables import CONTEXT


@dataclass(frozen=True)
class _Rule:
    """How a table is counted: its team column, rows a team needs, which rows, filled when."""

    team: str
    per_team: int
    rows: str
    filled: str


TABLES = {
    "player_game_summary": _Rule(
        "team_abbr",
        PLAYERS_NEEDED,
        "is_active",
        "player_lookup IS NOT NULL AND points IS NOT NULL AND minutes_played IS NOT NULL "
        "AND fg_attempts IS NOT NULL",
    ),
    "team_offense_game_summary": _Rule(
        "team_abbr",
        1,
        "TRUE",
        "points_scored IS NOT NULL AND fg_attempts IS NOT NULL AND possessions IS NOT NULL",
    ),
    "team_defense_game_summary": _Rule(
        "defending_team_abbr",
        1,
        "TRUE",
        "points_allowed IS NOT NULL AND opp_fg_attempts IS NOT NULL "
        "AND defensive_rating IS NOT NULL",
    ),
    "upcoming_player_game_context": _Rule(
        "team_abbr",
        PLAYERS_NEEDED,
        "COALESCE(player_status, '') <> 'out'",
        "player_lookup IS NOT NULL AND opponent_team_abbr IS NOT NULL AND game_id IS NOT NULL",
    ),
    "upcoming_team_game_context": _Rule(
        "team_abbr", 1, "TRUE", "opponent_team_abbr IS NOT NULL AND game_id IS NOT NULL"
    ),
}


@dataclass(frozen=True)
class Coverage:
    """One table on one game date: state (ready, partial, missing), rows, rows with key fields."""

    state: str
    rows: int
    filled: int
    reason: str


def check_table(
    warehouse, name: str, start: date, end: date, upcoming: date | None = None
) -> dict[date, Coverage]:
    """Coverage of every game date from start to end (inclusive).

    upcoming: the one date whose games need not be final; a table of games has no row of it yet.
    """
    rule = TABLES[name]
    sql = f"""WITH {slate(upcoming if name in CONTEXT else None)},
held AS (
  SELECT game_date, {rule.team} AS team_abbr, COUNT(*) AS found, COUNTIF({rule.filled}) AS filled
  FROM nba_analytics.{name}
  WHERE game_date BETWEEN @start_date AND @end_date AND {rule.rows}
  GROUP BY game_date, {rule.team}
)
SELECT s.game_date, s.team_abbr, COALESCE(h.found, 0) AS found, COALESCE(h.filled, 0) AS filled
FROM slate AS s LEFT JOIN held AS h
  ON h.game_date = s.game_date AND h.team_abbr = s.team_abbr"""
    teams: dict[date, list[dict]] = {}
    for row in fetch(warehouse, sql, start, end):
        teams.setdefault(row["game_date"], []).append(row)
    return {day: _judge(rows, rule.per_team) for day, rows in sorted(teams.items())}


def _judge(teams: list[dict], needed: int) -> Coverage:
    rows, filled = (sum(team[name] for team in teams) for name in ("found", "filled"))
    if not rows:
        return Coverage("missing", 0, 0, f"no rows for {len(teams)} teams")
    absent = sorted(team["team_abbr"] for team in teams if team["found"] < needed)
    empty = sorted(team["team_abbr"] for team in teams if team["filled"] < team["found"])
    reasons = []
    if absent:
        wanted = "row" if needed == 1 else f"{needed} rows"
        reasons.append(f"no {wanted} for {', '.join(absent)}")
    if empty:
        reasons.append(f"key fields are NULL for {', '.join(empty)}")
    return Coverage("partial" if reasons else "ready", rows, filled, "; ".join(reasons))
