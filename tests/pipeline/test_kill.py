"""kill -9 of everything, then the same command: the same digests, no temporary file."""

import os
import signal
import subprocess
import time

from given.run import checkout, command, digests, environment, sentinels, snakemake


def test_killed_and_started_again(finished_once, tmp_path):
    folder = checkout(tmp_path / "nba")
    expected = digests(finished_once)
    process = subprocess.Popen(
        command(),
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(sentinels(folder)) < len(expected) // 4 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < len(sentinels(folder)) < len(expected)

    run = snakemake(folder)
    assert run.returncode == 0, run.stdout
    assert digests(folder) == expected
    assert not list(folder.rglob(".tmp-*"))
