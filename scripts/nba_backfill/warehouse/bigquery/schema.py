"""Datasets and tables: made from the column contract, and checked against it."""

from __future__ import annotations

import datetime as dt

from nba_backfill.errors import BackfillError
from nba_backfill.tables import Column, Table

_SHORT = {"FLOAT": "FLOAT64", "INTEGER": "INT64", "BOOLEAN": "BOOL"}  # names the API answers with


def fields(contract: Table) -> list:
    """The columns as `SchemaField`s, described by meaning and unit."""
    from google.cloud.bigquery import SchemaField

    return [
        SchemaField(
            column.name,
            _type(column),
            _mode(column),
            description=f"{column.meaning} [{column.unit}]" if column.unit else column.meaning,
        )
        for column in contract.columns.values()
    ]


def definition(contract: Table, place: str):
    """The `bigquery.Table` to create at `place`: one partition a day that never expires."""
    from google.cloud import bigquery

    table = bigquery.Table(place, fields(contract))
    table.description = " ".join(contract.description.split())[:16_000]
    if contract.partition:  # the others are small, and are replaced whole by load jobs
        table.time_partitioning = bigquery.TimePartitioning(field=contract.partition)
        table.clustering_fields = [name for name in contract.key if name != contract.partition][:4]
    return table


def staged_definition(contract: Table, place: str, lifetime: dt.timedelta):
    """The `bigquery.Table` for uploaded rows that are not yet in place; it drops itself."""
    from google.cloud import bigquery

    table = bigquery.Table(place, fields(contract))
    table.expires = dt.datetime.now(dt.UTC) + lifetime
    return table


def differences(contract: Table, table) -> list[str]:
    """What contradicts the contract in an existing table the pipeline writes, in words."""
    found = {field.name: field for field in table.schema}
    told = missing(contract, table)
    told += [f"has an unknown column {name}" for name in found if name not in contract.columns]
    told += [
        f"column {name} is REQUIRED but may be missing"
        for name, field in found.items()
        if field.mode == "REQUIRED" and name in contract.columns and contract.columns[name].nullable
    ]
    partitioning = table.time_partitioning
    by = partitioning.field if partitioning else None
    if by != contract.partition or (partitioning and partitioning.type_ != "DAY"):
        wanted = f"by day of {contract.partition}" if contract.partition else "not at all"
        is_now = f"by {partitioning.type_} of {by or 'arrival'}" if partitioning else "not at all"
        told.append(f"is partitioned {is_now}, not {wanted}")
    if table.expires:
        told.append(f"expires on {table.expires:%Y-%m-%d}")
    if partitioning and partitioning.expiration_ms:
        told.append(f"drops partitions after {partitioning.expiration_ms / 86_400_000:g} days")
    return told


def missing(contract: Table, table) -> list[str]:
    """Columns of the contract that an existing table lacks or has with another type, in words."""
    found = {field.name: field for field in table.schema}
    told = []
    for column in contract.columns.values():
        field = found.get(column.name)
        if field is None:
            told.append(f"lacks column {column.name} {column.type}")
        elif written(field) != column.type:
            told.append(f"column {column.name} is {written(field)}, not {column.type}")
    return told


def refuse(place: str, told: list[str]) -> None:
    """Raises one line with all differences, if there are any."""
    if told:
        raise BackfillError(
            f"BigQuery table {place} {'; '.join(told)}; rename it or let bigquery.datasets point "
            "elsewhere",
            "warehouse_error",
        )


def written(field) -> str:
    """The type of a `SchemaField` as the contract writes it, e.g. ARRAY<FLOAT64>."""
    name = _SHORT.get(field.field_type, field.field_type)
    return f"ARRAY<{name}>" if field.mode == "REPEATED" else name


def _type(column: Column) -> str:
    return column.type.removeprefix("ARRAY<").removesuffix(">")


def _mode(column: Column) -> str:
    if column.type.startswith("ARRAY<"):
        return "REPEATED"
    return "NULLABLE" if column.nullable else "REQUIRED"
