"""When its last job has ended a run waits for nothing."""

import pytest
from given.run import snakemake

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
