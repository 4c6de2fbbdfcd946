"""The rows each Phase 4 table must have on a date, found by another way than its definition's.

A table names its population in its contract; the schedule, the played games or the listing alone
say which rows those are.
"""

from __future__ import annotations

from nba_backfill.tables import Table
from nba_backfill.tables.statement import BEFORE

# Counted games bring a team or player into the population of every later date of the season.
_TEAM_DEBUTS = f"""\
SELECT season_year, team_abbr, MIN(game_date) AS first_game
FROM nba_reference.nba_schedule CROSS JOIN UNNEST([home_team, away_team]) AS team_abbr
WHERE is_final AND game_type <> 'cup_final' AND {BEFORE}
GROUP BY season_year, team_abbr"""

_PLAYER_DEBUTS = f"""\
SELECT season_year, player_lookup, MIN(game_date) AS first_game
FROM nba_analytics.player_game_summary
WHERE is_active AND game_type <> 'cup_final' AND {BEFORE}
GROUP BY season_year, player_lookup"""

_TARGETS = """\
SELECT DISTINCT game_date, season_year
FROM nba_reference.nba_schedule
WHERE game_date BETWEEN @start_date AND @end_date"""


def _seen_before(entity: str, debuts: str) -> str:
    return f"""\
SELECT targets.game_date, debuts.{entity}
FROM ({_TARGETS}) AS targets
JOIN ({debuts}) AS debuts
  ON debuts.season_year = targets.season_year AND debuts.first_game < targets.game_date"""


_ROWS = {
    "teams with a counted game before D": _seen_before("team_abbr", _TEAM_DEBUTS),
    "players with a counted game before D": _seen_before("player_lookup", _PLAYER_DEBUTS),
    "players listed for D": """\
SELECT DISTINCT game_date, player_lookup, team_abbr, opponent_team_abbr
FROM nba_analytics.upcoming_player_game_context
WHERE game_date BETWEEN @start_date AND @end_date""",
}


def population(table: Table) -> str:
    """Query of the rows the table must have on the dates @start_date..@end_date.

    It yields game_date, the table's key and, where the listing tells them, the teams of the row.
    """
    return _ROWS[table.population]
