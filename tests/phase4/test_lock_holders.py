"""Locks name their holder, one per season; a process of the run takes none."""

import errno
import fcntl
import json
import os
import socket
import subprocess
import sys

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.phase4 import lock

HOLDS = """
import sys
from pathlib import Path
from nba_backfill.phase4 import lock
held = lock.hold(Path(sys.argv[1]), sys.argv[2], [int(year) for year in sys.argv[4:]],
                 builds_phase3=sys.argv[3] == "builds")
print("holds", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other_run(tmp_path):
    """Start another process that holds locks; it is killed at the end."""
    started = []

    def start(run: str, builds: str, *years: int) -> subprocess.Popen:
        command = [sys.executable, "-c", HOLDS, str(tmp_path), run, builds, *map(str, years)]
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )  # fmt: skip
        started.append(process)
        assert process.stdout.readline() == "holds\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_two_seasons_are_filled_at_once_and_nobody_builds_phase3_beside_them(tmp_path, other_run):
    other_run("first", "fills", 2022)
    for file in lock.hold(tmp_path, "second", [2023], builds_phase3=False):
        file.close()
    with pytest.raises(BackfillError, match=r"another backfill is running on .*season 2022-23"):
        lock.hold(tmp_path, "second", [2022, 2023], builds_phase3=False)
    with pytest.raises(BackfillError, match="another backfill is running on"):
        lock.hold(tmp_path, "second", [], builds_phase3=True)
    for file in lock.hold(tmp_path, "second", [2023], builds_phase3=False):  # nothing was kept
        file.close()


def test_beside_a_run_that_builds_phase3_nothing_is_filled(tmp_path, other_run):
    process = other_run("first", "builds")
    with pytest.raises(BackfillError) as refused:
        lock.hold(tmp_path, "second", [2023], builds_phase3=False)
    assert f"(process {process.pid} on {socket.gethostname()})" in str(refused.value)


def test_a_kill_frees_the_locks(tmp_path, other_run):
    process = other_run("first", "fills", 2022, 2023)
    assert lock.held(tmp_path) == [lock.Holder(socket.gethostname(), process.pid, "first")]
    process.kill()
    process.wait()
    assert lock.held(tmp_path) == []
    for file in lock.hold(tmp_path, "second", [2022], builds_phase3=True):
        file.close()


def test_a_holder_in_another_pid_namespace_is_alive(tmp_path, other_run):
    other_run("first", "fills", 2022)
    foreign = {"host": "node7", "process": 4_000_000, "run": "first"}  # no process of this host
    (tmp_path / ".lock-2022").write_text(json.dumps(foreign))
    assert lock.held(tmp_path) == [lock.Holder(**foreign)]


def test_a_job_of_the_run_takes_no_lock_and_that_of_another_run_is_refused(tmp_path, other_run):
    other_run("first", "fills", 2022)
    assert lock.join(tmp_path, "first") == ("first", [])
    assert lock.join(tmp_path, None, 2022) == ("first", [])
    with pytest.raises(BackfillError, match="another backfill is running"):
        lock.join(tmp_path, "second")


def test_jobs_whose_main_process_holds_nothing_keep_other_runs_out(tmp_path):
    jobs = [file for _ in range(2) for file in lock.join(tmp_path, "imported")[1]]
    assert len(jobs) == 2
    with pytest.raises(BackfillError, match="another backfill is running"):
        lock.hold(tmp_path, "other", [2022], builds_phase3=True)
    for file in jobs:
        file.close()


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK])
def test_a_file_system_without_locks_is_named_with_the_fix(tmp_path, monkeypatch, number):
    def refuse(file, kind):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(BackfillError) as refused:
        lock.hold(tmp_path, "run", [2023], builds_phase3=False)
    assert str(refused.value) == (
        f"{tmp_path} lies on a file system without file locks (flock: {os.strerror(number)}); "
        "mount it with them (Lustre: option `flock`) or put the results elsewhere: "
        "--config 'pathvars={results: /another/folder}'"
    )
    assert refused.value.kind == "bad_config"
    assert lock.held(tmp_path) == []
