"""Ctrl-C and SIGTERM: the run is called stopped, not failed, and tells the command that goes on."""

import signal
import subprocess
import time

import pytest
from given.run import checkout, command, environment, last_run
from nba_backfill.phase4.lock import held

SLOW = """

_at_once = check_inputs


def check_inputs(*arguments, **more):
    import pathlib, time

    if any(pathlib.Path("results/sentinels").glob("*/*.json")):
        pathlib.Path("slow").touch()
        time.sleep(5)
    return _at_once(*arguments, **more)
"""


def under_way(folder, sign: str = "results/sentinels/*/[!.]*.json") -> subprocess.Popen:
    """A run that has come so far that a file like `sign` is there: that has filled a date."""
    process = subprocess.Popen(
        command("--jobs", "1"),
        cwd=folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    deadline = time.monotonic() + 60
    while not any(folder.glob(sign)) and time.monotonic() < deadline:
        time.sleep(0.01)
    return process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run(tmp_path, number):
    folder = checkout(tmp_path / "nba")
    process = under_way(folder)
    process.send_signal(number)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 1, output
    assert last_run(folder)["state"] == "stopped"
    assert "Backfill stopped · files" in output
    assert (
        "Next: the same command goes on: snakemake --cores all --config bootstrap_days=5 "
        "phase3=files source_dir=source"
    ) in output


def test_a_second_ctrl_c_ends_it_at_once_in_one_line(tmp_path):
    folder = checkout(tmp_path / "nba")
    (folder / "scripts/nba_backfill/checks/inputs.py").open("a").write(SLOW)
    process = under_way(folder, "slow")
    process.send_signal(signal.SIGINT)
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)  # two that come together are one
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGINT, output
    assert output.endswith("Stopped at once; nothing half is left, the same command goes on.\n")
    assert "Traceback" not in output
    assert not held(folder / "results")
