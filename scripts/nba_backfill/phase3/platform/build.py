"""Makes the Phase 3 tables of the platform's seasons, and replaces only the dates that changed.

Each season is computed whole into tables that expire, and compared with what is stored by a digest
per date; dates that differ are replaced by one MERGE a table. The schedule goes last: a season
that it holds has all its other tables.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from nba_backfill import tables
from nba_backfill.phase3.digests import bare
from nba_backfill.phase3.platform import STATEMENTS, WORK, findings, refusals, statement
from nba_backfill.phase3.platform.places import Platform, changed
from nba_backfill.results import answer_file, read_json, write_json
from nba_backfill.schedule import Game, season_name
from nba_backfill.settings import STAGING
from nba_backfill.tables import Table
from nba_backfill.tables.statement import PARTITION_DIGEST, row_hash
from nba_backfill.warehouse.bigquery import BigQueryWarehouse, statements

PUBLISHED = tuple(name for name in (*STATEMENTS[1:], STATEMENTS[0]) if name not in WORK)
TURN = (8, 1)  # a season of the platform lies between 1 August and 31 July


def make(settings, log: Callable[[str], None] = print) -> dict:
    """Brings the Phase 3 tables up to date with the platform; returns what was made and fell out.

    The result is kept in results/source/platform.json: `seasons` (rows and replaced dates by table)
    and `findings`. Nothing is computed while no table of the platform has changed since.
    log: called with one line per season. Raises BackfillError in one line.
    """
    refusals.refuse_settings(settings)
    warehouse = BigQueryWarehouse(settings, makes_phase3=True)
    platform = Platform(settings, warehouse)
    years = seasons(settings)
    kept = read_json(kept_in(settings))
    states = _states(settings, warehouse, platform, years)
    if None not in states.values() and kept.get("states") == states:
        log("nothing has changed in the platform's tables since Phase 3 was made of them")
        return {"seasons": {}, "findings": kept["findings"]}
    made, counted = {}, kept.get("counted", {})
    for year in years:
        made[str(year)], counted[str(year)] = _make_season(settings, warehouse, platform, year)
        log(_in_words(year, made[str(year)]))
    result = {"seasons": made, "findings": findings.told(counted, platform.absent)}
    states = _states(settings, warehouse, platform, years)
    write_json(kept_in(settings), {"states": states, "counted": counted, **result})
    return result


def _states(settings, warehouse, platform: Platform, years: list[int]) -> dict:
    """What decides whether there is anything to do; a None in it does not tell."""
    ours = {}
    for name in PUBLISHED:
        place = warehouse.names.place(tables.table(name).full_name)
        ours[name] = changed(refusals.look(warehouse, warehouse.jobs.client.get_table, place))
    return {**platform.states, **ours, "recipe": _recipe(settings), "seasons": years}


def kept_in(settings):
    """The file that keeps what the last `make` returned."""
    return answer_file(settings.results, "platform")


def seasons(settings) -> list[int]:
    """The seasons that the configured dates touch."""
    days = settings.dates or (settings.start_date, settings.end_date)
    first, last = (day.year if (day.month, day.day) >= TURN else day.year - 1
                   for day in (min(days), max(days)))  # fmt: skip
    return list(range(first, last + 1))


def schedule(settings, years: list[int]) -> list[Game]:
    """The games of some seasons straight from the platform, before Phase 3 was made of them."""
    warehouse = BigQueryWarehouse(settings, makes_phase3=True)
    platform = Platform(settings, warehouse)
    columns = ", ".join(Game._fields)
    games = []
    for year in years:
        sql = platform.written(statement("nba_schedule"), {})
        rows = warehouse.jobs.read(
            f"reading the platform's schedule of {season_name(year)}",
            f"SELECT {columns} FROM (\n{sql}) AS schedule",
            _span(year),
        )
        games += [Game(**row) for row in rows.to_pylist()]
    return games


def _make_season(settings, warehouse, platform: Platform, year: int) -> tuple[dict, list[dict]]:
    """Rows and replaced dates by table, and the findings of one season."""
    made: dict[str, str] = {}
    for name in PUBLISHED:
        warehouse.create(tables.table(name))
    try:
        for name in STATEMENTS:
            made[name] = _compute(settings, warehouse, platform, year, name, made)
        told = warehouse.jobs.read(
            f"counting what fell out of {season_name(year)}",
            platform.written(findings.statement(), made),
            _span(year),
        ).to_pylist()
        counts = {name: _publish(warehouse, name, made[name], year) for name in PUBLISHED}
    finally:
        for place in made.values():
            warehouse.drop(f"{STAGING}.{place.rpartition('.')[2]}")
    return counts, told


def _compute(settings, warehouse, platform, year: int, name: str, made: dict[str, str]) -> str:
    """Runs a statement into a table that expires; returns its place."""
    sql = platform.written(statement(name), made)
    place = warehouse.names.place(warehouse.staged(name))
    if name in WORK:
        text = statements.stage_work(place, sql)
    else:
        contract = tables.table(name)
        columns = ", ".join(contract.columns)
        text = statements.stage(contract, place, f"SELECT {columns} FROM (\n{sql}) AS made")
    values = _span(year)
    if "@bookmakers" in sql:
        values["bookmakers"] = f"|{'|'.join(settings.props.bookmakers)}|"
    warehouse.jobs.run(
        f"making {name} of {season_name(year)}", text, values, {"purpose": "platform"}
    )
    return place


def _publish(warehouse: BigQueryWarehouse, name: str, staged: str, year: int) -> dict[str, int]:
    """Replaces the dates whose rows differ; returns rows of the season and dates replaced."""
    contract = replace(tables.table(name), partition="game_date")
    place = warehouse.names.place(contract.full_name)
    rows = warehouse.jobs.read(
        f"comparing {name}", _by_date(contract, place, staged), _span(year)
    ).to_pylist()
    dates = sorted(row["game_date"] for row in rows if row["differs"])
    if dates:
        warehouse.jobs.run(
            f"replacing {len(dates)} dates of {contract.full_name}",
            statements.publish(contract, place, staged),
            {"start_date": dates[0], "end_date": dates[-1], "dates": dates},
            {"purpose": "platform"},
        )
    return {"rows": sum(row["n"] for row in rows), "dates": len(rows), "replaced": len(dates)}


def _by_date(contract: Table, place: str, staged: str) -> str:
    """Rows made per date, and whether they differ from those that are stored."""
    made, stored = (
        f"(SELECT game_date, COUNT(*) AS n, {PARTITION_DIGEST} AS digest\n"
        f"FROM (SELECT game_date, {row_hash(contract)} AS data_hash FROM `{table}`\n"
        "WHERE game_date BETWEEN @start_date AND @end_date) AS hashed\nGROUP BY game_date)"
        for table in (staged, place)
    )
    return (
        "SELECT COALESCE(made.game_date, stored.game_date) AS game_date,\n"
        "COALESCE(made.n, 0) AS n, COALESCE(made.digest <> stored.digest, TRUE) AS differs\n"
        f"FROM {made} AS made\nFULL OUTER JOIN {stored} AS stored\n"
        "ON stored.game_date = made.game_date"
    )


def _span(year: int) -> dict[str, date]:
    return {"start_date": date(year, *TURN), "end_date": date(year + 1, TURN[0] - 1, 31)}


def _recipe(settings) -> str:
    """What decides the rows beside the platform's tables: statements, contracts, bookmakers."""
    texts = [bare(statement(name)) for name in STATEMENTS]
    columns = [
        [name, column.name, column.type]
        for name in tables.PHASE3
        for column in tables.table(name).columns.values()
    ]
    decided_by = [texts, columns, list(settings.props.bookmakers)]
    return hashlib.sha256(json.dumps(decided_by).encode()).hexdigest()[:16]


def _in_words(year: int, counts: dict) -> str:
    games = counts["nba_schedule"]
    replaced = max(table["replaced"] for table in counts.values())
    return (
        f"{season_name(year)}: {games['rows']:,} games on {games['dates']} dates; "
        f"{replaced} dates replaced"
    )
