"""A date that cannot be filled fails alone, with its reason; after the repair only it is left."""

import json
import shutil

import pandas as pd
import pytest
from given.run import PROCESSORS, checkout, sentinels, snakemake, steps

DAY = "2023-11-08"  # the last one: no later date has it in its history


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """A run on a source in which a team has nobody on its listing of the last date."""
    folder = checkout(tmp_path_factory.mktemp("failed") / "nba")
    box = pd.read_parquet(folder / "source/player_box.parquet")
    games = pd.read_parquet(folder / "source/games.parquet")
    last = games[games.game_date.astype(str) == DAY].iloc[0]
    shutil.copytree(folder / "source", folder / "whole")
    shots = pd.read_parquet(folder / "source/shots.parquet")
    team = last.home_abbr
    box[(box.game_id != last.game_id) | (box.team_abbr != team)].to_parquet(
        folder / "source/player_box.parquet"
    )
    shots[(shots.game_id != last.game_id) | (shots.team_abbr != team)].to_parquet(
        folder / "source/shots.parquet"
    )
    run = snakemake(folder)
    (folder / "output.txt").write_text(run.stdout)
    (folder / "code").write_text(str(run.returncode))
    return folder


def test_the_exit_code_is_not_zero(failed):
    assert (failed / "code").read_text() == "1"


def test_only_the_date_and_its_dependents_are_left_out(failed):
    days = {name.split("/")[1] for name in sentinels(failed)}
    expected = {f"{name}/{day}" for name in PROCESSORS for day in days}
    missing = {f"{name}/{DAY}" for name in PROCESSORS[2:]}
    assert set(sentinels(failed)) == expected - missing


def test_the_reason_is_one_line_that_names_date_processor_and_log(failed):
    output = (failed / "output.txt").read_text()
    told = [line for line in output.splitlines() if line.startswith("✗")]
    assert len(told) == 1
    assert told[0].startswith(f"✗ {DAY} player_composite_factors: ")
    assert " has no rows in player_box.parquet (game 00" in told[0]
    assert told[0].endswith(f" · log logs/player_composite_factors/{DAY}.log")
    assert output.count("player_box.parquet") == 1
    assert f"incomplete_input (1), first {DAY} player_composite_factors" in output
    assert 'File "' not in output and "StepFailed" not in output


def test_the_failure_is_recorded(failed):
    record = json.loads(
        (failed / f"results/failures/player_composite_factors/{DAY}.json").read_text()
    )
    assert record["kind"] == "incomplete_input"
    assert record["log"] == f"logs/player_composite_factors/{DAY}.log"


def test_after_the_repair_only_the_date_is_filled(failed, tmp_path):
    folder = shutil.copytree(failed, tmp_path / "nba")
    before = sentinels(folder)
    shutil.copytree(folder / "whole", folder / "source", dirs_exist_ok=True)
    run = snakemake(folder)
    assert run.returncode == 0, run.stdout
    assert {name: sum(states.values()) for name, states in steps(folder).items()} == dict.fromkeys(
        PROCESSORS, 1
    )
    assert not list((folder / "results/failures").rglob("*.json"))
    assert before.items() <= sentinels(folder).items()
