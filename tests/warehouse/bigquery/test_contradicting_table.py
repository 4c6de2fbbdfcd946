"""An existing table that contradicts the contract is refused, and every difference is told."""

import datetime as dt

import pytest
from given.bigquery import emulator
from google.cloud import bigquery
from nba_backfill.errors import BackfillError
from nba_backfill.warehouse.bigquery import schema

from warehouse.sample import TABLE


def with_table(change):
    """A warehouse in which the table exists, after `change` (a function) was applied to it."""
    one = emulator.bigquery_warehouse()
    place = one.names.place(TABLE.full_name)
    one.jobs.client.create_dataset(place.rpartition(".")[0])
    one.jobs.client.create_table(change(schema.definition(TABLE, place)))
    return one


def other_columns(table):
    table.clustering_fields = None
    table.schema = [
        bigquery.SchemaField("team_abbr", "STRING", "REQUIRED"),
        bigquery.SchemaField("analysis_date", "TIMESTAMP", "REQUIRED"),
        bigquery.SchemaField("games_in_sample", "INT64"),
        bigquery.SchemaField("mine", "STRING"),
    ]
    table.time_partitioning = None
    return table


def other_partition(table):
    table.time_partitioning = bigquery.TimePartitioning("MONTH", field="analysis_date")
    return table


def test_columns_and_partitioning_are_told(faults):
    one = with_table(other_columns)

    with pytest.raises(BackfillError) as failure:
        one.create(TABLE)

    assert str(failure.value) == (
        f"BigQuery table {one.names.place(TABLE.full_name)} "
        "column analysis_date is TIMESTAMP, not DATE; "
        "lacks column data_hash STRING; has an unknown column mine; "
        "is partitioned not at all, not by day of analysis_date; "
        "rename it or let bigquery.datasets point elsewhere"
    )


def test_another_granularity_is_told(faults):
    one = with_table(other_partition)

    with pytest.raises(BackfillError, match="is partitioned by MONTH of analysis_date, not by day"):
        one.create(TABLE)


def test_expiry_is_told():
    """Not through the emulator, which keeps no expiry."""
    table = schema.definition(TABLE, "nba-test.a.b")
    table.time_partitioning = bigquery.TimePartitioning(
        field="analysis_date", expiration_ms=60 * 86_400_000
    )
    table.expires = dt.datetime(2030, 1, 2, tzinfo=dt.UTC)

    assert schema.differences(TABLE, table) == [
        "expires on 2030-01-02 (switched off by: bq update --expiration 0 nba-test:a.b)",
        "drops partitions after 60 days "
        "(switched off by: bq update --time_partitioning_expiration 0 nba-test:a.b)",
    ]


def test_a_dataset_whose_tables_would_disappear_is_refused_before_one_is_made(faults):
    one = emulator.bigquery_warehouse()
    name = one.names.dataset("nba_precompute")
    dataset = bigquery.Dataset(name)
    dataset.default_table_expiration_ms = 60 * 86_400_000
    one.jobs.client.create_dataset(dataset)

    with pytest.raises(BackfillError) as failure:
        one.create(TABLE)

    shown = name.replace(".", ":")
    assert str(failure.value) == (
        f"BigQuery dataset {shown} has a default_table_expiration of 60 days, so its tables would "
        f"disappear; switch it off: bq update --default_table_expiration 0 {shown}"
    )
    assert list(one.jobs.client.list_tables(name)) == []


def test_another_location_is_told(faults):
    one = emulator.bigquery_warehouse(bigquery={"location": "EU"})
    dataset = bigquery.Dataset(one.names.dataset("nba_precompute"))
    dataset.location = "US"
    one.jobs.client.create_dataset(dataset)

    with pytest.raises(BackfillError, match=r"is in US, config bigquery\.location says EU; set it"):
        one.create(TABLE)
