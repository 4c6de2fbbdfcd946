"""A damaged Phase 3 manifest: nothing is computed from it, and one line tells the repair."""

import json

import pytest
from given.league import make_league
from given.phase4 import fill, prepare
from given.run import sentinels, snakemake
from nba_backfill.phase4.step import StepFailed
from nba_backfill.plan.plan import plan_or_exit

MANIFEST = "results/sentinels/phase3.json"
TOLD = f"bad_config: {MANIFEST} is damaged; remove it and run again: rm {MANIFEST}"


@pytest.fixture(scope="module")
def league_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("league")


@pytest.fixture(scope="module")
def prepared(league_folder):
    return prepare(make_league(19, teams=8, dates=9, roster=13), league_folder, bootstrap_days=5)


def damages(whole: bytes) -> dict[str, bytes]:
    content = json.loads(whole)
    without = {key: value for key, value in content.items() if key != "source_digests"}
    tables = {**content["tables"], "player_game_summary": {"rows": 1}}
    return {
        "empty": b"",
        "cut short": whole[: len(whole) // 2],
        "no object": b"[]",
        "without a key": json.dumps(without).encode(),
        "without a table's digests": json.dumps({**content, "tables": tables}).encode(),
    }


def test_every_damage_is_found(prepared, league_folder, monkeypatch):
    monkeypatch.chdir(league_folder)
    config = {"phase3": "files", "source_dir": "source", "bootstrap_days": 5}
    manifest = league_folder / MANIFEST
    whole = manifest.read_bytes()
    for content in damages(whole).values():
        manifest.write_bytes(content)
        monkeypatch.setattr("sys.argv", ["snakemake", "--cores", "2"])
        with pytest.raises(SystemExit) as stopped:
            plan_or_exit(config, "results", "logs")
        assert str(stopped.value) == TOLD
        monkeypatch.setattr("sys.argv", ["snakemake", "status"])
        assert plan_or_exit(config, "results", "logs").manifest is None
    manifest.write_bytes(whole)
    monkeypatch.setattr("sys.argv", ["snakemake", "-n"])
    assert plan_or_exit(config, "results", "logs").manifest


def test_no_step_goes_on_without_digests(prepared):
    manifest = prepared.settings.results / "sentinels" / "phase3.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(b"{}")
    try:
        with pytest.raises(StepFailed, match=r"missing_upstream: .* is absent or damaged"):
            fill(prepared, [prepared.dates[-1]])
    finally:
        manifest.write_bytes(whole)


def test_the_command_stops_and_the_repair_brings_it_back(finished):
    before = sentinels(finished)
    (finished / MANIFEST).write_bytes((finished / MANIFEST).read_bytes()[:40])
    run = snakemake(finished)
    assert run.returncode == 1
    assert run.stdout.splitlines()[-1] == TOLD
    assert "Traceback" not in run.stdout
    (finished / MANIFEST).unlink()
    run = snakemake(finished)
    assert run.returncode == 0, run.stdout
    assert sentinels(finished) == before
