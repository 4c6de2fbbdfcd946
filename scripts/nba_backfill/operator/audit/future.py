"""Phase 3 tables as they would be had the day and everything after it not happened.

Of the day itself the schedule stays, without results, and the context rows, which are made
before tip-off. Everything else dated the day or later is removed, or scrambled: every number
moved, every flag turned, so that a value that leaks cannot look right by chance.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc

from nba_backfill.tables import CONTEXT

REMOVED, SCRAMBLED = "removed", "scrambled"
LABELS = ("season_year",)


def known_before(name: str, rows: pa.Table, day: dt.date, mode: str) -> pa.Table:
    """The table with rows of `day` and later removed or scrambled, the day's context apart."""
    today = pc.equal(rows["game_date"], pa.scalar(day, pa.date32()))
    later = pc.greater(rows["game_date"], pa.scalar(day, pa.date32()))
    kept = [rows.filter(pc.less(rows["game_date"], pa.scalar(day, pa.date32())))]
    if name in CONTEXT:
        kept.append(rows.filter(today))
    elif name == "nba_schedule":
        kept.append(_without_result(rows.filter(today)))
    elif mode == SCRAMBLED:
        kept.append(scrambled(rows.filter(today)))
    if mode == SCRAMBLED:
        kept.append(scrambled(rows.filter(later)))
    return pa.concat_tables(kept)


def changed_before(name: str, rows: pa.Table, day: dt.date) -> pa.Table:
    """The table with the numbers of its newest counted games before `day` moved.

    A Cup final enters no window of Phase 4; schedule and context stay.
    """
    if name in CONTEXT or name == "nba_schedule":
        return rows
    before = pc.and_(
        pc.less(rows["game_date"], pa.scalar(day, pa.date32())),
        pc.not_equal(rows["game_type"], "cup_final"),
    )
    if not pc.any(before).as_py():
        return rows
    newest = pc.max(rows.filter(before)["game_date"])
    changed = pc.equal(rows["game_date"], newest)
    return pa.concat_tables([rows.filter(pc.invert(changed)), _moved(rows.filter(changed))])


def scrambled(rows: pa.Table) -> pa.Table:
    """Every number moved, every flag turned, what was NULL filled in."""
    for index, field in enumerate(rows.schema):
        if pa.types.is_boolean(field.type):
            turned = pc.invert(pc.fill_null(rows[field.name], False))
            rows = rows.set_column(index, field, turned)
    return _moved(rows)


def _moved(rows: pa.Table) -> pa.Table:
    for index, field in enumerate(rows.schema):
        number = pa.types.is_floating(field.type) or pa.types.is_integer(field.type)
        if number and field.name not in LABELS:
            moved = pc.add(pc.multiply(pc.fill_null(rows[field.name], 5), 3), 17)
            rows = rows.set_column(index, field, moved.cast(field.type))
    return rows


def _without_result(games: pa.Table) -> pa.Table:
    for name in ("home_score", "away_score", "n_periods"):
        index = games.schema.get_field_index(name)
        games = games.set_column(
            index, games.schema.field(index), pa.nulls(len(games), games.schema.field(index).type)
        )
    index = games.schema.get_field_index("is_final")
    not_final = pa.array([False] * len(games))
    return games.set_column(index, games.schema.field(index), not_final)
