"""`verify_phase3` on a complete source, one with holes, and none."""

import json
import re
import shutil

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.operator import verify_phase3 as verify
from nba_backfill.plan.plan import make_plan


def test_a_complete_source_is_ready(finished):
    done = finished.snakemake("verify_phase3")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("100.0 %") == 10, "coverage and key fields of five tables"
    found = json.loads((finished.folder / "results/reports/verify_phase3.json").read_text())
    assert found["ready"] is True
    assert [row["dates"] for row in found["tables"]] == [9] * 5
    assert all(row["history"] for row in found["tables"])
    assert [len(row["ready"]) for row in found["processors"]] == [9] * 5
    assert [len(row["runnable_now"]) for row in found["processors"]] == [9] * 5


def test_holes_fail_and_are_listed_in_full(broken):
    done = broken.snakemake("verify_phase3")
    assert done.returncode == 1
    assert "Phase 3 is not ready: below 95 %: player_game_summary 2023-24 77.8 %" in done.stderr
    assert re.search(
        r"│ +\d+ │ final games with no player row for a team: .*2023-11-03", done.stdout
    )
    found = json.loads((broken.folder / "results/reports/verify_phase3.json").read_text())
    assert "games_without_player_rows" in {row["finding"] for row in found["findings"]}
    table = {row["table"]: row for row in found["tables"]}["player_game_summary"]
    assert (table["covered"], table["missing"], table["coverage"]) == (7, 1, 77.78)
    assert list(table["not_covered"]) == ["2023-11-03", "2023-11-05"]
    factors = {row["processor"]: row for row in found["processors"]}["player_composite_factors"]
    assert {day: v["state"] for day, v in factors["not_ready"].items()} == {
        "2023-11-03": "missing",
        "2023-11-05": "partial",
    }
    zones = {row["processor"]: row for row in found["processors"]}["team_defense_zone_analysis"]
    assert zones["not_ready"] == {}


def test_a_lower_threshold_still_needs_every_date(broken, monkeypatch):
    settings = broken.settings(monkeypatch, ready_threshold=50)
    found = verify.collect(make_plan(settings))
    assert all(row["ready"] for row in found["tables"])
    assert found["ready"] is False
    with pytest.raises(BackfillError, match="2 dates cannot run"):
        verify.show(make_plan(settings))


def test_what_can_start_now_follows_the_published_rows(finished, monkeypatch):
    sub = "results/warehouse/nba_precompute/player_shot_zone_analysis/analysis_date=2023-11-02"
    (finished.folder / sub / "data.parquet").unlink()
    found = verify.collect(make_plan(finished.settings(monkeypatch)))
    now = {row["processor"]: len(row["runnable_now"]) for row in found["processors"]}
    assert now == {
        "team_defense_zone_analysis": 9,
        "player_shot_zone_analysis": 9,
        "player_composite_factors": 8,
        "player_daily_cache": 8,
        "ml_feature_store": 8,
    }
    assert found["ready"] is True


def test_an_empty_folder_says_what_to_build(empty):
    done = empty.snakemake("verify_phase3")
    assert done.returncode == 1
    assert "Phase 3 is not built yet; build it first: snakemake --cores all " in done.stderr


@pytest.mark.parametrize(
    "changes", [{"simulation": {"seed": 8}}, {"start_date": "2022-10-18", "end_date": "2022-11-09"}]
)
def test_phase3_of_another_source_or_season_is_built_first(finished, monkeypatch, changes):
    settings = finished.settings(monkeypatch, **changes)
    with pytest.raises(BackfillError) as error:
        verify.show(make_plan(settings))
    assert error.value.kind == "missing_upstream"
    assert str(error.value).startswith(
        "Phase 3 was built from another source or other dates; build it first: "
        "snakemake --cores all phase3 --config "
    )


@pytest.mark.parametrize(
    ("folder", "table"),
    [
        ("nba_reference", "nba_reference.nba_schedule"),
        ("nba_analytics/player_game_summary/season_year=2023", "nba_analytics.player_game_summary"),
    ],
)
def test_a_deleted_table_is_built_again(finished, monkeypatch, folder, table):
    shutil.rmtree(finished.folder / "results/warehouse" / folder)
    with pytest.raises(BackfillError) as error:
        verify.show(make_plan(finished.settings(monkeypatch)))
    assert str(error.value) == (
        f"rows are gone from {table}; build them again: snakemake --cores all phase3"
    )
