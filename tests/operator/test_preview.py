"""`snakemake -n` ends in a table: per processor the dates to do, first, last and why."""

import re

import pytest
from nba_backfill.operator.preview import is_dry_run


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
    assert "Phase 3 is built first." in done.stdout
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
    assert found["ml_feature_store"] == (1, day, day, "upstream is computed again (1)")
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
        "changed input (9)",
    )


def test_changed_sql_is_changed_code(finished, monkeypatch):
    """The fingerprint Snakemake stored is another than the one of now: what an edit comes to."""
    for sentinel in finished.folder.glob("results/sentinels/ml_feature_store/*.json"):
        text = re.sub('"fingerprint": "[0-9a-f]+"', '"fingerprint": "0000000000000000"',
                      sentinel.read_text())  # fmt: skip
        sentinel.write_text(text)
    for record in (finished.folder / ".snakemake/metadata").iterdir():
        if '"rule": "ml_feature_store"' in record.read_text():
            edited = re.sub(r'"params": \[[^]]*\]', '"params": ["\'0000000000000000\'"]',
                            record.read_text())  # fmt: skip
            record.write_text(edited)
    found = rows(finished.snakemake("-n").stdout)
    assert found == {
        "ml_feature_store": (9, "2023-10-31", "2023-11-09", "changed code or settings (9)")
    }


def test_targets_that_fill_nothing_have_no_table(finished):
    assert "steps" not in finished.snakemake("-n", "status").stdout


def test_forced(finished):
    done = finished.snakemake("-n", "--forcerun", "ml_feature_store")
    assert rows(done.stdout) == {"ml_feature_store": (9, "2023-10-31", "2023-11-09", "forced (9)")}


def test_a_real_run_prints_no_preview(finished):
    assert "To do:" not in finished.snakemake("--cores", "1").stdout


@pytest.mark.parametrize("given", ["-n", "-np", "-pn", "--dry-run", "--dryrun", "-nF"])
def test_dry_run_switches(given):
    assert is_dry_run(["status", given])


@pytest.mark.parametrize("given", [["--cores", "2"], ["-c2"], ["--config", "n=1"], ["-j"]])
def test_no_dry_run(given):
    assert not is_dry_run(given)
