"""A damaged Phase 3 manifest: nothing is computed from it, and the same command builds it again."""

import json

import pytest
from given.league import make_league
from given.phase4 import fill, prepare
from given.run import sentinels, snakemake
from nba_backfill.phase4.step import StepFailed

MANIFEST = "results/sentinels/phase3.json"


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


def test_every_damage_is_found(prepared):
    manifest = prepared.settings.results / "sentinels" / "phase3.json"
    whole = manifest.read_bytes()
    for content in damages(whole).values():
        manifest.write_bytes(content)
        assert prepared.plan.judge.why_phase3 == f"{manifest} is damaged"
    manifest.write_bytes(whole)
    assert prepared.plan.judge.why_phase3 == ""


def test_no_step_goes_on_without_digests(prepared):
    manifest = prepared.settings.results / "sentinels" / "phase3.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(b"{}")
    try:
        with pytest.raises(StepFailed, match=r"missing_upstream: .* is absent or damaged"):
            fill(prepared, [prepared.dates[-1]])
    finally:
        manifest.write_bytes(whole)


def test_the_same_command_builds_it_again(finished):
    before = sentinels(finished)
    (finished / MANIFEST).write_bytes((finished / MANIFEST).read_bytes()[:40])
    preview = snakemake(finished, "-n")
    assert f"Phase 3 is built first: {MANIFEST} is damaged." in preview.stdout
    run = snakemake(finished)
    assert run.returncode == 0, run.stdout
    assert sentinels(finished) == before
    assert "Nothing to be done" in snakemake(finished).stdout
