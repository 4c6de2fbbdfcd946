"""Does a statement read only the partitions it needs?

BigQuery bills a partitioned table whole unless a condition on its partition column, made of
parameters and constants alone, stands where the table is read; a table that requires a partition
filter it refuses to read without one. Such conditions are looked for in the WHERE of the same
SELECT or DELETE, in the ON of the table's own join, and in a MERGE's delete clause.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from nba_backfill import tables
from sqlglot import exp

# The schedule is small and has no partitions here; somebody else's may have, by its date.
PARTITIONS = {
    contract.full_name: contract.partition or "game_date"
    for contract in map(tables.table, tables.PHASE3 + tables.PHASE4)
}
_LOWER, _UPPER = "start", "end"


def unbounded(sql: str, partitions: Mapping[str, str]) -> list[str]:
    """Tables that `sql` reads without a lower and an upper bound on their partition column.

    partitions: partition column of each partitioned table, by its name in `sql`
    (`dataset.table`). Returns e.g. `["nba_analytics.player_game_summary (no start)"]`.
    """
    told = []
    for statement in sqlglot.parse(sql, read="bigquery"):
        for table in statement.find_all(exp.Table):
            name = ".".join(part.name for part in table.parts[-2:])
            if name in partitions and not _is_write_only(table):
                lacking = {_LOWER, _UPPER} - _bounds(table, partitions[name])
                if lacking:
                    told.append(f"{name} (no {' and no '.join(sorted(lacking, reverse=True))})")
    return told


def _is_write_only(table) -> bool:
    """The target of INSERT or CREATE is written, not read."""
    parent = table.parent
    if isinstance(parent, exp.Schema):
        parent = parent.parent
    return isinstance(parent, exp.Insert | exp.Create) and parent.this in (table, table.parent)


def _bounds(table, partition: str) -> set[str]:
    """Which ends of the table's partitions are bounded where it is read."""
    bounds: set[str] = set()
    for condition in _conditions(table):
        bounds |= _bound(condition, partition, table.alias_or_name)
    return bounds


def _conditions(table):
    """The AND-ed conditions that apply to the rows of `table` before anything else."""
    merge = table.find_ancestor(exp.Merge)
    if merge is not None and merge.this is table:
        for when in merge.find_all(exp.When):
            yield from _conjuncts(when.args.get("condition"))
        return
    join = table.parent if isinstance(table.parent, exp.Join) else None
    # A LEFT JOIN's ON filters the joined table; a WHERE of an outer join filters it as well.
    if join is not None:
        yield from _conjuncts(join.args.get("on"))
    read = table.find_ancestor(exp.Select, exp.Delete)
    if read is not None and read.args.get("where"):
        yield from _conjuncts(read.args["where"].this)


def _conjuncts(condition):
    if condition is None:
        return
    if isinstance(condition, exp.Paren):
        yield from _conjuncts(condition.this)
    elif isinstance(condition, exp.And):
        yield from _conjuncts(condition.left)
        yield from _conjuncts(condition.right)
    else:
        yield condition


def _bound(condition, partition: str, alias: str) -> set[str]:
    if isinstance(condition, exp.Between):
        if not _is_partition(condition.this, partition, alias):
            return set()
        ends = {_LOWER: condition.args["low"], _UPPER: condition.args["high"]}
        return {end for end, value in ends.items() if _is_constant(value)}
    if isinstance(condition, exp.EQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
        left, right = condition.left, condition.right
        if _is_partition(right, partition, alias):
            left, right, is_turned = right, left, True
        else:
            is_turned = False
        if not (_is_partition(left, partition, alias) and _is_constant(right)):
            return set()
        if isinstance(condition, exp.EQ):
            return {_LOWER, _UPPER}
        return {_UPPER if isinstance(condition, exp.LT | exp.LTE) != is_turned else _LOWER}
    return set()


def _is_partition(expression, partition: str, alias: str) -> bool:
    return (
        isinstance(expression, exp.Column)
        and expression.name == partition
        and expression.table in ("", alias)
    )


def _is_constant(expression) -> bool:
    """Made of literals, parameters and functions of them."""
    return expression.find(exp.Column, exp.Subquery, exp.Select) is None
