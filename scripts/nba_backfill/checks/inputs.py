"""Are the inputs of a processor's dates really there? One set-based answer for job and preflight.

A date can run when every team with a game on it has its listing (of the tables that read one) and
every upstream partition holds the rows that the processor's own rows need: those of its population
that belong to the upstream table's. Holes in the history before the date never stop it: they lower
the completeness of its rows and are told as notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from nba_backfill.checks.populations import population
from nba_backfill.tables import Table
from nba_backfill.tables import table as contract
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import BEFORE, TEAM_GAMES_HELD

LISTING = "upcoming_player_game_context"
PLAYERS_NEEDED = 5  # a team cannot field fewer


def slate(upcoming: date | None = None) -> str:
    """The team-games (`slate`) and game dates (`days`) of @start_date..@end_date, as CTEs.

    Of final games, and of all games on the date `upcoming`, which is filled before they are played.
    """
    counts = f"(is_final OR game_date = DATE '{upcoming}')" if upcoming else "is_final"
    return f"""slate AS (
  SELECT game_date, season_year, home_team AS team_abbr FROM nba_reference.nba_schedule
  WHERE {counts} AND game_date BETWEEN @start_date AND @end_date
  UNION ALL
  SELECT game_date, season_year, away_team AS team_abbr FROM nba_reference.nba_schedule
  WHERE {counts} AND game_date BETWEEN @start_date AND @end_date
),
days AS (SELECT DISTINCT game_date, season_year FROM slate)"""


@dataclass(frozen=True)
class Verdict:
    """Whether a processor can run on a date.

    `state` is ready, partial (some teams or players lack input), missing (an input of the date is
    absent as a whole) or not_applicable (no final game that day). `reasons` say in one line each
    what is missing, of whom and in which table; `notes` tell of holes in the history, which do
    not stop the date. `expected_entities` is the number of rows the processor must write.
    """

    state: str
    reasons: tuple[str, ...] = ()
    expected_entities: int = 0
    notes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The class of failure a step that meets this verdict belongs to."""
        return "missing_upstream" if self.state == "missing" else "incomplete_input"


def check_inputs(
    warehouse,
    processor: str,
    start: date,
    end: date,
    upstream: bool = True,
    listed_in: Callable[..., str] = lambda day, team="": LISTING,
    upcoming: date | None = None,
):
    """`{date: Verdict}` for every day of start..end (inclusive) and one processor.

    With `upstream=False` only Phase 3 is looked at, not the partitions of earlier processors.
    listed_in: of a date and, if given, a team: where the listing comes from, for the reasons.
    upcoming: the one date whose games need not be final.
    """
    table = contract(PROCESSORS[processor].table)
    games = slate(upcoming)
    expected = _expected(warehouse, table, games, start, end)
    reasons, absent = defaultdict(list), set()
    if table.day:
        _check_listing(warehouse, games, start, end, listed_in, reasons, absent)
    if upstream and PROCESSORS[processor].upstream:
        _check_upstream(warehouse, processor, start, end, reasons, absent)
    notes = _history(warehouse, table, games, start, end, reasons, absent)
    verdicts = {}
    for offset in range((end - start).days + 1):
        day = start + timedelta(days=offset)
        if day not in expected:
            verdicts[day] = Verdict("not_applicable", (f"no final game on {day} in the schedule",))
            continue
        state = "missing" if day in absent else "partial" if reasons[day] else "ready"
        verdicts[day] = Verdict(state, tuple(reasons[day]), expected[day], tuple(notes[day]))
    return verdicts


