"""A finished backfill of the small league, made once; tests that change it get a copy."""

import shutil

import pytest
from pipeline_runs import checkout, snakemake


@pytest.fixture(scope="session")
def finished_once(tmp_path_factory):
    folder = checkout(tmp_path_factory.mktemp("finished") / "nba")
    run = snakemake(folder)
    assert run.returncode == 0, run.stdout
    (folder / "output.txt").write_text(run.stdout)
    return folder


@pytest.fixture
def finished(finished_once, tmp_path):
    """A copy of the finished backfill, with its modification times."""
    return shutil.copytree(finished_once, tmp_path / "nba")
