"""config.schema.yaml, which editors read, takes and refuses what the pipeline does."""

from pathlib import Path

import jsonschema
import pytest
import yaml

CONFIG = Path(__file__).parents[2] / "config"
SCHEMA = yaml.safe_load((CONFIG / "config.schema.yaml").read_text())


def mistakes(config: dict) -> list[str]:
    checker = jsonschema.FormatChecker(["date"])
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=checker)
    return [error.json_path for error in validator.iter_errors(config)]


def test_the_file_of_the_repository_is_right():
    # BaseLoader: dates as text, as editors see them
    config = yaml.load((CONFIG / "config.yaml").read_text(), Loader=yaml.BaseLoader)
    written = {key: config[key] for key in ("start_date", "end_date", "phase3", "props")}
    assert mistakes(written) == []


@pytest.mark.parametrize(
    ("config", "place"),
    [
        ({"strat_date": "2023-10-24"}, "$"),
        ({"end_date": "2024-02-30"}, "$.end_date"),
        ({"dates": ["2023-11-07", "x"]}, "$.dates[1]"),
        ({"processors": ["player_daily_cash"]}, "$.processors[0]"),
        ({"bootstrap_days": 101}, "$.bootstrap_days"),
        ({"phase3": "filse"}, "$.phase3"),
        ({"parquet": {"rot": "x"}}, "$.parquet"),
        ({"bigquery": {"retry_seconds": 0}}, "$.bigquery.retry_seconds"),
        ({"bigquery": {"max_cost": -1}}, "$.bigquery.max_cost"),
        ({"bigquery": {"datasets": {"nba_analytic": "raw"}}}, "$.bigquery.datasets"),
        ({"pathvars": {"result": "out"}}, "$.pathvars"),
    ],
)
def test_a_mistake_is_marked(config, place):
    assert mistakes(config) == [place]


@pytest.mark.parametrize("empty", [{"source_dir": None}, {"bigquery": {"max_cost": None}}])
def test_an_optional_key_may_be_empty(empty):
    assert mistakes(empty) == []
