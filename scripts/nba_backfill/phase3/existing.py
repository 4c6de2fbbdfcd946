"""`phase3: warehouse`: the Phase 3 tables exist already and are read through the warehouse.

Digests are computed where the rows are; only a line per date comes back. What a warehouse that
bills for queries has answered is kept in `results/source/` until its tables change.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3.manifest import Content
from nba_backfill.results import answer_file, read_json, write_json
from nba_backfill.schedule import EVER, Game
from nba_backfill.tables.statement import PARTITION_DIGEST, row_hash
from nba_backfill.warehouse import open_warehouse
from nba_backfill.warehouse.bigquery.failures import is_not_found

HISTORY = ("nba_schedule", *tables.GAMES)


def schedule(settings) -> list[Game]:
    """The games of nba_reference.nba_schedule, by date and id.

    Of the original platform, seasons of which no Phase 3 is made yet are read from its own
    schedule. Raises BackfillError (bad_source) when there are none.
    """
    warehouse = open_warehouse(settings)
    if is_pending(settings, warehouse):
        rows = []
    else:
        rows = _kept(
            settings, warehouse, ("nba_schedule",), "schedule", lambda: _schedule(warehouse)
        )
    if settings.platform is not None:
        held = {row["season_year"] for row in rows}
        rows = rows + _of_platform(settings, held)
    if not rows:
        raise BackfillError(
            "nba_reference.nba_schedule: the warehouse has no game; load the Phase 3 tables, or "
            "build them with phase3=files or phase3=simulated",
            "bad_source",
        )
    games = [Game(**{**row, "game_date": dt.date.fromisoformat(row["game_date"])}) for row in rows]
    return sorted(games, key=lambda game: (game.game_date, game.game_id))


def is_pending(settings, warehouse) -> bool:
    """Whether the tables are to be made of the original platform's and are not made yet."""
    if settings.platform is None:
        return False
    try:
        warehouse.state(tables.table("nba_schedule"))
    except BackfillError as error:
        return is_not_found(error)
    return False


def digests(settings) -> dict[dt.date, str]:
    """Game date D -> digest of the season's games before D and the context rows of D."""
    if is_pending(settings, open_warehouse(settings)):
        by_table: dict[str, dict] = {name: {} for name in tables.PHASE3}
    else:
        by_table = {name: held.digests for name, held in described(settings).items()}
    history: dict[int, str] = {}
    result = {}
    for date, year in sorted({(game.game_date, game.season_year) for game in schedule(settings)}):
        before = history.get(year, "")
        result[date] = _digest(by_table, tables.CONTEXT, date, before)
        history[year] = _digest(by_table, HISTORY, date, before)
    return result


def is_listed(settings, day: dt.date) -> bool:
    """Whether upcoming_player_game_context has a player of this date."""
    if is_pending(settings, open_warehouse(settings)):
        return False
    return day in described(settings)["upcoming_player_game_context"].digests


def described(settings) -> dict[str, Content]:
    """What every Phase 3 table holds, by name."""
    warehouse, found = open_warehouse(settings), {}
    if is_pending(settings, warehouse):
        raise BackfillError(
            "Phase 3 is not made of the platform's tables yet; make it first: snakemake "
            "platform_phase3",
            "missing_upstream",
        )
    for name in tables.PHASE3:
        by_date = _kept(
            settings, warehouse, (name,), name, lambda name=name: _table(warehouse, name)
        )
        seasons: dict[int, int] = {}
        for _, year, count, _ in by_date:
            if year is not None:  # somebody else's upcoming teams may not say it
                seasons[year] = seasons.get(year, 0) + count
        digests = {dt.date.fromisoformat(day): digest for day, _, _, digest in by_date}
        found[name] = Content(sum(count for _, _, count, _ in by_date), seasons, digests)
    return found


def findings(settings) -> list[dict]:
    """What fell out when the tables were made of the platform's; nothing is known of others."""
    if settings.platform is None:
        return []
    from nba_backfill.phase3.platform import build

    return read_json(build.kept_in(settings)).get("findings", [])


def _of_platform(settings, held: set[int]) -> list[dict]:
    """The platform's games of the configured seasons other than those `held`."""
    from nba_backfill.phase3.platform import build

    lacking = [year for year in build.seasons(settings) if year not in held]
    if not lacking:
        return []
    games = build.schedule(settings, lacking)
    return [{**game._asdict(), "game_date": str(game.game_date)} for game in games]


def _schedule(warehouse) -> list[dict]:
    columns = ", ".join(Game._fields)
    rows = warehouse.query(f"SELECT {columns} FROM {_all_rows('nba_schedule')}", *EVER)
    return [{**row, "game_date": str(row["game_date"])} for row in rows.to_pylist()]


def _table(warehouse, name: str) -> list[list]:
    """Checks an existing table against its contract: ISO date, season, rows, digest per date."""
    contract = tables.table(name)
    warehouse.create(contract)
    found = warehouse.query(
        f"SELECT season_year, game_date, COUNT(*) AS n, {PARTITION_DIGEST} AS digest\n"
        f"FROM (SELECT season_year, game_date, {row_hash(contract)} AS data_hash "
        f"FROM {_all_rows(name)}) AS hashed\n"
        "GROUP BY season_year, game_date ORDER BY game_date",
        *EVER,
    )
    return [
        [str(row["game_date"]), row["season_year"], row["n"], row["digest"][:16]]
        for row in found.to_pylist()
    ]


def _all_rows(name: str) -> str:
    return f"{tables.table(name).full_name} WHERE game_date BETWEEN @start_date AND @end_date"


def _kept(settings, warehouse, names: tuple[str, ...], what: str, ask: Callable):
    """`ask()`, or what it returned last time while the tables it reads have not changed.

    What does not tell whether it has changed is asked every time.
    """
    state = [warehouse.state(tables.table(name)) for name in names]
    if None in state:
        return ask()
    file = answer_file(settings.results, f"warehouse-{what}")
    kept = read_json(file)
    if kept.get("state") != state:
        kept = {"state": state, "answer": ask()}
        write_json(file, kept)
    return kept["answer"]


def _digest(by_table: dict, names: tuple[str, ...], date: dt.date, before: str) -> str:
    rows = [f"{name}:{by_table[name].get(date)}" for name in names]
    return hashlib.md5("|".join([before, *rows]).encode()).hexdigest()[:16]
