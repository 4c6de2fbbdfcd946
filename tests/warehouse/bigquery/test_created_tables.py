"""Tables are made from the column contract."""

from given.bigquery import emulator
from nba_backfill import tables

from warehouse.sample import DAYS, TABLE, held, put


def created(name: str):
    """The table as the service describes it after `create`."""
    contract = tables.table(name)
    one = emulator.bigquery_warehouse()
    one.create(contract)
    return one.jobs.client.get_table(one.names.place(contract.full_name))


def test_a_phase4_table_has_a_partition_a_day_that_never_expires(faults):
    table = created("player_daily_cache")

    assert (table.time_partitioning.type_, table.time_partitioning.field) == ("DAY", "cache_date")
    assert table.time_partitioning.expiration_ms is None and table.expires is None
    assert table.clustering_fields == ["player_lookup"]


def test_a_phase3_table_is_partitioned_by_game_date(faults):
    assert created("player_game_summary").time_partitioning.field == "game_date"


def test_the_schedule_is_not_partitioned(faults):
    table = created("nba_schedule")

    assert table.time_partitioning is None and not table.clustering_fields


def test_columns_are_described_by_meaning_and_unit(faults):
    fields = {field.name: field for field in created("player_daily_cache").schema}
    contract = tables.table("player_daily_cache").columns

    assert fields["points_avg_last_5"].description == (
        f"{contract['points_avg_last_5'].meaning} [{contract['points_avg_last_5'].unit}]"
    )
    assert (fields["player_lookup"].mode, fields["points_avg_last_5"].mode) == (
        "REQUIRED",
        "NULLABLE",
    )
    assert fields["data_quality_issues"].mode == "REPEATED"


def test_creating_again_changes_nothing(warehouse):
    put(warehouse, DAYS[0], "BOS")

    emulator.reopened(warehouse).create(TABLE)

    assert held(warehouse) == [(10, "BOS")]
