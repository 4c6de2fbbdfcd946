"""Odd files among the results: status tells what it can and never ends as a bug."""

import json
import shutil

import pytest
from given.run import snakemake

DAY = "2023-11-07"


@pytest.fixture
def odd(finished_once, tmp_path):
    """A finished backfill with everything in it that has ended status before."""
    finished = shutil.copytree(finished_once, tmp_path / "nba")
    results = finished / "results"
    failures = results / "failures/player_daily_cache"
    failures.mkdir(parents=True)
    reason = "[/x] of a reason [bold]that is markup, \x1b[31mred"
    record = {"processor": "player_daily_cache", "date": DAY, "kind": "bug", "reason": reason}
    (failures / f"{DAY}.json").write_text(json.dumps({**record, "log": "logs/[/y].log"}))
    (results / f"sentinels/player_daily_cache/{DAY}.json").unlink()  # else the failure is history
    (failures / "notes.json").write_text("{}")
    for name, content in (("01", "[]"), ("02", "{}"), ("03", "{"), ("04", '{"state": 5}')):
        (results / f"runs/9999{name}01T000000.000000Z-1.json").write_text(content)
    (results / "runs/99990101T000000.000000Z-1.jsonl").write_bytes(b'\xff\xfe\n[]\n{"a": 1}\n')
    sentinel = results / f"sentinels/ml_feature_store/{DAY}.json"
    sentinel.write_text(json.dumps({**json.loads(sentinel.read_text()), "rows": "many"}))
    (results / "sentinels/ml_feature_store/2023-11-08.json").write_text('{"rows": []}')
    table = results / "warehouse/nba_precompute/player_daily_cache"
    (table / f"cache_date={DAY} copy").mkdir()
    (table / f"cache_date={DAY} copy/data.parquet").write_bytes(b"")
    return finished


@pytest.mark.parametrize("target", ["status", "report"])
def test_it_is_no_bug(odd, target):
    run = snakemake(odd, target)
    assert run.returncode == 0, run.stdout
    assert "bug:" not in run.stdout and "Traceback" not in run.stdout
    if target == "status":
        assert "✗ 2023-11-07 player_daily_cache: [/x] of a reason [bold]that is" in run.stdout
        assert "\x1b[31m" not in run.stdout
