"""Are the inputs of a processor's dates really there? One set-based answer for job and preflight.

A date can run when every team with a game on it has its listing (player_composite_factors,
player_daily_cache, ml_feature_store) and every upstream partition holds the rows those players
and teams must have. Holes in the history before the date never stop it: they lower the
completeness of its rows and are told as notes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from nba_backfill.tables import table as contract
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import BEFORE, TEAM_GAMES_HELD

LISTING = "upcoming_player_game_context"
PLAYERS_NEEDED = 5  # a team cannot field fewer

SLATE = """slate AS (
  SELECT game_date, season_year, home_team AS team_abbr FROM nba_reference.nba_schedule
  WHERE is_final AND game_date BETWEEN @start_date AND @end_date
  UNION ALL
  SELECT game_date, season_year, away_team AS team_abbr FROM nba_reference.nba_schedule
  WHERE is_final AND game_date BETWEEN @start_date AND @end_date
),
days AS (SELECT DISTINCT game_date, season_year FROM slate)"""

_COUNTED = f"""counted AS (
  SELECT season_year, game_date, home_team AS team_abbr FROM nba_reference.nba_schedule
  WHERE is_final AND game_type <> 'cup_final' AND {BEFORE}
  UNION ALL
  SELECT season_year, game_date, away_team AS team_abbr FROM nba_reference.nba_schedule
  WHERE is_final AND game_type <> 'cup_final' AND {BEFORE}
)"""

_TEAM_DEBUT = """team_debut AS (
  SELECT season_year, team_abbr, MIN(game_date) AS first_game FROM counted
  GROUP BY season_year, team_abbr
)"""

_PLAYER_DEBUT = f"""player_debut AS (
  SELECT season_year, player_lookup, MIN(game_date) AS first_game
  FROM nba_analytics.player_game_summary
  WHERE is_active AND game_type <> 'cup_final' AND {BEFORE}
  GROUP BY season_year, player_lookup
)"""


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
):
    """`{date: Verdict}` for every day of start..end (inclusive) and one processor.

    With `upstream=False` only Phase 3 is looked at, not the partitions of earlier processors.
    listed_in: of a date and, if given, a team: where the listing comes from, for the reasons.
    """
    expected = _expected(warehouse, processor, start, end)
    reasons, absent = defaultdict(list), set()
    if PROCESSORS[processor].day:
        _check_listing(warehouse, processor, start, end, upstream, listed_in, reasons, absent)
    notes = _history(warehouse, processor, start, end, reasons, absent)
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


def _expected(warehouse, processor, start, end) -> dict[date, int]:
    """Rows the processor must write per game date, from the schedule or the listing alone."""
    if processor == "team_defense_zone_analysis":
        sql = f"""WITH {SLATE},
{_COUNTED},
{_TEAM_DEBUT}
SELECT d.game_date, COUNT(b.team_abbr) AS entities
FROM days AS d LEFT JOIN team_debut AS b
  ON b.season_year = d.season_year AND b.first_game < d.game_date
GROUP BY d.game_date"""
    elif processor == "player_shot_zone_analysis":
        sql = f"""WITH {SLATE},
{_PLAYER_DEBUT}
SELECT d.game_date, COUNT(b.player_lookup) AS entities
FROM days AS d LEFT JOIN player_debut AS b
  ON b.season_year = d.season_year AND b.first_game < d.game_date
GROUP BY d.game_date"""
    else:
        sql = f"""WITH {SLATE}
SELECT d.game_date, COUNT(DISTINCT u.player_lookup) AS entities
FROM days AS d LEFT JOIN nba_analytics.upcoming_player_game_context AS u
  ON u.game_date = d.game_date AND u.game_date BETWEEN @start_date AND @end_date
GROUP BY d.game_date"""
    return {row["game_date"]: row["entities"] for row in fetch(warehouse, sql, start, end)}


def _check_listing(warehouse, processor, start, end, upstream, listed_in, reasons, absent) -> None:
    """Append to `reasons` what the teams of each date lack; dates lacking all go to `absent`."""
    read = [PROCESSORS[name] for name in PROCESSORS[processor].upstream] if upstream else []
    rows = fetch(warehouse, _listing_sql(read), start, end)
    by_day = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["team_abbr"]):
        by_day[row["game_date"]].append(row)
    for day, teams in by_day.items():
        if not any(team["listed"] for team in teams):
            reasons[day].append(f"{listed_in(day)} has no players of {day}")
            absent.add(day)
            continue
        for team in teams:
            reasons[day] += _team_reasons(team, partial(listed_in, day))
        for source in read:
            if not sum(team[f"need_{source.name}"] for team in teams):
                continue
            if not any(team[f"held_{source.name}"] for team in teams):
                reasons[day].append(f"{source.table} has no rows of {day}")
                absent.add(day)
                continue
            for team in teams:
                reasons[day] += _upstream_reasons(team, source)


def _team_reasons(team: dict, listed_in: Callable[[str], str]) -> list[str]:
    """What the listing and the team context lack for one team."""
    name, listed, available = team["team_abbr"], team["listed"], team["available"]
    found = []
    if not listed:
        found.append(f"{name} has no rows in {listed_in(name)}")
    elif available < PLAYERS_NEEDED:
        found.append(
            f"{name} has {available} available of {listed} listed players in {listed_in(name)}, "
            f"{PLAYERS_NEEDED} are needed"
        )
    if not team["context"]:
        found.append(f"{name} has no row in upcoming_team_game_context")
    return found


def _upstream_reasons(team: dict, source) -> list[str]:
    """What one upstream partition lacks for one team or its listed players."""
    needed, held = team[f"need_{source.name}"], team[f"held_{source.name}"]
    if needed == held:
        return []
    if source.name == "team_defense_zone_analysis":
        return [f"{source.table} has no row of {team['team_abbr']}"]
    first = team[f"first_{source.name}"]
    lacks = f"{source.table} lacks {needed - held} of {needed} players"
    return [f"{lacks} of {team['team_abbr']} (first: {first})"]


def _listing_sql(read) -> str:
    """One row per date and team: listing, context, and what each upstream needs and holds."""
    players, joins, teams, team_joins, carried = [], [], [], [], []
    for source in read:
        name, partition = source.name, contract(source.table).partition
        if name == "team_defense_zone_analysis":
            need = "b.first_game < s.game_date"
            teams.append(f"IF({need}, 1, 0) AS need_{name}")
            teams.append(f"IF({need} AND z.team_abbr IS NOT NULL, 1, 0) AS held_{name}")
            team_joins.append(f"""LEFT JOIN team_debut AS b
  ON b.season_year = s.season_year AND b.team_abbr = s.team_abbr
