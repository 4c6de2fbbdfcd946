"""The columns of a table's contract in DuckDB's SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nba_backfill.tables import Table

TYPES = {
    "FLOAT64": "DOUBLE",
    "INT64": "BIGINT",
    "STRING": "VARCHAR",
    "BOOL": "BOOLEAN",
    "DATE": "DATE",
    "ARRAY<FLOAT64>": "DOUBLE[]",
    "ARRAY<STRING>": "VARCHAR[]",
}


def declared(table: Table) -> str:
    """Names and types, as between the parentheses of CREATE TABLE."""
    return ", ".join(f"{c.name} {TYPES[c.type]}" for c in table.columns.values())


def typed(table: Table) -> str:
    """The columns of any relation that has these names, each in the type of the contract."""
    return ", ".join(
        f"CAST({c.name} AS {TYPES[c.type]}) AS {c.name}" for c in table.columns.values()
    )


def no_rows(table: Table) -> str:
    """A SELECT with the table's columns that yields nothing."""
    columns = (f"CAST(NULL AS {TYPES[c.type]}) AS {c.name}" for c in table.columns.values())
    return f"SELECT {', '.join(columns)} WHERE FALSE"
