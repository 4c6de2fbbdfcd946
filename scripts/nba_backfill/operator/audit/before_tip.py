"""The proof of upcoming dates: dates of the past, filled once more as on their own afternoon.

For a sample of dates the source is written into a throw-away folder as it was before tip-off: no
result, player row or shot of the date or later; the schedule of the rest of the season; lines of
the date; and as its listing what the box tells of who was available and who was out. There the
date is planned, computed and published as the upcoming one, by the same code as ever. Its
sentinels and partitions must be those that are stored, made of the final games, byte by byte.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.operator.audit.point_in_time import sample_dates
from nba_backfill.operator.audit.problem import Problem
from nba_backfill.operator.audit.source_in_time import GAMES_BEFORE
from nba_backfill.phase3 import files
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase3.columns import FILES
from nba_backfill.phase3.source import prepare
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.step import StepFailed, backfill
from nba_backfill.plan.plan import Plan, make_plan
from nba_backfill.results import manifest_file
from nba_backfill.settings import Parquet, Pathvars
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse import open_warehouse

# What is left of each file on the date $day of the season $year. Of earlier seasons only what
# names the players matters: of each his first row.
_KNOWN = {
    "games": f"""
        SELECT {GAMES_BEFORE}
        FROM games SEMI JOIN (FROM nba_schedule WHERE season_year <= $year) USING (game_id)
    """,
    "player_box": """
        WITH dated AS (
          FROM (SELECT * EXCLUDE (game_date) FROM player_box)
          JOIN (SELECT game_id, game_date, season_year FROM nba_schedule) USING (game_id)
          WHERE game_date < $day
        )
        SELECT * EXCLUDE (season_year) FROM dated
        QUALIFY season_year = $year
          OR ROW_NUMBER() OVER (PARTITION BY player_id ORDER BY game_date, game_id) = 1
    """,
    "shots": "FROM shots SEMI JOIN (FROM nba_schedule "
    "WHERE season_year = $year AND game_date < $day) USING (game_id)",
    "odds": "FROM odds SEMI JOIN (FROM nba_schedule "
    "WHERE season_year = $year AND game_date <= $day) USING (game_id)",
    "props": "FROM props SEMI JOIN (FROM nba_schedule "
    "WHERE season_year = $year AND game_date <= $day) USING (game_id)",
}
_LISTING = """
    SELECT game_id, player_id, player_name, team_abbr,
      IF(status = 'inactive', 'out', 'available') AS player_status
    FROM player_box
    SEMI JOIN (FROM nba_schedule WHERE game_date = $day) USING (game_id)
