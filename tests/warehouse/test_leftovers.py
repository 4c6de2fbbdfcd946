"""A killed writer's temporary file goes away with the next run; a running one's stays."""

import os
import subprocess
import sys

from nba_backfill.warehouse.parquet import ParquetWarehouse

from warehouse.sample import TABLE


def dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def test_only_files_of_dead_processes_are_removed(tmp_path):
    partition = tmp_path / TABLE.dataset / TABLE.name / "analysis_date=2024-01-01"
    partition.mkdir(parents=True)
    abandoned = partition / f".tmp-{dead_process()}-1-data.parquet"
    current = partition / f".tmp-{os.getpid()}-1-data.parquet"
    abandoned.touch()
    current.touch()
    ParquetWarehouse(tmp_path).create(TABLE)
    assert (abandoned.exists(), current.exists()) == (False, True)
