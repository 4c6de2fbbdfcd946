"""One command fills every planned date of every processor; a second one does nothing."""

import json
import re
from datetime import date

from given.league import make_league
from given.run import BOOTSTRAP_DAYS, PROCESSORS, last_run, sentinels, snakemake


def planned_dates() -> list[str]:
    opening = date(2023, 10, 24)
    dates = make_league(19, teams=8, dates=13, roster=13).dates
    return [str(day) for day in dates if (day - opening).days >= BOOTSTRAP_DAYS]


def test_every_planned_date_has_a_sentinel_of_every_processor(finished_once):
    expected = {f"{name}/{day}" for name in PROCESSORS for day in planned_dates()}
    assert set(sentinels(finished_once)) == expected


def test_a_sentinel_tells_what_its_partition_holds(finished_once):
    content = json.loads(sentinels(finished_once)["ml_feature_store/2023-11-08"])
    assert content["rows"] == content["expected_entities"] > 20
    assert content["coverage"] == 1.0
    assert content["source"] == "files"
    assert set(content["upstream"]) == set(PROCESSORS) - {"ml_feature_store"}
    assert re.fullmatch("[0-9a-f]{64}", content["digest"])


def test_the_daily_cache_knows_nothing_of_the_composite_factors(finished_once):
    content = json.loads(sentinels(finished_once)["player_daily_cache/2023-11-08"])
    assert set(content["upstream"]) == {"player_shot_zone_analysis"}


def test_the_record_counts_the_steps(finished_once):
    record = last_run(finished_once)
    done = {"done": len(planned_dates())}
    assert record["state"] == "complete"
    assert record["steps"] == dict.fromkeys(PROCESSORS, done)
    assert record["failures"] == []


def test_neighbouring_dates_share_their_statements(finished_once):
    assert last_run(finished_once)["statements"]["computed"] <= 2 * len(PROCESSORS)


def test_the_summary_names_the_next_command(finished_once):
    output = (finished_once / "output.txt").read_text()
    assert "Backfill complete · files" in output
    config = "--config bootstrap_days=5 phase3=files source_dir=source"
    looks = [f"  snakemake --cores all {name} {config}" for name in ("status", "audit", "report")]
    assert "\n".join(["Next:", *looks]) in output


def test_a_second_run_does_nothing(finished):
    before = sentinels(finished)
    run = snakemake(finished)
    assert run.returncode == 0
    assert "Nothing to be done" in run.stdout
    assert sentinels(finished) == before


def test_the_dry_run_of_a_finished_backfill_says_so(finished):
    run = snakemake(finished, "-n")
    assert run.returncode == 0
    assert "Nothing to do: all" in run.stdout
