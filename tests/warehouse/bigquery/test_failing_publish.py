"""A publish that BigQuery refuses for good fails its dates; the rest is done, and is kept."""

import json

import pytest
from given.bigquery import runs
from given.run import checkout, sentinels, snakemake

pytestmark = pytest.mark.slow

PROCESSORS = "team_defense_zone_analysis,player_shot_zone_analysis"
REFUSED = {"status": 403, "reason": "quotaExceeded", "message": "Quota exceeded: a limit"}


def test_the_run_fails_and_the_next_one_finishes_it(tmp_path, faults):
    folder, section = checkout(tmp_path / "nba"), runs.section()
    config = runs.config(section, processors=PROCESSORS, end_date="2023-11-02")
    table = section["datasets"]["nba_precompute"] + ".player_shot_zone_analysis"
    faults.add("POST", "/jobs$", times=1000, match=f"MERGE `nba-test.{table}`".encode(), **REFUSED)

    failed = snakemake(folder, **config)

    assert failed.returncode == 1
    done = {name.partition("/")[0] for name in sentinels(folder)}
    assert done == {"team_defense_zone_analysis"}
    records = list((folder / "results/failures/player_shot_zone_analysis").glob("*.json"))
    record = json.loads(records[0].read_text())
    assert record["kind"] == "warehouse_error"
    assert "a quota is used up: Quota exceeded: a limit" in record["reason"]

    faults.clear()
    again = snakemake(folder, **config)

    assert again.returncode == 0, again.stdout
    assert len(sentinels(folder)) == 2 * len(records)
    assert not list((folder / "results/failures/player_shot_zone_analysis").glob("*.json"))
