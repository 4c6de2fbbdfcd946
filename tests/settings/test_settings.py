"""The configuration as it arrives from YAML files and from the command line."""

import datetime as dt
from pathlib import Path

import pytest
from nba_backfill import tables
from nba_backfill.config_schema import schema_of
from nba_backfill.settings import Settings, load_settings

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
    assert settings(dates=[]).dates == ()


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
    assert (made.bigquery.project, made.bigquery.location) == ("mine", "US")


def test_the_warehouse_lies_in_the_results():
    assert load_settings({}, Path.cwd(), "out").parquet_root == Path("out/warehouse")


def test_an_empty_value_means_the_default():
    made = settings(bootstrap_days=None, notify="", source_dir="", bigquery={"project": ""})
    assert made == settings()


def test_text_from_the_command_line_becomes_a_number():
    made = settings(simulation={"seed": "8"}, bigquery={"price_per_tib": "5"})
    assert (made.simulation.seed, made.bigquery.price_per_tib) == (8, 5.0)


def test_the_home_folder_may_be_written_short(monkeypatch):
    monkeypatch.setenv("HOME", "/home/ann")
    made = settings(source_dir="~/games", parquet={"root": "~/nba"})
    assert (made.source_dir, made.parquet_root) == (Path("/home/ann/games"), Path("/home/ann/nba"))


def test_results_are_those_of_the_path_variables_unless_told():
    config = {"pathvars": {"results": "out", "logs": "out/logs"}}
    assert load_settings(config, Path.cwd()).results == Path("out")
    told = load_settings(config, Path.cwd(), "nba/out")
    assert (told.results, told.pathvars.logs) == (Path("nba/out"), Path("out/logs"))


def test_the_names_that_can_move_are_those_of_the_tables():
    """`player_game_summary` and `nba_analytics.player_game_summary` both name a table."""
    schema = schema_of(Settings)["properties"]["bigquery"]["properties"]
    known = [tables.table(name) for name in tables.PHASE3 + tables.PHASE4]
    assert schema["datasets"]["propertyNames"]["enum"] == [
        "nba_reference",
        "nba_analytics",
        "nba_precompute",
        "nba_predictions",
        "nba_staging",
    ]
    assert set(schema["tables"]["propertyNames"]["enum"]) == {
        name for table in known for name in (table.name, table.full_name)
    }
