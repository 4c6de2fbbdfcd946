"""What a terminal of 80 columns shows, and an output that knows no such characters."""

import os
import pty
import re
import shutil
import struct
import subprocess
from fcntl import ioctl
from termios import TIOCSWINSZ

import pandas as pd
import pytest
from given.run import checkout, command, environment, snakemake, take_out_a_team

COLUMNS = 80
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r")


def on_a_terminal(folder, *arguments, **config) -> str:
    """The output of `snakemake` on a terminal of 80 columns, without its control sequences."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    environ = {**os.environ, "TERM": "xterm"}
    environ.pop("COLUMNS", None)
    process = subprocess.Popen(
        command(*arguments, **config), cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
        env=environ,
    )  # fmt: skip
    os.close(theirs)
    output = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        output += part
    process.wait()
    os.close(ours)
    return CONTROL.sub("", output.decode())


@pytest.fixture(scope="module")
def eight_failures(tmp_path_factory):
    """A folder in which each of the last eight dates lacks a team's players."""
    folder = checkout(tmp_path_factory.mktemp("eight") / "nba")
    games = pd.read_parquet(folder / "source/games.parquet")
    days = sorted(games.game_date.astype(str).unique())[-8:]
    for day in days:
        take_out_a_team(folder, day)
    return folder, days


def test_eight_failed_dates_are_eight_lines_within_thirty(eight_failures):
    folder, days = eight_failures
    run = snakemake(folder)
    lines = run.stdout.splitlines()
    told = [line for line in lines if line.startswith("✗")]
    assert sorted(line.split()[1] for line in told) == days
    wide = lambda line: -(-max(len(line), 1) // COLUMNS)  # noqa: E731 - rows of the terminal
    first = lines.index(told[0])
    end = next(i for i, line in enumerate(lines) if "Workflow Finished" in line)
    assert sum(wide(line) for line in told) <= 16
    assert end - first < 30, "\n".join(lines[first:end])
    assert "Traceback" not in run.stdout and 'File "' not in run.stdout


def test_commands_are_not_broken_on_a_terminal(eight_failures):
    folder, days = eight_failures
    shown = on_a_terminal(folder, "status")
    retry = "dates=" + ",".join(days)
    assert any(retry in line for line in shown.splitlines()), shown


def test_verify_phase3_is_readable(eight_failures):
    folder, _ = eight_failures
    shown = on_a_terminal(folder, "verify_phase3")
    assert "…" not in shown, shown
    assert "not ready" in shown
    assert all(len(line) <= COLUMNS for line in shown.splitlines() if line.startswith("│"))


@pytest.mark.parametrize("target", ["status", "verify_phase3"])
def test_an_output_without_the_characters(finished_once, target, tmp_path):
    folder = shutil.copytree(finished_once, tmp_path / "latin")
    run = subprocess.run(
        command(target),
        cwd=folder,
        capture_output=True,
        env={**environment(), "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0", "LC_ALL": "C"},
    )
    assert run.returncode == 0, run.stderr
    assert b"team_defense_zone_analysis" in run.stdout
    assert b"bug:" not in run.stderr
