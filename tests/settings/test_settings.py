"""The configuration as it arrives from YAML files and from the command line."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.settings import SCHEMA, load_settings
from nba_backfill.warehouse.bigquery.names import DATASETS

DAY = dt.date(2021, 10, 19)
NEXT = dt.date(2021, 10, 20)


def settings(**config):
    return load_settings(config, Path.cwd())


@pytest.mark.parametrize("given", [DAY, "2021-10-19", dt.datetime(2021, 10, 19)])
def test_a_date_may_be_text_or_a_date(given):
    assert settings(start_date=given).start_date == DAY


@pytest.mark.parametrize(
    "given",
    [
        [DAY, NEXT],
        ["2021-10-20", "2021-10-19", "2021-10-19"],
        "2021-10-19,2021-10-20",
        "2021-10-19 2021-10-20",
        "2021-10-19, 2021-10-20",
    ],
)
def test_dates_may_be_a_list_or_one_string(given):
    assert settings(dates=given).dates == (DAY, NEXT)


def test_no_dates_means_the_range():
    assert settings(dates=[]).dates is None


def test_one_date_alone():
    assert settings(dates=DAY).dates == (DAY,)


def test_all_processors_by_default():
    assert len(settings().processors) == 5


@pytest.mark.parametrize("given", ["player_daily_cache", ["player_daily_cache"]])
def test_what_a_processor_waits_for_is_added(given):
    assert settings(processors=given).processors == (
        "team_defense_zone_analysis",
        "player_shot_zone_analysis",
        "player_composite_factors",
        "player_daily_cache",
    )


def test_nested_keys_keep_the_other_defaults():
    made = settings(bigquery={"project": "mine"}, warehouse="bigquery")
    assert (made.bigquery["project"], made.bigquery["location"]) == ("mine", "US")


def test_the_warehouse_lies_in_the_results():
    assert load_settings({}, Path.cwd(), "out").parquet_root == Path("out/warehouse")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"end_date": ""}, "config end_date: '' is no date; write YYYY-MM-DD"),
        ({"dates": "20211019"}, "config dates: '20211019' is no date; write YYYY-MM-DD"),
        ({"bootstrap_days": -1}, "config bootstrap_days: -1 is out of range; use at least 0"),
        ({"bootstrap_days": "x"}, "config bootstrap_days: 'x' is not of type integer"),
        ({"parquet": {"rot": "x"}}, "config parquet.rot: unknown key; did you mean root?"),
        (
            {"pathvars": {"result": "/tmp/x"}},
            "config pathvars: 'result' is not known; did you mean results? choose from results, "
            "logs",
        ),
        (
            {"bigquery": {"datasets": {"nba_analytic": "raw"}}},
            "config bigquery.datasets: 'nba_analytic' is not known; did you mean nba_analytics? "
            "choose from nba_reference, nba_analytics, nba_precompute, nba_predictions, "
            "nba_staging",
        ),
        (
            {"bigquery": {"tables": {"player_game_sumary": "raw.games"}}},
            "config bigquery.tables: 'player_game_sumary' is not known; did you mean "
            "player_game_summary?",
        ),
        (
            {"warehouse": "bigquery"},
            "config bigquery.project: is missing; warehouse=bigquery needs a Google project",
        ),
        (
            {"phase3": "files"},
            "config source_dir: is missing; phase3=files needs the folder with games.parquet",
        ),
        (
            {"phase3": "filse"},
            "config phase3: 'filse' is not known; did you mean files? choose from simulated, "
            "files, warehouse",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line(config, message):
    with pytest.raises(BackfillError) as raised:
        settings(**config)
    assert (str(raised.value), raised.value.kind) == (message, "bad_config")


def test_the_names_that_can_move_are_those_of_the_tables():
    """`player_game_summary` and `nba_analytics.player_game_summary` both name a table."""
    schema = yaml.safe_load(SCHEMA.read_text())["properties"]["bigquery"]["properties"]
    known = [tables.table(name) for name in tables.PHASE3 + tables.PHASE4]
    assert schema["datasets"]["propertyNames"]["enum"] == list(DATASETS)
    assert set(schema["tables"]["propertyNames"]["enum"]) == {
        name for table in known for name in (table.name, table.full_name)
    }
