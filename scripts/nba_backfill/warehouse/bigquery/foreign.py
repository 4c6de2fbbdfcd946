"""Phase 3 tables that somebody else made, read as the contract has them.

Only what is read is demanded. A number of another type is cast where nothing is lost, a column of
another name is renamed, and one that nobody reads is NULL where it is not there. The partition
column keeps its name and type, so that bounds on it prune the table behind.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.tables import Column, Table
from nba_backfill.warehouse.bigquery import names, schema

NUMBERS = ("INT64", "FLOAT64", "NUMERIC", "BIGNUMERIC")


def relation(contract: Table, found, renamed: Mapping[str, str]) -> str:
    """What stands in a statement for a table: its place, or a query of its columns.

    found: the `bigquery.Table` that is there. renamed: its names of the contract's columns where
    they differ. Raises BackfillError (warehouse_error) with everything that is missing and what
    it is for.
    """
    place = f"{found.project}.{found.dataset_id}.{found.table_id}"
    fields, told, selected = {field.name: field for field in found.schema}, [], []
    for column in contract.columns.values():
        theirs = renamed.get(column.name, column.name)
        reader = tables.needed(contract.name).get(column.name)
        text = _selected(column, theirs, fields.get(theirs))
        if text is None and reader:
            told.append(_missing(column, theirs, fields.get(theirs), reader))
        selected.append(text or f"CAST(NULL AS {column.type}) AS {column.name}")
    if told:
        raise BackfillError(
            f"BigQuery table {place} {'; '.join(told)}; name other columns in "
            f"bigquery.columns.{contract.name} or let bigquery.datasets point elsewhere",
            "warehouse_error",
        )
    if selected == [*contract.columns]:
        return f"`{place}`"
    return f"(SELECT {', '.join(selected)} FROM `{place}`)"


def absent(contract: Table, found, renamed: Mapping[str, str]) -> frozenset[str]:
    """The columns of the contract that nobody reads and that the table there does not have."""
    fields = {field.name: field for field in found.schema}
    return frozenset(
        column.name
        for column in contract.columns.values()
        for theirs in [renamed.get(column.name, column.name)]
        if _selected(column, theirs, fields.get(theirs)) is None
    )


def check_names(columns: Mapping[str, Mapping[str, str]]) -> None:
    """Raises BackfillError (bad_config) for `bigquery.columns` that names what nobody declared."""
    for name, renamed in columns.items():
        known = tables.table(name).columns if name in tables.PHASE3 else {}
        for ours, theirs in renamed.items():
            key = f"config bigquery.columns.{name}"
            if ours not in known:
                close = difflib.get_close_matches(ours, known, n=1)
                hint = f"did you mean {close[0]}?" if close else "see docs/data_dictionary.md"
                raise BackfillError(f"{key}.{ours}: no column of {name}; {hint}", "bad_config")
            if not names.is_column(theirs):
                raise BackfillError(f"{key}.{ours}: {theirs!r} is no column name", "bad_config")


def _selected(column: Column, theirs: str, field) -> str | None:
    """The column in a SELECT; None when it is not there or cannot be read without a loss."""
    if field is None:
        return None
    if schema.written(field) == column.type:
        return theirs if theirs == column.name else f"{theirs} AS {column.name}"
    if _loses_nothing(field, column):
        return f"CAST({theirs} AS {column.type}) AS {column.name}"
    return None


def _loses_nothing(field, column: Column) -> bool:
    kind = schema.written(field)
    if column.type == "FLOAT64":
        return kind in NUMBERS
    whole = kind in ("NUMERIC", "BIGNUMERIC") and field.precision and not field.scale
    return column.type == "INT64" and bool(whole)


def _missing(column: Column, theirs: str, field, reader: str) -> str:
    if field is None:
        return f"lacks {theirs} {column.type} (for {reader})"
    return f"has {theirs} as {schema.written(field)}, not {column.type} (for {reader})"
