"""When its last job has ended a run waits for nothing and says nothing more."""

import subprocess

import pytest
from given.run import command, environment, snakemake

TELLS_TIMERS = """
import threading
finish = workflow._onsuccess


onsuccess:
    finish(log)
    waiting = [one for one in threading.enumerate() if isinstance(one, threading.Timer)]
    print("timers:", len(waiting))
"""


@pytest.mark.parametrize("target", ["status", "phase3", "all"])
def test_no_timer_is_left(target, finished):
    snakefile = finished / "Snakefile"
    snakefile.write_text(snakefile.read_text() + TELLS_TIMERS)
    (finished / "results" / "sentinels" / "phase3.json").unlink()

    run = snakemake(finished, target)

    assert run.returncode == 0, run.stdout
    assert "timers: 0" in run.stdout


@pytest.mark.parametrize("words", [["status"], ["-n"], ["all"]])
def test_the_interpreter_ends_without_a_word(words, finished):
    """Not as a fork of the tests' server, which ends without Python's own end."""
    min((finished / "results" / "sentinels").glob("*/*.json")).unlink()

    run = subprocess.run(
        command(*words), cwd=finished, env=environment(), capture_output=True, text=True
    )

    assert run.returncode == 0, run.stderr
    assert "leaked" not in run.stdout + run.stderr
