"""The wheel holds the two packages whole, and works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from given.run import ROOT, copy_workflow

PACKAGES = ("nba_backfill", "simulated_league")
RULES = (
    "Snakefile",
    "rules",
    "config",
    "profiles",
    "envs",
    "scripts/phase3.py",
    "scripts/report.py",
)
PROGRAM = """
import nba_backfill, simulated_league
from nba_backfill import phase3, tables
from nba_backfill.settings import load_settings

assert all(tables.sql(name) for name in tables.PHASE4)
assert all(tables.table(name).columns for name in tables.PHASE3)
assert list(phase3.DEFINITIONS.glob("*.sql"))
print(load_settings({}, ".").parquet_root, *nba_backfill.__path__)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """The wheel, built from a copy of what it is made of (a build leaves files behind)."""
    pytest.importorskip("setuptools", "77", reason="no build backend: pip install setuptools")
    copy = tmp_path_factory.mktemp("copy")
    copy_workflow(copy, ("pyproject.toml", "README.md", "LICENSE", "scripts"))
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(copy)!r})"
    subprocess.run(
        [sys.executable, "-c", build], cwd=copy, check=True, capture_output=True, timeout=120
    )
    (made,) = copy.glob("*.whl")
    return made


def test_every_file_of_the_packages_is_in_it(wheel):
    """All but hidden ones: how the linter reads the SQL beside it."""
    scripts = ROOT / "scripts"
    expected = {
        str(file.relative_to(scripts))
        for package in PACKAGES
        for file in (scripts / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and file.name[0] != "."
    }
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == expected


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> dict[str, str]:
    """The environment of a process that has the wheel's packages and no checkout on its path."""
    folder = tmp_path_factory.mktemp("site")
    zipfile.ZipFile(wheel).extractall(folder)
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    return {**kept, "PYTHONPATH": str(folder)}


def test_the_library_works_from_anywhere(installed, tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env=installed, text=True,
        capture_output=True, timeout=120,
    )  # fmt: skip
    place = f"{installed['PYTHONPATH']}/nba_backfill"
    assert (run.stdout.strip(), run.stderr) == (f"results/warehouse {place}", "")


def preview(folder: Path, environment: dict[str, str]) -> str:
    """Output of a dry run of two dates, which prints where the library came from."""
    with (folder / "rules" / "plan.smk").open("a") as rules:
        rules.write("\nimport nba_backfill\nprint('library:', *nba_backfill.__path__)\n")
    run = subprocess.run(
        [sys.executable, "-m", "snakemake", "-n", "--config", "dates=2023-11-06,2023-11-08"],
        cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    return run.stdout


def test_the_rules_find_the_installed_library(installed, tmp_path):
    folder = copy_workflow(tmp_path / "nba", RULES)
    assert f"library: {installed['PYTHONPATH']}/nba_backfill" in preview(folder, installed)


def test_a_checkout_wins_over_an_installed_library(installed, tmp_path):
    folder = copy_workflow(tmp_path / "nba")
    assert f"library: {folder}/scripts/nba_backfill" in preview(folder, installed)
