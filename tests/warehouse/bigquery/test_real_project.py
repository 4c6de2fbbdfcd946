"""A smoke test on Google's service; needs a project and credentials, see docs/bigquery.md.

    NBA_BIGQUERY_PROJECT=my-project pytest tests/warehouse/bigquery/test_real_project.py

It makes five datasets with a random ending and deletes them at the end. NBA_BIGQUERY_LOCATION
(default US) says where. It costs less than a cent.
"""

import datetime as dt
import os
import uuid
from pathlib import Path

import pytest
from given.bigquery import runs
from given.run import checkout, digests, last_run, sentinels, snakemake
from nba_backfill import tables
from nba_backfill.settings import DATASETS, load_settings
from nba_backfill.tables.statement import framed, with_row_hash
from nba_backfill.warehouse.bigquery import BigQueryWarehouse

PROJECT = os.environ.get("NBA_BIGQUERY_PROJECT")
pytestmark = pytest.mark.skipif(not PROJECT, reason="set NBA_BIGQUERY_PROJECT to run it")


@pytest.fixture(scope="module")
def section():
    """A `bigquery` section with datasets of its own, deleted when the tests are done."""
    mark = uuid.uuid4().hex[:8]
    found = {
        "project": PROJECT,
        "location": os.environ.get("NBA_BIGQUERY_LOCATION", "US"),
        "datasets": {name: f"{name}_smoke_{mark}" for name in DATASETS},
        "maximum_bytes_billed": 2**30,
    }
    yield found
    client = warehouse(found).jobs.client
    for name in found["datasets"].values():
        client.delete_dataset(name, delete_contents=True, not_found_ok=True)


@pytest.fixture(scope="module")
def backfills(section, tmp_path_factory):
    """Folders of the same small backfill on Parquet and on BigQuery."""
    folders = []
    for name, config in (("parquet", {}), ("bigquery", runs.config(section))):
        folder = checkout(tmp_path_factory.mktemp("smoke") / name)
        done = snakemake(folder, timeout=900, **config)
        assert done.returncode == 0, done.stdout
        folders.append(folder)
    return folders


def warehouse(section: dict) -> BigQueryWarehouse:
    return BigQueryWarehouse(
        load_settings({"warehouse": "bigquery", "bigquery": section}, Path.cwd())
    )


def test_the_digests_are_those_of_parquet(backfills):
    parquet, bigquery = backfills

    assert digests(bigquery) == digests(parquet)


def test_the_bytes_are_counted(backfills):
    assert last_run(backfills[1])["usage"]["bytes_processed"] > 0


def test_a_second_run_has_nothing_to_do(backfills, section):
    before = sentinels(backfills[1])

    done = snakemake(backfills[1], timeout=900, **runs.config(section))

    assert done.returncode == 0 and "Nothing to be done" in done.stdout
    assert sentinels(backfills[1]) == before


@pytest.mark.parametrize("name", tables.PHASE4)
def test_fewer_dates_read_fewer_bytes(backfills, section, name):
    one, contract = warehouse(section), tables.table(name)
    sql = with_row_hash(contract, framed(name))

    day = one.dry_run(sql, dt.date(2023, 10, 29), dt.date(2023, 10, 29))
    month = one.dry_run(sql, dt.date(2023, 10, 29), dt.date(2023, 11, 30))

    assert 0 < day < month


def test_a_large_result_comes_through_the_storage_read_api(section):
    sql = "SELECT n FROM UNNEST(GENERATE_ARRAY(1, 300000)) AS n"

    rows = warehouse(section).query(sql, dt.date(2023, 1, 1), dt.date(2023, 1, 1))

    assert sum(rows["n"].to_pylist()) == 300_000 * 300_001 // 2
