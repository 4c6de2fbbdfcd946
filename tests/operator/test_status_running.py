"""`status` beside a running backfill and after one that was killed."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from given.run import ROOT
from nba_backfill.operator import status
from nba_backfill.phase4 import record
from nba_backfill.plan.plan import make_plan


@pytest.fixture
def started(finished):
    """A backfill of all 45 steps that is under way, one step at a time."""
    results = finished.folder / "results"
    for folder in results.glob("sentinels/*/"):
        shutil.rmtree(folder)
    for dataset in ("nba_precompute", "nba_predictions"):
        shutil.rmtree(results / "warehouse" / dataset)
    process = subprocess.Popen(
        [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile"),
         "--profile", str(ROOT / "profiles" / "default"), "--cores", "1"],
        cwd=finished.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()


def wait_until_running(settings, process) -> dict:
    """The status once the first steps are finished; the backfill is then held where it is."""
    while process.poll() is None:
        running = record.running(settings)
        if running and running["finished"] > 1:
            os.kill(process.pid, signal.SIGSTOP)
            return status.collect(make_plan(settings))
        time.sleep(0.02)
    raise AssertionError("the backfill ended before it was seen")


def test_running_then_killed(finished, started, monkeypatch):
    settings = finished.settings(monkeypatch)
    found = wait_until_running(settings, started)
    run = found["running"]
    assert run["planned"] == 45
    assert 1 < run["finished"] < 45
    assert run["failed"] == 0
    assert record.sentence(run, found["last_run"]).startswith("A backfill is running")
    done = sum(row["done"] for row in found["seasons"])
    assert 0 < done < 45
    refused = finished.snakemake("--cores", "1")
    assert refused.returncode == 1
    assert "another backfill is running on results" in refused.stderr

    os.kill(started.pid, signal.SIGKILL)
    started.wait()
    found = status.collect(make_plan(settings))
    assert found["running"] is None
    told = record.sentence(None, found["last_run"])
    assert told.startswith("The last backfill") and told.endswith("was killed before its end.")
