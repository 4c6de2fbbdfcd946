"""What a run has really changed: the rows of replaced partitions, old against new by key.

A partition that is made for the first time costs nothing here, one whose rows came out the same a
look at its note; only for the others a statement is asked, one for all dates of a block.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from nba_backfill.errors import BackfillError
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.tables import Table
from nba_backfill.tables.statement import hashed, hashed_columns
from nba_backfill.terminal import number_of, span

NAMED = 3  # columns that a line names
COUNTS = ("added", "removed", "changed")


def corrections(
    warehouse, table: Table, staged: str, new: Mapping[dt.date, Sentinel]
) -> dict[dt.date, dict]:
    """What publishing staged rows changes of the partitions that are there; dates without one, or
    with one that cannot be read, are left out.

    new: the sentinel to come of each date. Per date `of` (rows before), `added`, `removed` and
    `changed` (rows), `columns` (changed rows by column). A value is another one when the row's
    hash sees it; NULL is a value here.
    """
    old = {day: note for day in new if (note := _note(warehouse, table, day))}
    found = {day: _counts({}, note["rows"]) for day, note in old.items()}
    other = [day for day, note in old.items() if note["digest"] != new[day].rows_digest]
    if not other:
        return found
    try:
        rows = warehouse.query(comparison(table, staged), min(other), max(other)).to_pylist()
    except BackfillError:  # old rows that cannot be read keep nobody from replacing them
        return {day: counts for day, counts in found.items() if day not in other}
    compared = {row["day"]: row for row in rows}
    return found | {day: _counts(compared.get(day, {}), old[day]["rows"]) for day in other}


def _note(warehouse, table: Table, day: dt.date) -> dict | None:
    try:
        note = warehouse.note(table, day)
    except BackfillError:
        return None
    return note if note and {"rows", "digest"} <= note.keys() else None


def _counts(row: Mapping, before: int) -> dict:
    columns = {name.removeprefix("in_"): n for name, n in row.items() if name.startswith("in_")}
    return {
        "of": before,
        **{name: row.get(name, 0) for name in COUNTS},
        "columns": {name: count for name, count in columns.items() if count},
    }


def comparison(table: Table, staged: str) -> str:
    """GoogleSQL: per date of @start_date..@end_date with other rows, how many and in what.

    Added, removed and changed rows, and `in_<column>`: the changed rows with another value there.
    """
    day, keys = table.partition, (table.partition, *table.key)
    names = [c.name for c in hashed_columns(table) if c.name not in keys]
    differ = ",\n    ".join(
        f"{hashed(table.columns[name], 'old_rows')} IS DISTINCT FROM "
        f"{hashed(table.columns[name], 'new_rows')} AS is_other_{name}"
        for name in names
    )
    same_key = "\n    AND ".join(f"new_rows.{name} = old_rows.{name}" for name in keys)
    is_other = " OR ".join(f"is_other_{name}" for name in names)
    counts = ",\n  ".join(f"COUNTIF(is_pair AND is_other_{name}) AS in_{name}" for name in names)
    return f"""\
WITH old_rows AS (
  SELECT *
  FROM {table.full_name}
  WHERE {day} BETWEEN @start_date AND @end_date
),

new_rows AS (
  SELECT *
  FROM {staged}
  WHERE {day} BETWEEN @start_date AND @end_date
),

compared AS (
  SELECT
    COALESCE(new_rows.{day}, old_rows.{day}) AS day,
    old_rows.{day} IS NULL AS is_added,
    new_rows.{day} IS NULL AS is_removed,
    old_rows.{day} IS NOT NULL AND new_rows.{day} IS NOT NULL AS is_pair,
    {differ}
  FROM old_rows
  FULL OUTER JOIN new_rows
    ON {same_key}
  WHERE old_rows.data_hash IS DISTINCT FROM new_rows.data_hash
)

SELECT
  day,
  COUNTIF(is_added) AS added,
  COUNTIF(is_removed) AS removed,
  COUNTIF(is_pair AND ({is_other})) AS changed,
  {counts}
FROM compared
GROUP BY day"""


def summed(steps: Iterable[Mapping]) -> dict[str, dict]:
    """The corrections of finished steps by processor, for the record of a run.

    Beside the sums `replaced` (partitions), `partitions` (those of them with other rows) and their
    `first` and `last` date.
    """
    by_processor: dict[str, list[Mapping]] = {}
    for step in steps:
        if step.get("correction"):
            by_processor.setdefault(step["processor"], []).append(step)
    return {name: _summed(of_one) for name, of_one in by_processor.items()}


def _summed(steps: list[Mapping]) -> dict:
    corrected = sorted(step["date"] for step in steps if _is_other(step["correction"]))
    return {
        "replaced": len(steps),
        "partitions": len(corrected),
        "first": corrected[0] if corrected else None,
        "last": corrected[-1] if corrected else None,
        **_added_up(step["correction"] for step in steps),
    }


def _added_up(counted: Iterable[Mapping]) -> dict:
    numbers, columns = Counter(), Counter()
    for one in counted:
        numbers.update({name: one[name] for name in ("of", *COUNTS)})
        columns.update(one["columns"])
    return {name: numbers[name] for name in ("of", *COUNTS)} | {"columns": dict(columns)}


def _is_other(counts: Mapping) -> bool:
    return any(counts[name] for name in COUNTS)


def of_run(record: Mapping) -> dict[str, dict]:
    """What `summed` gave for the run of this record; empty when it tells nothing of that form."""
    found = record.get("corrections")
    known = {"replaced", "partitions", "first", "last", "of", *COUNTS, "columns"}
    is_whole = isinstance(found, dict) and all(
        isinstance(one, dict) and known <= one.keys() for one in found.values()
    )
    return found if is_whole else {}


def line(found: Mapping[str, Mapping]) -> str:
    """The corrections of a run in one line; empty when it has replaced nothing.

    found: what `summed` gave.
    """
    replaced = sum(one["replaced"] for one in found.values())
    if not replaced:
        return ""
    partitions = sum(one["partitions"] for one in found.values())
    if not partitions:
        return f"Replaced: {number_of(replaced, 'partition')}, with the same rows"
    return f"Corrected: {partitions:,} of {number_of(replaced, 'replaced partition')}, " + told(
        _added_up(found.values())
    )


def lines(found: Mapping[str, Mapping]) -> list[str]:
    """The corrections of a run, a line for each processor with other rows."""
    told_of = []
    for name, one in found.items():
        if one["partitions"]:
            dates = number_of(one["partitions"], "date")
            days = span(sorted({one["first"], one["last"]}))
            told_of.append(f"{name}, {dates} ({days}): {told(one)}")
    return told_of


def told(counts: Mapping) -> str:
    """`120 of 1,450 rows changed, 2 added: points_avg_last_5 (110) and 4 more columns`."""
    words = [f"{counts['changed']:,} of {number_of(counts['of'], 'row')} changed"]
    words += [f"{counts[name]:,} {name}" for name in ("added", "removed") if counts[name]]
    return ", ".join(words) + (f": {named(counts['columns'])}" if counts["columns"] else "")


def named(columns: Mapping[str, int]) -> str:
    """The columns changed most with their counts, and how many more there are."""
    most = sorted(columns.items(), key=lambda item: (-item[1], item[0]))[:NAMED]
    told = ", ".join(f"{name} ({count:,})" for name, count in most)
    more = len(columns) - NAMED
    return f"{told} and {number_of(more, 'more column')}" if more > 0 else told
