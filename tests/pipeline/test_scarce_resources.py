"""Too little memory, no permission: no run that failed says otherwise, the next one goes on.

`prlimit` takes the memory away, `setpriv` root's right to write where others may not. (Too few file
descriptors: tests/warehouse/test_open_files.py; a full disk: test_full_disk.py.)
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from given.run import command, environment
from given.walk import content

INSIDE = ("Traceback", 'File "', "bug:")
WITHOUT_PRIVILEGE = (
    ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
)


@pytest.fixture
def half(finished):
    """A finished backfill of which the rows and sentinels of two tables are gone."""
    for folder in ("sentinels/player_composite_factors", "sentinels/player_daily_cache"):
        assert (finished / "results" / folder).is_dir()
        shutil.rmtree(finished / "results" / folder)
    for name in ("player_composite_factors", "player_daily_cache"):
        shutil.rmtree(finished / "results" / "warehouse" / "nba_precompute" / name)
    return finished


def limited(folder: Path, *limit: str) -> subprocess.CompletedProcess:
    """A plain run under a limit that `limit` sets before it starts the rest of its words."""
    return subprocess.run(
        [*limit, *command()],
        cwd=folder,
        env=environment(),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=300,
    )


def goes_on(folder: Path, wanted: dict) -> bool:
    """Whether a run without the limit makes everything as it was."""
    again = limited(folder)
    assert again.returncode == 0, again.stdout
    return content(folder / "results") == wanted


def test_too_little_memory(half, finished_once):
    run = limited(half, "prlimit", f"--as={1200 << 20}")
    assert run.returncode != 0, run.stdout  # the libraries rather end the process than tell
    assert goes_on(half, content(finished_once / "results"))


def test_no_permission_for_a_table(half, finished_once):
    tables = half / "results" / "warehouse" / "nba_precompute"
    tables.chmod(0o555)
    run = limited(half, *WITHOUT_PRIVILEGE)
    tables.chmod(0o755)
    assert run.returncode == 1, run.stdout
    assert "no permission; allow this user to read and write there" in run.stdout
    assert not any(word in run.stdout for word in INSIDE), run.stdout
    assert goes_on(half, content(finished_once / "results"))


def test_no_permission_to_read_a_source(half):
    file = half / "source" / "player_box.parquet"
    file.chmod(0)
    run = limited(half, *WITHOUT_PRIVILEGE)
    file.chmod(0o644)
    assert run.returncode == 1, run.stdout
    assert "player_box.parquet" in run.stdout
    assert not any(word in run.stdout for word in INSIDE), run.stdout
