"""`status` over a run with four kinds of failure: classes, reasons, logs and the retry command."""

import json
import re
import shutil

import pytest
from nba_backfill.operator import status
from nba_backfill.plan.plan import make_plan
from rich.console import Console


@pytest.fixture
def found(broken, monkeypatch) -> dict:
    return status.collect(make_plan(broken.settings(monkeypatch)))


def test_every_class_with_its_reason(found):
    told = {(f["class"], f["processor"], f["date"]): f["reason"] for f in found["failures"]}
    assert told["missing_upstream", "player_composite_factors", "2023-11-03"].startswith(
        "player_box.parquet has no players of 2023-11-03"
    )
    assert re.fullmatch(
        r"[A-Z]{3} has no rows in player_box.parquet \(game 00223\d{5}\)",
        told["incomplete_input", "player_composite_factors", "2023-11-05"],
    )
    assert "cache_date=2023-11-01" in told["warehouse_error", "player_daily_cache", "2023-11-01"]
    assert any(kind == "audit_failed" and day == "2023-11-09" for kind, _, day in told)


def test_every_failure_names_its_log(broken, found):
    for failure in found["failures"]:
        assert failure["reason"] and "\n" not in failure["reason"]
        assert (broken.folder / failure["log"]).stat().st_size > 0


def test_dependents_of_a_failure_are_blocked(found):
    blocked = {row["processor"]: row["blocked"] for row in found["seasons"]}
    assert blocked["team_defense_zone_analysis"] == 0
    assert blocked["ml_feature_store"] >= 4


def test_the_retry_command_names_all_dates(found):
    dates = found["retry_command"].split("dates=")[1].split()[0].split(",")
    assert dates == ["2023-11-01", "2023-11-03", "2023-11-05", "2023-11-09"]


def test_the_retry_command_runs(broken, found, tmp_path):
    place = type(broken)(shutil.copytree(broken.folder, tmp_path / "run"))
    in_the_way = "results/warehouse/nba_precompute/player_daily_cache/cache_date=2023-11-01"
    (place.folder / in_the_way).unlink()
    command = found["retry_command"].split()
    assert command[:3] == ["snakemake", "--cores", "all"]
    retried = place.snakemake("--cores", "2", *command[3:])
    assert retried.returncode == 1, "three other dates cannot be repaired by trying again"
    sentinel = place.folder / "results/sentinels/ml_feature_store/2023-11-01.json"
    assert json.loads(sentinel.read_text())["rows"] > 0


def test_the_table_tells_classes_reasons_and_commands(broken, found, capsys):
    console = Console(width=140, highlight=False)
    status.print_status(console, found)
    text = capsys.readouterr().out
    assert "Failures by class:" in text
    for words in ("missing upstream", "incomplete input", "warehouse error", "audit failed"):
        assert words in text
    assert "insufficient history (not an error): 7 bootstrap dates skipped" in text
    assert found["retry_command"] in text


def test_one_bootstrap_date_is_no_span(finished, monkeypatch, capsys):
    status.show(make_plan(finished.settings(monkeypatch, dates=["2023-10-24", "2023-11-01"])))
    text = " ".join(capsys.readouterr().out.split())
    assert "insufficient history (not an error): 1 bootstrap date skipped, 2023-10-24" in text
    assert ".. 2023-10-24" not in text.partition("insufficient")[2]
