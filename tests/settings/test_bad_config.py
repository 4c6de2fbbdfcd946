"""A mistake in the configuration: one clear line, exit code 1, nothing written."""

import pytest
from given.run import checkout, snakemake

MISTAKES = {
    "start after end": (
        {"start_date": "2024-06-01", "end_date": "2024-01-01"},
        "config start_date: 2024-06-01 is after end_date 2024-01-01; swap them or move one",
    ),
    "no date": (
        {"start_date": "2023-13-01"},
        "config start_date: '2023-13-01' is no date; write YYYY-MM-DD",
    ),
    "unknown processor": (
        {"processors": "player_daily_cash"},
        "config processors: 'player_daily_cash' is not known; did you mean player_daily_cache?",
    ),
    "missing source_dir": (
        {"source_dir": "nowhere"},
        "config source_dir: nowhere is no folder; name the one with your files",
    ),
    "unknown key": (
        {"strat_date": "2023-10-24"},
        "config strat_date: unknown key; did you mean start_date?",
    ),
    "date without dashes": (
        {"start_date": "20231024"},
        "config start_date: 20231024 is no date; write YYYY-MM-DD",
    ),
    "no number": (
        {"ready_threshold": "nan"},
        "config ready_threshold: nan is out of range; write a number from 0 to 100",
    ),
    "results in the home folder": (
        {"pathvars": "{results: ~/nba}"},
        "config pathvars.results: '~/nba' names a folder called ~; write your home folder in full",
    ),
    "results nowhere": (
        {"pathvars": "{results: ''}"},
        "config pathvars.results: '' is empty; name a folder",
    ),
    "unknown folder": (
        {"pathvars": "{result: out}"},
        "config pathvars.result: unknown key; did you mean results?",
    ),
    "results is a file": (
        {"pathvars": "{results: Snakefile}"},
        "config pathvars.results: Snakefile is a file; name a folder",
    ),
    "logs below a file": (
        {"pathvars": "{logs: Snakefile/logs}"},
        "config pathvars.logs: Snakefile is a file; name a folder",
    ),
    "date without a game": (
        {"dates": "2023-12-24"},
        "config dates: 2023-12-24 has no game; the nearest game dates are 2023-11-08",
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return checkout(tmp_path_factory.mktemp("config") / "nba")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_line_and_nothing_written(folder, mistake):
    config, message = MISTAKES[mistake]
    run = snakemake(folder, **config)
    told = [line for line in run.stdout.splitlines() if "onfig" in line]
    assert run.returncode == 1
    assert [line.startswith("bad_config: " + message) for line in told[1:]] == [True], run.stdout
    assert "Traceback" not in run.stdout
    assert not (folder / "results").exists()
    assert not (folder / "logs").exists()