def fetch(warehouse, sql: str, start: date, end: date) -> list[dict]:
    """The rows of a query as dicts. Counts are int: DuckDB's sums of integers come as Decimal."""
    return [
        {name: int(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in warehouse.query(sql, start, end).to_pylist()
    ]


def _expected(warehouse, table: Table, games: str, start, end) -> dict[date, int]:
    """Rows the table must have per game date, from the schedule or the listing alone."""
    sql = f"""WITH {games},
expected AS (
{population(table)}
)
SELECT days.game_date, COUNT(DISTINCT expected.{table.key[0]}) AS entities
FROM days LEFT JOIN expected ON expected.game_date = days.game_date
GROUP BY days.game_date"""
    return {row["game_date"]: row["entities"] for row in fetch(warehouse, sql, start, end)}


def _check_listing(warehouse, games: str, start, end, listed_in, reasons, absent) -> None:
    """Append to `reasons` what the listing lacks; dates without any listing go to `absent`."""
    sql = f"""WITH {games},
listing AS (
  SELECT game_date, team_abbr, COUNT(*) AS listed,
    COUNTIF(COALESCE(player_status, '') <> 'out') AS available
  FROM nba_analytics.upcoming_player_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
  GROUP BY game_date, team_abbr
),
context AS (
  SELECT DISTINCT game_date, team_abbr FROM nba_analytics.upcoming_team_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
)
SELECT slate.game_date, slate.team_abbr, COALESCE(listed, 0) AS listed,
  COALESCE(available, 0) AS available, context.team_abbr IS NOT NULL AS context
FROM slate
LEFT JOIN listing ON listing.game_date = slate.game_date AND listing.team_abbr = slate.team_abbr
LEFT JOIN context ON context.game_date = slate.game_date AND context.team_abbr = slate.team_abbr"""
    for day, teams in _by_day(fetch(warehouse, sql, start, end), "team_abbr").items():
        if any(team["listed"] for team in teams):
            for team in teams:
                reasons[day] += _team_reasons(team, partial(listed_in, day))
        else:
            reasons[day].append(f"{listed_in(day)} has no players of {day}")
            absent.add(day)


def _team_reasons(team: dict, listed_in: Callable[[str], str]) -> list[str]:
    """What the listing and the team context lack for one team."""
    name, listed, available = team["team_abbr"], team["listed"], team["available"]
    lacking = []
    if not listed:
        lacking.append(f"{name} has no rows in {listed_in(name)}")
    elif available < PLAYERS_NEEDED:
        lacking.append(
            f"{name} has {available} available of {listed} listed players in {listed_in(name)}, "
            f"{PLAYERS_NEEDED} are needed"
        )
    if not team["context"]:
        lacking.append(f"{name} has no row in upcoming_team_game_context")
    return lacking


def _check_upstream(warehouse, processor, start, end, reasons, absent) -> None:
    """Append to `reasons` what upstream partitions lack; dates lacking one whole go to `absent`."""
    table = contract(PROCESSORS[processor].table)
    upstream = [contract(PROCESSORS[name].table) for name in PROCESSORS[processor].upstream]
    sql = "\nUNION ALL\n".join(_upstream_sql(table, source) for source in upstream)
    for day, needs in _by_day(fetch(warehouse, sql, start, end), "owner").items():
        for source in upstream:
            of_source = [need for need in needs if need["source"] == source.name]
            if of_source and not any(need["held"] for need in of_source):
                reasons[day].append(f"{source.name} has no rows of {day}")
                absent.add(day)
                continue
            reasons[day] += [
                _upstream_reason(need) for need in of_source if need["held"] < need["needed"]
            ]


def _upstream_sql(table: Table, source: Table) -> str:
    """Per date and owner the rows of `source` that rows of `table` need, and how many are held.

    The owner is the team of a listed player, else what the needed row is about.
    """
    key, join = source.key[0], table.join_column(source)
    owner = "team_abbr" if table.day and key != "team_abbr" else join
    return f"""SELECT '{source.name}' AS source, wanted.game_date, wanted.owner,
  COUNT(*) AS needed, COUNT(held.entity) AS held,
  MIN(IF(held.entity IS NULL, wanted.entity, NULL)) AS first
FROM (
  SELECT DISTINCT own.game_date, own.{join} AS entity, own.{owner} AS owner
  FROM (
{population(table)}
  ) AS own
  JOIN (
{population(source)}
  ) AS other ON other.game_date = own.game_date AND other.{key} = own.{join}
) AS wanted
LEFT JOIN (
  SELECT DISTINCT {source.partition} AS game_date, {key} AS entity
  FROM {source.full_name}
  WHERE {source.partition} BETWEEN @start_date AND @end_date
) AS held ON held.game_date = wanted.game_date AND held.entity = wanted.entity
GROUP BY wanted.game_date, wanted.owner"""


def _upstream_reason(need: dict) -> str:
    """What one upstream partition lacks of one owner."""
    source, needed, owner = need["source"], need["needed"], need["owner"]
    if need["first"] == owner:
        return f"{source} has no row of {owner}"
    lacks = f"{source} lacks {needed - need['held']} of {needed} players"
    return f"{lacks} of {owner} (first: {need['first']})"


def _by_day(rows: list[dict], order: str) -> dict[date, list[dict]]:
    """The rows of each date, ordered by a column."""
    days = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[order]):
        days[row["game_date"]].append(row)
    return days


def _history(
    warehouse, table: Table, games: str, start, end, reasons, absent
) -> dict[date, list[str]]:
    """Notes per date on team-games before it that a history table lacks.

    No row at all although games were played is no gap: a table that reads nothing but history is
    then missing its input.
    """
    notes = defaultdict(list)
    for name in table.history:
        sql = f"""WITH {games},
counted AS (
  SELECT season_year, game_date, team_abbr
  FROM nba_reference.nba_schedule CROSS JOIN UNNEST([home_team, away_team]) AS team_abbr
  WHERE is_final AND game_type <> 'cup_final' AND {BEFORE}
),
held AS (
{TEAM_GAMES_HELD[name]}
),
nights AS (
  SELECT counted.season_year, counted.game_date, COUNT(*) AS games, COUNT(held.team_abbr) AS found
  FROM counted
  LEFT JOIN held ON held.game_date = counted.game_date AND held.team_abbr = counted.team_abbr
  GROUP BY counted.season_year, counted.game_date
)
SELECT days.game_date, SUM(nights.games) AS games, SUM(nights.found) AS found
FROM days
JOIN nights ON nights.season_year = days.season_year AND nights.game_date < days.game_date
GROUP BY days.game_date"""
        for row in fetch(warehouse, sql, start, end):
            day, played, found = row["game_date"], row["games"], row["found"]
            if found == 0 and not table.day:
                reasons[day].append(
                    f"{name} has no rows before {day}, the season has {played} team-games by then"
                )
                absent.add(day)
            elif found < played:
                notes[day].append(f"{name} lacks {played - found} of {played} team-games before D")
    return notes
