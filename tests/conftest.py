"""What several tests share: where the real data is."""

import os
import shutil
from pathlib import Path

import pytest
from given.slurm import slurm  # noqa: F401 - a fixture
from given.small_disk import small_disk  # noqa: F401 - a fixture

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder with three real seasons; the test is skipped where it is absent."""
    folder = Path(os.environ.get("NBA_REALDATA", HERE.parents[1] / "shared" / "realdata"))
    if not (folder / "games.parquet").is_file():
        pytest.skip(f"no real data in {folder} (set NBA_REALDATA)")
    return folder


@pytest.fixture(scope="session")
def real_warehouse(realdata, tmp_path_factory):
    """An embedded warehouse with Phase 3 of the three real seasons; tests may publish into it."""
    from given.phase3 import build

    return build(realdata, tmp_path_factory.mktemp("real_warehouse"))


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory):
    """A finished backfill of the small league, made once; not to be changed."""
    from given.run import checkout, snakemake

    folder = checkout(tmp_path_factory.mktemp("finished") / "nba")
    run = snakemake(folder)
    assert run.returncode == 0, run.stdout
    (folder / "output.txt").write_text(run.stdout)
    return folder


@pytest.fixture
def finished(finished_once, tmp_path):
    """A copy of the finished backfill, with its modification times."""
    return shutil.copytree(finished_once, tmp_path / "nba")


@pytest.fixture(scope="session")
def sent_statements(tmp_path_factory):
    """Every statement the pipeline sends to BigQuery; collected by one worker for all."""
    from given.bigquery import statements

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    return statements.collected(folder / "sent_to_bigquery")


@pytest.fixture
def empty(tmp_path):
    """A folder with a configuration, in which nothing has run yet (`given.run.Workplace`)."""
    from given.run import Workplace

    return Workplace.create(tmp_path / "empty")
