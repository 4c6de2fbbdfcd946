"""config.yaml, the key table and the environment files say what the schema and the pins say."""

import re
from pathlib import Path

import yaml
from nba_backfill.tables.config_doc import keys, render

ROOT = Path(__file__).parents[2]
SCHEMA = yaml.safe_load((ROOT / "config/config.schema.yaml").read_text())


def test_the_key_table_is_that_of_the_schema():
    assert (ROOT / "config/README.md").read_text() == render(SCHEMA)


def test_config_yaml_shows_the_defaults():
    config = yaml.load((ROOT / "config/config.yaml").read_text(), Loader=yaml.BaseLoader)
    defaults = {key: rule["default"] for key, rule in keys(SCHEMA)}
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
