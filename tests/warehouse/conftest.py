"""`warehouse`: the same contract on both engines."""

import pytest
from given.bigquery.emulator import bigquery_warehouse
from nba_backfill.warehouse.parquet import ParquetWarehouse

from warehouse.sample import TABLE


@pytest.fixture(params=["parquet", "bigquery"])
def warehouse(request, tmp_path):
    """A warehouse with an empty team_defense_zone_analysis."""
    one = ParquetWarehouse(tmp_path) if request.param == "parquet" else bigquery_warehouse()
    one.create(TABLE)
    return one
