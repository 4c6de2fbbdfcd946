"""A killed writer's temporary file goes away with the next run; a running one's stays."""

import os
import socket
import subprocess
import sys

from nba_backfill.plan import tables_folder
from nba_backfill.settings import load_settings
from nba_backfill.warehouse.parquet import ParquetWarehouse

from warehouse.sample import TABLE


def dead_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def killed_process() -> subprocess.Popen:
    """One that nobody has asked how it ended: a zombie."""
    killed = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    killed.kill()
    os.waitid(os.P_PID, killed.pid, os.WEXITED | os.WNOWAIT)
    return killed


def test_only_files_of_dead_processes_are_removed(tmp_path):
    partition = tmp_path / TABLE.dataset / TABLE.name / "analysis_date=2024-01-01"
    partition.mkdir(parents=True)
    here = "".join(sign for sign in socket.gethostname() if sign.isalnum())
    abandoned = partition / f".tmp-{dead_process()}-{here}-1-data.parquet"
    current = partition / f".tmp-{os.getpid()}-{here}-1-data.parquet"
    with killed_process() as zombie:
        of_zombie = partition / f".tmp-{zombie.pid}-{here}-1-data.parquet"
        for file in (abandoned, current, of_zombie):
            file.touch()
        ParquetWarehouse(tmp_path).create(TABLE)
    assert [file.exists() for file in (abandoned, current, of_zombie)] == [False, True, False]


def test_of_the_note_whose_the_tables_are_too(tmp_path):
    settings = load_settings({}, tmp_path)
    tables_folder.claim(settings)
    here = "".join(sign for sign in socket.gethostname() if sign.isalnum())
    (settings.parquet_root / f".tmp-{dead_process()}-{here}-1-.results").touch()
    tables_folder.claim(settings)
    assert [file.name for file in settings.parquet_root.iterdir()] == [".results"]
