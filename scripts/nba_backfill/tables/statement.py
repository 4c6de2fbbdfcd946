"""Row hashes and partition digests, as SQL both engines run alike.

A row's hash is the first 16 hex digits of SHA-256 over `name:value` joined by `|`, columns in name
order: NULL as NULL, BOOL as true or false, DATE as ISO text, FLOAT64 x as FLOOR(x * 1e6 + 0.5),
a list of texts joined by commas. Lists of numbers repeat named columns and are left out.
A partition's digest is SHA-256 over its sorted row hashes.
"""

from __future__ import annotations

import hashlib

from nba_backfill.tables import Column, Table

PARTITION_DIGEST = "TO_HEX(SHA256(STRING_AGG(data_hash, '' ORDER BY data_hash)))"
EMPTY_DIGEST = hashlib.sha256(b"").hexdigest()  # of a partition without rows


def row_hash(table: Table) -> str:
    """The expression of a row's hash over the table's columns."""
    hashed = sorted(
        (c for c in table.columns.values() if c.name != "data_hash" and c.type != "ARRAY<FLOAT64>"),
        key=lambda column: column.name,
    )
    # An array joined at once: a chain of concatenations copies the growing text at every step.
    parts = [f"CONCAT('{c.name}:', COALESCE({_text(c)}, 'NULL'))" for c in hashed]
    return f"SUBSTR(TO_HEX(SHA256(ARRAY_TO_STRING([{', '.join(parts)}], '|'))), 1, 16)"


def with_row_hash(table: Table, sql: str) -> str:
    """The query's rows with exactly the table's columns, `data_hash` computed last."""
    names = [name for name in table.columns if name != "data_hash"]
    return (
        f"SELECT {', '.join(names)}, {row_hash(table)} AS data_hash\n"
        f"FROM (\n{sql.rstrip().rstrip(';')}\n) AS computed\n"
        f"WHERE {table.partition} BETWEEN @start_date AND @end_date"
    )


def _text(column: Column) -> str:
    if column.type == "STRING":
        return column.name
    if column.type == "FLOAT64":
        return f"CAST(CAST(FLOOR({column.name} * 1e6 + 0.5) AS INT64) AS STRING)"
    if column.type == "ARRAY<STRING>":
        return f"ARRAY_TO_STRING({column.name}, ',')"
    return f"CAST({column.name} AS STRING)"
