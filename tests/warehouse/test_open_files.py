"""A process that may open no more files says so; it does not take the file for a damaged one."""

import os
import resource
from contextlib import contextmanager

import pytest
from nba_backfill.errors import BackfillError, described
from nba_backfill.results import write_json
from nba_backfill.warehouse.parquet import ParquetWarehouse

from warehouse.sample import DAYS, held, put

ALLOW_MORE = "too many files are open; allow more (ulimit -n 1024) and run the same command again"


@contextmanager
def no_file_more():
    """What is open stays open; nothing else can be opened."""
    free = os.dup(0)
    os.close(free)
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_reading_a_partition(tmp_path):
    warehouse = ParquetWarehouse(tmp_path)
    put(warehouse, DAYS[0], "BOS")
    held(warehouse)  # what DuckDB opens once is open
    with no_file_more(), pytest.raises(BackfillError) as refused:
        held(warehouse)
    assert str(refused.value).endswith(f"data.parquet: {ALLOW_MORE}")
    assert held(warehouse) == [(10, "BOS")]


def test_writing_a_record(tmp_path):
    with no_file_more(), pytest.raises(OSError) as refused:
        write_json(tmp_path / "record.json", {})
    assert str(described(refused.value)).endswith(ALLOW_MORE)
    assert list(tmp_path.iterdir()) == []
