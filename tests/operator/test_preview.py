"""`snakemake -n` ends in a table: per processor the dates to do, first, last and why."""

import json
import re

import pyarrow.parquet as pq
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.warehouse.parquet_file import NOTE


def rows(output: str) -> dict[str, tuple]:
    """Processor -> (dates, first, last, why) of the table at the end of the output."""
    found = re.findall(r"│ (\w+) +│ +(\d+) │ (\S+) │ (\S+) │ (.+?) +│", output)
    return {name: (int(dates), first, last, why) for name, dates, first, last, why in found}


def test_an_empty_folder(empty):
    done = empty.snakemake("-n")
    assert done.returncode == 0
    everything = (9, "2023-10-31", "2023-11-09", "missing (9)")
    assert rows(done.stdout) == dict.fromkeys(
        (
            "team_defense_zone_analysis",
            "player_shot_zone_analysis",
            "player_composite_factors",
            "player_daily_cache",
            "ml_feature_store",
        ),
        everything,
    )
    assert "Phase 3 is built first: not built yet." in done.stdout
    assert "To do: 45 of 45 steps" in done.stdout
    assert "Not in the plan: 7 bootstrap dates, 2023-10-24 .. 2023-10-30" in done.stdout
    assert len((done.stdout + done.stderr).splitlines()) < 60, "job listings are off"


def test_nothing_to_do(finished):
    done = finished.snakemake("-n")
    assert "Nothing to do: all 45 steps are done." in done.stdout
    assert rows(done.stdout) == {}


def test_a_missing_sentinel_and_what_follows_from_it(finished):
    (finished.folder / "results/sentinels/player_composite_factors/2023-11-02.json").unlink()
    found = rows(finished.snakemake("-n").stdout)
    day = "2023-11-02"
    assert found["player_composite_factors"] == (1, day, day, "missing (1)")
    assert found["ml_feature_store"] == (
        1,
        day,
        day,
        "player_composite_factors of this date is missing (1)",
    )
    assert "player_shot_zone_analysis" not in found


def test_a_failure_is_told_from_a_date_never_tried(broken):
    found = rows(broken.snakemake("-n").stdout)
    assert found["player_composite_factors"] == (
        2,
        "2023-11-03",
        "2023-11-05",
        "failed before (2)",
    )
    assert found["player_daily_cache"][3] == "failed before (2), missing (2)"


def test_another_source_is_changed_input(finished):
    found = rows(finished.snakemake("-n", "--config", "simulation={seed: 8}").stdout)
    assert found["team_defense_zone_analysis"] == (
        9,
        "2023-10-31",
        "2023-11-09",
        "the source of Phase 3 has changed for this date (9)",
    )


def test_what_is_made_from_other_code_says_so(finished):
    """Sentinel and rows of another code: what an edit comes to."""
    for file in finished.folder.glob("results/sentinels/ml_feature_store/*.json"):
        made = json.loads(file.read_text())
        made["fingerprint"] = "0" * 16
        file.write_text(json.dumps(Sentinel.of(made).content))
        table = "results/warehouse/nba_predictions/ml_feature_store_v2"
        partition = finished.folder / table / f"game_date={file.stem}" / "data.parquet"
        held = pq.read_table(partition)
        note = json.dumps(Sentinel.of(made).content, sort_keys=True).encode()
        pq.write_table(held.replace_schema_metadata({NOTE: note}), partition)
    found = rows(finished.snakemake("-n").stdout)
    why = "code or settings of the processor have changed (9)"
    assert found == {"ml_feature_store": (9, "2023-10-31", "2023-11-09", why)}


def test_targets_that_fill_nothing_have_no_table(finished):
    assert "steps" not in finished.snakemake("-n", "status").stdout


def test_forced(finished):
    done = finished.snakemake("-n", "--forcerun", "ml_feature_store")
    assert rows(done.stdout) == {"ml_feature_store": (9, "2023-10-31", "2023-11-09", "forced (9)")}


def test_a_real_run_prints_no_preview(finished):
    assert "To do:" not in finished.snakemake("--cores", "1").stdout
