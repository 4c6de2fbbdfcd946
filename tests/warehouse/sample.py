"""Rows of a table as GoogleSQL, with plain values for the columns a test does not care about."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

from nba_backfill import tables

DAYS = tuple(dt.date(2024, 1, 10 + n) for n in range(5))
WIDE = tables.table("ml_feature_store_v2")  # has every type
_FULL = tables.table("team_defense_zone_analysis")
_FEW = ("team_abbr", "analysis_date", "games_in_sample", "data_hash")
TABLE = replace(_FULL, columns={name: _FULL.columns[name] for name in _FEW})  # few: quick to stage

_PLAIN = {
    "FLOAT64": 1.5,
    "INT64": 2,
    "STRING": "x",
    "BOOL": True,
    "DATE": dt.date(2023, 12, 31),
    "ARRAY<FLOAT64>": [1.0, 2.0],
    "ARRAY<STRING>": ["a", "b"],
}


def rows_sql(rows: list[dict], table: tables.Table = TABLE) -> str:
    """A statement that yields these rows of the table; columns left out hold a plain value."""
    selects = []
    for row in rows or [{}]:
        values = {name: row.get(name, _PLAIN[c.type]) for name, c in table.columns.items()}
        columns = (
            f"{literal(value, table.columns[name].type)} AS {name}"
            for name, value in values.items()
            if name != "data_hash"
        )
        selects.append("SELECT " + ", ".join(columns))
    sql = "\nUNION ALL\n".join(selects)
    return sql if rows else f"SELECT * FROM ({sql}) AS nothing WHERE FALSE"


def teams(day: dt.date, *names: str, **values) -> list[dict]:
    """One row of `TABLE` per team on one date."""
    return [{"analysis_date": day, "team_abbr": name, **values} for name in names]


def literal(value, type_: str) -> str:
    """`value` as a GoogleSQL expression of the type."""
    if isinstance(value, list):
        item = type_.removeprefix("ARRAY<").removesuffix(">")
        return f"ARRAY<{item}>[{', '.join(literal(one, item) for one in value)}]"
    if value is None:
        return f"CAST(NULL AS {type_})"
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.date):
        return f"DATE '{value}'"
    if isinstance(value, float) and math.isnan(value):
        return "CAST('NaN' AS FLOAT64)"
    return f"CAST({value!r} AS {type_})"


def note(*days: dt.date, **values) -> dict[dt.date, dict]:
    """A small note for the partition of each day."""
    return {day: {"key": "0123456789abcdef", **values} for day in days}


def put(warehouse, day: dt.date, *names: str, **values) -> None:
    """Stage and publish the named teams of one date, and no others."""
    publish(warehouse, teams(day, *names, **values), note(day))


def publish(warehouse, rows: list[dict], notes: dict[dt.date, dict]) -> None:
    """Stage rows of `TABLE`, whatever their dates, and publish those of the dates of `notes`."""
    staged = warehouse.stage(TABLE, rows_sql(rows), DAYS[0], DAYS[-1])
    warehouse.publish(TABLE, staged, notes)
    warehouse.drop(staged)


def held(warehouse) -> list[tuple]:
    """(day of January, team) of the published rows, sorted."""
    rows = warehouse.query(
        f"SELECT analysis_date, team_abbr FROM {TABLE.full_name} "
        "WHERE analysis_date BETWEEN @start_date AND @end_date",
        DAYS[0],
        DAYS[-1],
    )
    return sorted((row["analysis_date"].day, row["team_abbr"]) for row in rows.to_pylist())
