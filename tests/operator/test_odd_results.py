"""Whatever lies in the place of a record: every command goes on, or says why not in one line."""

import datetime as dt
import shutil

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.operator import audit, status
from nba_backfill.operator.report import build
from nba_backfill.phase4 import record
from nba_backfill.plan.plan import make_plan

DAY = "2023-11-08"
SENTINEL = f"sentinels/player_daily_cache/{DAY}.json"
MANIFEST = "sentinels/phase3.json"
RECORD = "runs/99990101T000000.000000Z-1.json"
ODD = {
    "a list": b"[]",
    "an empty object": b"{}",
    "a number": b"7",
    "null": b"null",
    "empty": b"",
    "cut short": b'{"rows": 5, "digest": "ab',
    "NULs": bytes(300),
    "no UTF-8": b'{"state": "\xff\xfe"}',
    "nested too deep": b"[" * 100_000,
    "NaN": b'{"rows": NaN, "state": NaN, "tables": NaN, "date": Infinity}',
    "lists for everything": b'{"rows": [], "date": [], "processor": [], "digest": [], "state": [], '
    b'"started": [], "planned": [], "steps": [], "tables": [], "source": [], "kind": [], '
    b'"reason": [], "log": [], "warnings": 5, "fingerprint": {}, "upstream": 5, "phase3": []}',
    "a huge number": b'{"rows": ' + b"9" * 5000 + b"}",
}
PLACES = (SENTINEL, MANIFEST, RECORD, f"failures/player_daily_cache/{DAY}.json",
          "runs/99990101T000000.000000Z-1.jsonl", ".lock-2023", "reports/vanished_dates.json",
          "source/files.json")  # fmt: skip


def looked_at(place, settings) -> None:
    """Status and report; what a command tells its user in one line is right."""
    try:
        status.show(make_plan(settings))
    except BackfillError as error:
        assert error.kind != "bug", error
    build(make_plan(settings), place.folder / "page.html")


@pytest.mark.parametrize("where", PLACES)
def test_odd_content(finished, monkeypatch, where, capsys):
    settings = finished.settings(monkeypatch)
    file = finished.folder / "results" / where
    file.parent.mkdir(parents=True, exist_ok=True)
    if where.startswith("failures"):  # else it is history
        (finished.folder / "results" / SENTINEL).unlink()
    for held in ODD.values():
        file.write_bytes(held)
        record.last(settings), record.running(settings), record.read_steps(file)
        make_plan(settings).judge.why("player_daily_cache", dt.date.fromisoformat(DAY))
    for kind in ("lists for everything", "nested too deep"):
        file.write_bytes(ODD[kind])
        looked_at(finished, settings)


def test_odd_folders_and_links(finished, monkeypatch, capsys):
    results, settings = finished.folder / "results", finished.settings(monkeypatch)
    for where in (SENTINEL, RECORD, "failures/player_daily_cache/2023-11-09.json"):
        (results / where).unlink(missing_ok=True)
        (results / where).mkdir(parents=True)
    (results / "sentinels/ml_feature_store/2023-12-01.json").symlink_to("nowhere")
    (results / "sentinels/ml_feature_store/loop").symlink_to(".")
    table = results / "warehouse/nba_precompute/player_daily_cache"
    for name in (f"cache_date={DAY} copy", "cache_date=2023-13-45", "cache_date=", "notes", ".x"):
        (table / name).mkdir()
        (table / name / "data.parquet").write_bytes(b"PAR1")
    shutil.rmtree(table / "cache_date=2023-11-09")
    (table / "cache_date=2023-11-09").write_text("a file")
    for name in (".tmp-abc-x", ".tmp-", ".tmp-999999999999999999999-h-1-data.parquet"):
        (table / name).touch()
        (results / "sentinels" / name).touch()
    looked_at(finished, settings)
    audit.examine(make_plan(settings))
    run = finished.snakemake("--cores", "2")
    assert "bug:" not in run.stderr and "Traceback" not in run.stderr, run.stderr
