"""Datasets and tables: made from the column contract, and checked against it."""

from __future__ import annotations

import datetime as dt

from nba_backfill.errors import BackfillError
from nba_backfill.tables import Column, Table

DAY_MS = 86_400_000
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
    told = _missing(contract, table)
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
    name = f"{table.project}:{table.dataset_id}.{table.table_id}"
    if table.expires:
        off = f"bq update --expiration 0 {name}"
        told.append(f"expires on {table.expires:%Y-%m-%d} (switched off by: {off})")
    if partitioning and partitioning.expiration_ms:
        off = f"bq update --time_partitioning_expiration 0 {name}"
        told.append(
            f"drops partitions after {partitioning.expiration_ms / DAY_MS:g} days "
            f"(switched off by: {off})"
        )
    return told


def _missing(contract: Table, table) -> list[str]:
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


def new_columns(contract: Table, table) -> list:
    """Columns of the contract that an existing table lacks and that can be added to it.

    Rows that are there hold NULL in them (an empty array), so a column that may not be NULL
    cannot be added.
    """
    there = {field.name for field in table.schema}
    return [
        field for field in fields(contract) if field.name not in there and field.mode != "REQUIRED"
    ]


def refuse_expiry(dataset) -> None:
    """Raises BackfillError when tables made in a dataset would disappear by its defaults.

    Before one is made: it would keep the expiry when the defaults are gone.
    """
    defaults = {
        "default_table_expiration": dataset.default_table_expiration_ms,
        "default_partition_expiration": dataset.default_partition_expiration_ms,
    }
    name = f"{dataset.project}:{dataset.dataset_id}"
    told = [
        f"{option} of {milliseconds / DAY_MS:g} days"
        for option, milliseconds in defaults.items()
        if milliseconds
    ]
    if told:
        off = " ".join(f"--{option} 0" for option, milliseconds in defaults.items() if milliseconds)
        raise BackfillError(
            f"BigQuery dataset {name} has a {' and a '.join(told)}, so its tables would disappear; "
            f"switch it off: bq update {off} {name}",
            "warehouse_error",
        )


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
