"""What pyproject.toml allows agrees with what envs/ pins."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]


def pinned(name: str) -> dict[str, str]:
    """Package -> version of a file in envs/, without the files it includes."""
    text = (ROOT / "envs" / name).read_text()
    return dict(re.findall(r"^([\w.-]+)==(\S+)$", text, re.MULTILINE))


@pytest.mark.parametrize(
    ("file", "allowed"),
    [
        ("requirements.txt", PROJECT["dependencies"]),
        ("requirements-bigquery.txt", EXTRAS["bigquery"]),
        ("requirements-slurm.txt", EXTRAS["slurm"]),
        ("requirements-googlesql.txt", EXTRAS["googlesql"]),
        ("requirements-test.txt", EXTRAS["test"][1:]),
    ],
)
def test_every_pin_is_allowed_and_nothing_else_is_asked_for(file, allowed):
    requirements = {r.name: r.specifier for r in map(Requirement, allowed)}
    pins = pinned(file)
    assert pins.keys() == requirements.keys()
    assert {name: pins[name] in requirements[name] for name in pins} == dict.fromkeys(pins, True)


def test_the_tests_need_both_engines_too():
    assert EXTRAS["test"][0] == "nba-backfill[bigquery,googlesql]"