LEFT JOIN (SELECT DISTINCT {partition} AS day, team_abbr FROM {contract(source.table).full_name}
           WHERE {partition} BETWEEN @start_date AND @end_date) AS z
  ON z.day = s.game_date AND z.team_abbr = s.team_abbr""")
            continue
        need, alias = "TRUE", f"t_{name}"
        if name == "player_shot_zone_analysis":
            need = "p.first_game < u.game_date"
            joins.append("""LEFT JOIN player_debut AS p
  ON p.season_year = u.season_year AND p.player_lookup = u.player_lookup""")
        lacks = f"{need} AND {alias}.player_lookup IS NULL"
        players.append(f"COUNTIF({need}) AS need_{name}")
        players.append(f"COUNTIF({need} AND {alias}.player_lookup IS NOT NULL) AS held_{name}")
        players.append(f"MIN(IF({lacks}, u.player_lookup, NULL)) AS first_{name}")
        carried += [f"COALESCE(l.{n}_{name}, 0) AS {n}_{name}" for n in ("need", "held")]
        carried.append(f"l.first_{name}")
        joins.append(f"""LEFT JOIN (SELECT DISTINCT {partition} AS day, player_lookup
           FROM {contract(source.table).full_name}
           WHERE {partition} BETWEEN @start_date AND @end_date) AS {alias}
  ON {alias}.day = u.game_date AND {alias}.player_lookup = u.player_lookup""")
    return f"""WITH {SLATE},
{_COUNTED},
{_TEAM_DEBUT},
{_PLAYER_DEBUT},
listing AS (
  SELECT {
        ", ".join(
            [
                "u.game_date",
                "u.team_abbr",
                "COUNT(*) AS listed",
                "COUNTIF(COALESCE(u.player_status, '') <> 'out') AS available",
                *players,
            ]
        )
    }
  FROM nba_analytics.upcoming_player_game_context AS u
  {" ".join(joins)}
  WHERE u.game_date BETWEEN @start_date AND @end_date
  GROUP BY u.game_date, u.team_abbr
),
context AS (
  SELECT DISTINCT game_date, team_abbr FROM nba_analytics.upcoming_team_game_context
  WHERE game_date BETWEEN @start_date AND @end_date
)
SELECT {
        ", ".join(
            [
                "s.game_date",
                "s.team_abbr",
                "COALESCE(l.listed, 0) AS listed",
                "COALESCE(l.available, 0) AS available",
                "c.team_abbr IS NOT NULL AS context",
                *carried,
                *teams,
            ]
        )
    }
FROM slate AS s
LEFT JOIN listing AS l ON l.game_date = s.game_date AND l.team_abbr = s.team_abbr
LEFT JOIN context AS c ON c.game_date = s.game_date AND c.team_abbr = s.team_abbr
{" ".join(team_joins)}"""


def _history(warehouse, processor, start, end, reasons, absent) -> dict[date, list[str]]:
    """Notes per date on team-games before it that a history table lacks.

    No row at all although games were played is no gap: a processor that reads nothing but history
    is then missing its input.
    """
    notes = defaultdict(list)
    for table in PROCESSORS[processor].history:
        sql = f"""WITH {SLATE},
{_COUNTED},
held AS ({TEAM_GAMES_HELD[table]}),
nights AS (
  SELECT c.season_year, c.game_date, COUNT(*) AS games, COUNT(h.team_abbr) AS found
  FROM counted AS c LEFT JOIN held AS h
    ON h.game_date = c.game_date AND h.team_abbr = c.team_abbr
  GROUP BY c.season_year, c.game_date
)
SELECT d.game_date, SUM(n.games) AS games, SUM(n.found) AS found
FROM days AS d JOIN nights AS n
  ON n.season_year = d.season_year AND n.game_date < d.game_date
GROUP BY d.game_date"""
        for row in fetch(warehouse, sql, start, end):
            day, games, found = row["game_date"], row["games"], row["found"]
            if found == 0 and not PROCESSORS[processor].day:
                reasons[day].append(
                    f"{table} has no rows before {day}, the season has {games} team-games by then"
                )
                absent.add(day)
            elif found < games:
                notes[day].append(f"{table} lacks {games - found} of {games} team-games before D")
    return notes
