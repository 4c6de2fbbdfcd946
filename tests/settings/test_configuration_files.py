"""config.yaml, the pages in config/ and the environment files say what settings and pins say."""

import re
from pathlib import Path

import pytest
import yaml
from nba_backfill.config_schema import schema_of
from nba_backfill.pages import COMMAND, PAGES, REPOSITORY, keys
from nba_backfill.settings import Settings

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_says(name):
    assert (REPOSITORY / name).read_text(encoding="utf-8") == PAGES[name](), f"run: {COMMAND}"


def test_config_yaml_shows_the_defaults():
    config = yaml.load((ROOT / "config/config.yaml").read_text(), Loader=yaml.BaseLoader)
    defaults = {key: rule["default"] for key, rule in keys(schema_of(Settings))}
    shown = dict(flat(config))
    assert {key: as_text(defaults[key]) for key in shown} == shown


def flat(config: dict, prefix: str = ""):
    for name, value in config.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, as_text(value)


def as_text(value) -> str:
    if isinstance(value, list):
        return ",".join(value)
    return "null" if value is None else str(value)


def test_conda_and_pip_have_the_same_pins():
    pip = re.findall(r"^\w.*==.*$", (ROOT / "envs/requirements.txt").read_text(), re.MULTILINE)
    conda = yaml.safe_load((ROOT / "envs/environment.yaml").read_text())
    assert conda["dependencies"][-1]["pip"] == pip