"""
_PLAYERS = "SELECT player_id, birth_date FROM players WHERE birth_date IS NOT NULL"


def check_before_tip(plan: Plan, dates) -> tuple[list[Problem], list[dt.date]]:
    """Problems of a sample of the dates, which are filled, and the sampled dates.

    A date of which the source does not tell who was listed is no sample: nobody could have known
    it. Needs Phase 3 built from files.
    """
    settings, problems = plan.settings, []
    with files.load(prepare(settings), settings.upcoming).con as con:
        candidates = told_dates(con) & set(dates) - {plan.upcoming.date}
        sampled = sample_dates(
            plan.seasons, candidates, settings.audit.upcoming, settings.audit.seed
        )
        days = [day for some in sampled.values() for day in some]
        for day in days:
            with tempfile.TemporaryDirectory(prefix="audit-") as folder:
                problems += _check(con, plan, day, Path(folder))
    return problems, days


def told_dates(con) -> set[dt.date]:
    """Game dates of a loaded source that tells for each of their games who was listed."""
    rows = con.execute(
        """
        SELECT game_date FROM nba_schedule
        LEFT JOIN (
          SELECT game_id, BOOL_AND(listing_known) AS is_told FROM listings GROUP BY game_id
        ) USING (game_id)
        GROUP BY game_date HAVING BOOL_AND(COALESCE(is_told, FALSE))
        """
    ).fetchall()
    return {day for (day,) in rows}


def _check(con, plan: Plan, day: dt.date, folder: Path) -> list[Problem]:
    try:
        write_known(con, plan.season_of(day).year, day, folder / "source")
        return list(_differing(plan, filled_before_tip(plan, day, folder), day))
    except (BackfillError, StepFailed) as error:
        detail = f"{day} cannot be filled as it was before tip-off: {error}"
        return [Problem("before_tip", plan.settings.processors[0], day, "failed", detail)]


def write_known(con, year: int, day: dt.date, folder: Path) -> None:
    """The files of a loaded source as they were before tip-off on `day`, in the own form.

    con: the connection of `files.load`. A column that the source does not have is left out.
    """
    folder.mkdir(parents=True)
    given: dict[str, list[str]] = {}
    for file, name in con.execute("SELECT file, name FROM source_columns").fetchall():
        given.setdefault(file, []).append(name)
    for name, sql in _KNOWN.items():
        held = [c.name for c in FILES[name].columns if c.name in given.get(name, ())]
        if held:
            used = {key: value for key, value in (("day", day), ("year", year)) if f"${key}" in sql}
            _write(con, f"SELECT {', '.join(held)} FROM ({sql})", used, folder / f"{name}.parquet")
    _write(con, _LISTING, {"day": day}, folder / "listing.parquet")
    _write(con, _PLAYERS, {}, folder / "players.parquet")


def _write(con, sql: str, used: dict, file: Path) -> None:
    con.cursor().execute(f"COPY ({sql}) TO '{file}' (FORMAT parquet)", used)


def filled_before_tip(plan: Plan, day: dt.date, folder: Path) -> Plan:
    """The plan of a backfill of `day` alone from `folder/source`, after it has run.

    Raises BackfillError and StepFailed.
    """
    results = folder / "results"
    settings = plan.settings.model_copy(
        update={
            "phase3": "files",
            "source_dir": folder / "source",
            "source_format": "nba_backfill",
            "warehouse": "parquet",
            "parquet": Parquet(),
            "dates": (day,),
            "upcoming": True,
            "pathvars": Pathvars(results=results, logs=folder / "logs"),
        }
    )
    made = make_plan(settings)
    manifest = build_phase3(settings, open_warehouse(settings), lambda line: None)
    manifest.write(manifest_file(results))
    (results / "runs").mkdir(parents=True, exist_ok=True)
    run = Run(None, made)
    run.start()
    for name in settings.processors:
        log = folder / "logs" / name / f"{day}.log"
        backfill(run, name, str(day), str(log), str(made.sentinel_file(name, day)))
    return made


def _differing(plan: Plan, before: Plan, day: dt.date) -> Iterator[Problem]:
    """A problem for each processor whose sentinel or rows of the date are other ones."""
    if before.upcoming.date != day:
        raise BackfillError(f"{day} was not the upcoming date: {before.upcoming.why}", "bug")
    for name in plan.settings.processors:
        if what := _difference(plan, before, name, day):
            detail = f"{name} {day}: {what} than when it is filled before tip-off"
            yield Problem("before_tip", name, day, "other_rows", detail)


def _difference(plan: Plan, before: Plan, name: str, day: dt.date) -> str:
    """In what the stored date differs from that filled before its games; empty when in nothing."""
    stored, made = plan.sentinel(name, day), before.sentinel(name, day)
    if stored is None:
        return "there is no sentinel"
    if plan.source != before.source:  # of a simulated league, here out of files
        made = replace(made, made_from=replace(made.made_from, source=plan.source))
    if stored.rows_digest != made.rows_digest:
        return f"other rows ({stored.rows} stored, {made.rows} then)"
    if stored != made:
        return f"another sentinel ({_first_difference(stored.content, made.content)})"
    if plan.source == before.source and _bytes(plan, name, day) != _bytes(before, name, day):
        return "other bytes"
    return ""


def _first_difference(stored: dict, made: dict) -> str:
    key = next(key for key in stored if stored[key] != made[key])
    return f"{key}: {stored[key]} stored, {made[key]} then"


def _bytes(plan: Plan, name: str, day: dt.date) -> tuple[bytes, bytes]:
    """Sentinel and, where the engine keeps files, partition; nothing of other engines."""
    if plan.settings.warehouse != "parquet":
        return b"", b""
    table = tables.table(PROCESSORS[name].table)
    folder = plan.settings.parquet_root / table.dataset / table.name
    partition = folder / f"{table.partition}={day}" / "data.parquet"
    return plan.sentinel_file(name, day).read_bytes(), partition.read_bytes()
