"""A process that Snakemake starts for a job is part of the run: one lock, record and summary.

A process of its own for every job is what `--workflow-profile none`, a workflow that imports this
one without the profile, and every cluster executor do.
"""

import shutil

import pytest
from given.run import (
    PROCESSORS,
    checkout,
    last_run,
    sentinels,
    snakemake,
    steps,
    submit_script,
    take_out_a_team,
)

DAY = "2023-11-07"
LAST = "2023-11-08"
ALONE = {name: {"done": 1} for name in PROCESSORS}
IMPORTER = """
configfile: "config/config.yaml"


module nba:
    snakefile:
        "nba/Snakefile"
    config:
        config


use rule * from nba as nba_*


rule everything:
    default_target: True
    input:
        rules.nba_all.input,
"""


def records(folder):
    """The files of results/runs: nothing is left of the single processes."""
    return sorted(path.suffix for path in (folder / "results/runs").iterdir())


def test_without_the_profile(finished_once, tmp_path):
    folder = checkout(tmp_path / "nba")
    run = snakemake(folder, "--workflow-profile", "none", dates=DAY, timeout=600)
    assert run.returncode == 0, run.stdout
    assert steps(folder) == ALONE
    assert records(folder) == [".json", ".jsonl"]
    assert "Backfill complete" in run.stdout
    whole = sentinels(finished_once)
    assert sentinels(folder) == {f"{name}/{DAY}": whole[f"{name}/{DAY}"] for name in PROCESSORS}


def test_a_workflow_that_imports_this_one_without_its_profile(tmp_path):
    checkout(tmp_path / "nba")
    for part in ("config", "source"):
        shutil.copytree(tmp_path / "nba" / part, tmp_path / part)
    (tmp_path / "Snakefile").write_text(IMPORTER)
    run = snakemake(tmp_path, dates=DAY, processors=",".join(PROCESSORS[:2]), timeout=600)
    assert run.returncode == 0, run.stdout
    assert steps(tmp_path) == {name: ALONE[name] for name in PROCESSORS[:2]}
    assert "Backfill complete" in run.stdout


def test_an_importing_workflow_with_hooks_of_its_own(tmp_path):
    """Its hooks take the place of ours: no summary, but its jobs run, and keep others out."""
    checkout(tmp_path / "nba")
    for part in ("config", "source"):
        shutil.copytree(tmp_path / "nba" / part, tmp_path / part)
    hook = '\n\nonstart:\n    print("their own hook")\n'
    (tmp_path / "Snakefile").write_text(IMPORTER + hook)
    target = f"results/sentinels/team_defense_zone_analysis/{DAY}.json"
    run = snakemake(tmp_path, target, timeout=600)
    assert run.returncode == 0, run.stdout
    assert "their own hook" in run.stdout
    assert set(sentinels(tmp_path)) == {f"team_defense_zone_analysis/{DAY}"}


@pytest.fixture(scope="module")
def submitted(tmp_path_factory):
    """Two dates of three processors by `--executor cluster-generic`; in the second a team has no
    listing."""
    folder = checkout(tmp_path_factory.mktemp("generic") / "nba")
    lacking = take_out_a_team(folder, LAST)
    run = snakemake(
        folder, "--executor", "cluster-generic", "--cluster-generic-submit-cmd",
        submit_script(folder),
        "--jobs", "2", "--seconds-between-status-checks", "1",
        dates=f"{DAY},{LAST}", processors=",".join(PROCESSORS[:3]), timeout=900,
    )  # fmt: skip
    return folder, run, lacking


def test_jobs_of_a_cluster_enter_the_run_record(submitted):
    folder, run, _ = submitted
    assert run.returncode == 1, run.stdout
    assert steps(folder) == {
        "team_defense_zone_analysis": {"done": 2},
        "player_shot_zone_analysis": {"done": 2},
        "player_composite_factors": {"done": 1, "failed": 1},
    }
    assert last_run(folder)["state"] == "failed"
    assert records(folder) == [".json", ".jsonl"]


def test_the_failed_job_of_a_cluster_is_one_line_with_its_reason(submitted):
    _, run, (team, game) = submitted
    told = [line for line in run.stdout.splitlines() if line.startswith("✗")]
    assert len(told) == 1, run.stdout
    assert told[0].startswith(
        f"✗ {LAST} player_composite_factors: {team} has no rows in player_box.parquet (game {game})"
    )
    assert told[0].endswith(f" · log logs/player_composite_factors/{LAST}.log")


def test_a_job_that_is_killed_counts_as_failed(submitted, tmp_path):
    """A process that dies without a word: the summary does not call its step not started."""
    folder = checkout(tmp_path / "nba")
    library = folder / "scripts/nba_backfill/checks/inputs.py"
    dies = "\n\ndef check_inputs(*_, **__):\n    import os, signal\n    os.kill(os.getpid(), 9)\n"
    library.write_text(library.read_text() + dies)
    target = f"results/sentinels/team_defense_zone_analysis/{DAY}.json"
    run = snakemake(folder, "--workflow-profile", "none", target, timeout=600)
    assert run.returncode == 1, run.stdout
    assert steps(folder) == {"team_defense_zone_analysis": {"failed": 1}}
    assert f"✗ {DAY} team_defense_zone_analysis: its process ended without a reason" in run.stdout
