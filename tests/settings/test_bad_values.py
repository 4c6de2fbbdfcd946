"""A mistake in the configuration is told in one line with the fix."""

import datetime as dt
from pathlib import Path

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.settings import load_settings

MISTAKES = [
    ({"strat_date": "2023-10-24"}, "strat_date: unknown key; did you mean start_date?"),
    ({"parquet": {"rot": "x"}}, "parquet.rot: unknown key; did you mean root?"),
    (
        {"audit": {"dates": 3}},
        "audit.dates: unknown key; known keys: sample, seed, upcoming",
    ),
    ({"end_date": ""}, "end_date: '' is no date; write YYYY-MM-DD"),
    ({"end_date": 20240101}, "end_date: 20240101 is no date; write YYYY-MM-DD"),
    ({"end_date": "20240101"}, "end_date: '20240101' is no date; write YYYY-MM-DD"),
    ({"end_date": "2023-W42-2"}, "end_date: '2023-W42-2' is no date; write YYYY-MM-DD"),
    ({"end_date": "2024-02-30"}, "end_date: '2024-02-30' is no date; write YYYY-MM-DD"),
    (
        {"end_date": dt.datetime(2024, 1, 1, 10)},
        "end_date: datetime.datetime(2024, 1, 1, 10, 0) is no date; write YYYY-MM-DD",
    ),
    ({"start_date": ["2024-01-01"]}, "start_date: ['2024-01-01'] is no date; write YYYY-MM-DD"),
    ({"dates": "20211019"}, "dates: '20211019' is no date; write YYYY-MM-DD"),
    ({"dates": ["2023-11-07", "x"]}, "dates: 'x' is no date; write YYYY-MM-DD"),
    ({"dates": 5}, "dates: 5 does not fit; write a list of dates"),
    (
        {"start_date": "2024-06-01", "end_date": "2024-01-01"},
        "start_date: 2024-06-01 is after end_date 2024-01-01; swap them or move one",
    ),
    ({"bootstrap_days": -1}, "bootstrap_days: -1 is out of range; write an integer from 0 to 100"),
    (
        {"bootstrap_days": 101},
        "bootstrap_days: 101 is out of range; write an integer from 0 to 100",
    ),
    ({"bootstrap_days": "x"}, "bootstrap_days: 'x' does not fit; write an integer from 0 to 100"),
    ({"bootstrap_days": 7.5}, "bootstrap_days: 7.5 does not fit; write an integer from 0 to 100"),
    ({"bootstrap_days": True}, "bootstrap_days: True does not fit; write an integer from 0 to 100"),
    (
        {"bootstrap_days": float("inf")},
        "bootstrap_days: inf is out of range; write an integer from 0 to 100",
    ),
    (
        {"ready_threshold": float("nan")},
        "ready_threshold: nan is out of range; write a number from 0 to 100",
    ),
    (
        {"ready_threshold": "nan"},
        "ready_threshold: 'nan' is out of range; write a number from 0 to 100",
    ),
    (
        {"bigquery": {"maximum_bytes_billed": 1.5}},
        "bigquery.maximum_bytes_billed: 1.5 does not fit; write an integer from 10485760 or empty",
    ),
    (
        {"bigquery": {"retry_seconds": 0}},
        "bigquery.retry_seconds: 0 is out of range; write a number above 0",
    ),
    ({"bigquery": "mine"}, "bigquery: 'mine' does not fit; write a mapping"),
    ({"bigquery": {"datasets": "x"}}, "bigquery.datasets: 'x' does not fit; write a mapping"),
    (
        {"bigquery": {"datasets": {"nba_analytics": 5}}},
        "bigquery.datasets.nba_analytics: 5 does not fit; write a string",
    ),
    (
        {"bigquery": {"datasets": {"nba_analytic": "raw"}}},
        "bigquery.datasets: 'nba_analytic' is not known; did you mean nba_analytics? "
        "choose from nba_reference, nba_analytics, nba_precompute, nba_predictions, nba_staging",
    ),
    (
        {"bigquery": {"tables": {"player_game_sumary": "raw.games"}}},
        "bigquery.tables: 'player_game_sumary' is not known; did you mean player_game_summary?",
    ),
    (
        {"processors": "player_daily_cash"},
        "processors: 'player_daily_cash' is not known; did you mean player_daily_cache? choose "
        "from team_defense_zone_analysis, player_shot_zone_analysis, player_composite_factors, "
        "player_daily_cache, ml_feature_store",
    ),
    ({"props": {"bookmakers": 3}}, "props.bookmakers: 3 does not fit; write a list"),
    ({"notify": ["mail"]}, "notify: ['mail'] does not fit; write a string or empty"),
    ({"format": "xml"}, "format: 'xml' is not known; choose from table, json, csv"),
    (
        {"phase3": "filse"},
        "phase3: 'filse' is not known; did you mean files? choose from simulated, files, warehouse",
    ),
    (
        {"phase3": "files"},
        "source_dir: is missing; phase3=files needs the folder with your files",
    ),
    (
        {"phase3": "files", "source_dir": "nowhere"},
        "source_dir: nowhere is no folder; name the one with your files",
    ),
    ({"source_dir": ["a"]}, "source_dir: ['a'] does not fit; write a path or empty"),
    (
        {"warehouse": "bigquery"},
        "bigquery.project: is missing; warehouse=bigquery needs a Google project",
    ),
    (
        {"pathvars": {"result": "/tmp/x"}},
        "pathvars.result: unknown key; did you mean results?",
    ),
    ({"pathvars": "foo"}, "pathvars: 'foo' does not fit; write a mapping"),
    (
        {"pathvars": {"results": "~/nba"}},
        "pathvars.results: '~/nba' names a folder called ~; write your home folder in full",
    ),
    ({"pathvars": {"logs": ""}}, "pathvars.logs: '' is empty; name a folder"),
]


@pytest.mark.parametrize(("config", "message"), MISTAKES)
def test_a_mistake_is_told_in_one_line(config, message):
    with pytest.raises(BackfillError) as raised:
        load_settings(config, Path.cwd())
    assert (str(raised.value), raised.value.kind) == (f"config {message}", "bad_config")
