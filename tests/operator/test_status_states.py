"""`status` counts every state, each brought about by what brings it about in real life."""

import json
import shutil

from nba_backfill.operator import status
from nba_backfill.plan import judge
from nba_backfill.plan.plan import make_plan
from nba_backfill.tables.processors import fingerprint as known

DATES = 9
PSZA, TDZA = "player_shot_zone_analysis", "team_defense_zone_analysis"
PCF, PDC, FS = "player_composite_factors", "player_daily_cache", "ml_feature_store"


def counts(found: dict) -> dict[str, dict]:
    """Per processor, the states that occur with their counts."""
    states = ("done", "stale", "failed", "blocked", "missing", "skipped")
    return {
        row["processor"]: {state: row[state] for state in states if row[state]}
        for row in found["seasons"]
    }


def test_an_empty_folder_is_all_missing(empty, monkeypatch):
    found = status.collect(make_plan(empty.settings(monkeypatch)))
    assert list(counts(found)) == [TDZA, PSZA, PCF, PDC, FS]
    assert all(row == {"missing": DATES, "skipped": 7} for row in counts(found).values())
    assert found["failures"] == []
    assert found["retry_command"] is None
    assert found["continue_command"] == "snakemake --cores all"


def test_a_complete_run_is_all_done(finished, monkeypatch):
    found = status.collect(make_plan(finished.settings(monkeypatch)))
    assert list(counts(found)) == [TDZA, PSZA, PCF, PDC, FS]
    assert all(row == {"done": DATES, "skipped": 7} for row in counts(found).values())
    row = found["seasons"][0]
    assert (row["season"], row["rows"]) == ("2023-24", 30 * DATES)
    assert (row["first"], row["last"]) == ("2023-10-31", "2023-11-09")
    assert found["continue_command"] is None
    assert found["last_run"]["state"] == "complete"


def test_half_done(finished, monkeypatch):
    for name in (PDC, FS):
        for day in ("2023-11-08", "2023-11-09"):
            (finished.folder / f"results/sentinels/{name}/{day}.json").unlink()
    found = counts(status.collect(make_plan(finished.settings(monkeypatch))))
    assert found[PDC] == found[FS] == {"done": 7, "missing": 2, "skipped": 7}
    assert found[PCF] == {"done": 9, "skipped": 7}


def test_deleted_rows_make_the_date_and_its_dependents_stale(finished, monkeypatch):
    root = finished.folder / "results/warehouse/nba_precompute"
    (root / PCF / "game_date=2023-11-04" / "data.parquet").unlink()
    found = status.collect(make_plan(finished.settings(monkeypatch)))
    assert counts(found)[PCF] == counts(found)[FS] == {"done": 8, "stale": 1, "skipped": 7}
    assert counts(found)[PDC] == {"done": 9, "skipped": 7}
    assert [row["reason"] for row in found["stale"]] == [
        "player_composite_factors of this date is stale",
        "its rows are no longer in player_composite_factors",
    ]
    done = finished.snakemake("--cores", "1")
    assert done.returncode == 0, done.stderr
    assert list((root / PCF / "game_date=2023-11-04").iterdir()), "the next run fills it again"


def test_deleted_phase3_rows_come_back_with_the_command_told(finished, monkeypatch, capsys):
    plan = make_plan(finished.settings(monkeypatch))
    table = finished.folder / "results/warehouse/nba_analytics/team_offense_game_summary"
    shutil.rmtree(table)
    status.show(plan)
    told = capsys.readouterr().out
    assert "Rows are gone from nba_analytics.team_offense_game_summary; build them again:" in told
    assert "Everything is done." not in told
    command = status.collect(plan)["phase3_command"]
    assert command == "snakemake --cores all phase3"
    assert finished.snakemake(*command.split()[1:]).returncode == 0
    assert (table / "season_year=2023/data.parquet").exists()
    assert status.collect(make_plan(plan.settings))["lost_phase3"] == []


def test_an_old_sentinel_below_a_failure_is_blocked(finished, monkeypatch):
    sentinel = finished.folder / f"results/sentinels/{PCF}/2023-11-04.json"
    sentinel.unlink()
    failure = finished.folder / f"results/failures/{PCF}/2023-11-04.json"
    failure.parent.mkdir(parents=True, exist_ok=True)
    failure.write_text(json.dumps({"kind": "warehouse_error", "reason": "disk full", "log": "l"}))
    found = status.collect(make_plan(finished.settings(monkeypatch)))
    assert counts(found)[PCF] == {"done": 8, "failed": 1, "skipped": 7}
    assert counts(found)[FS] == {"done": 8, "blocked": 1, "skipped": 7}
    assert counts(found)[PDC] == {"done": 9, "skipped": 7}, "it reads nothing of the factors"
    assert found["stale"] == []


def test_other_code_makes_a_processor_stale(finished, monkeypatch):
    monkeypatch.setattr(judge, "fingerprint", lambda name: "0" * 16 if name == FS else known(name))
    found = status.collect(make_plan(finished.settings(monkeypatch)))
    assert counts(found)[FS] == {"stale": 9, "skipped": 7}
    assert counts(found)[PDC] == {"done": 9, "skipped": 7}
    assert found["stale"] == [
        {
            "processor": FS,
            "reason": "code or settings of the processor have changed",
            "dates": 9,
        }
    ]


def test_another_source_makes_everything_stale(finished, monkeypatch):
    found = status.collect(make_plan(finished.settings(monkeypatch, simulation={"seed": 8})))
    assert counts(found)[TDZA] == {"stale": 9, "skipped": 7}
    assert {row["reason"] for row in found["stale"]} == {
        "the source of Phase 3 has changed for this date"
    }


def test_a_damaged_sentinel_is_made_again(finished, monkeypatch):
    path = finished.folder / f"results/sentinels/{FS}/2023-11-02.json"
    whole = path.read_bytes()
    of_other_type = whole.replace(b'"rows": ', b'"rows": "1", "others": ')
    for damaged in (whole[:40], b"", b"null", b'{"rows": 1}', of_other_type):
        path.write_bytes(damaged)
        found = status.collect(make_plan(finished.settings(monkeypatch)))
        assert counts(found)[FS] == {"done": 8, "stale": 1, "skipped": 7}
        assert found["stale"][0]["reason"] == "the sentinel is damaged"
    assert finished.snakemake("--cores", "1").returncode == 0
    assert path.read_bytes() == whole
