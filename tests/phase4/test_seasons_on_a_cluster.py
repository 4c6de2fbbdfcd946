"""`snakemake seasons`: one cluster job a season, several at once, the same bytes as one process."""

import subprocess
import time

import pytest
from given.league import make_league, with_next_season
from given.run import checkout, command, environment, sentinels, snakemake, submit_script

YEARS = ("2023", "2024")
RANGE = {"start_date": "2023-10-24", "end_date": "2025-06-30"}
# without accounting the state of a job is asked from squeue
SLURM = ("--profile", "profiles/slurm", "--slurm-no-account", "--slurm-status-command", "squeue",
         "--slurm-init-seconds-before-status-checks", "2", "--seconds-between-status-checks", "2",
         "--set-threads", "season=2", "--jobs", "2")  # fmt: skip


def two_seasons(folder):
    """A checkout over two seasons of a small league."""
    checkout(folder)
    with_next_season(make_league(19, teams=8, dates=13, roster=13)).write(folder / "source")
    return folder


@pytest.fixture(scope="module")
def in_one_process(tmp_path_factory):
    """Sentinels of both seasons, filled by one process."""
    folder = two_seasons(tmp_path_factory.mktemp("whole") / "nba")
    run = snakemake(folder, timeout=600, **RANGE)
    assert run.returncode == 0, run.stdout
    return sentinels(folder)


def seasons_recorded(folder):
    """The season jobs that have ended well."""
    return sorted(path.stem for path in (folder / "results/runs").glob("*/season-*.json"))


def test_submitted_by_a_script(in_one_process, tmp_path):
    folder = two_seasons(tmp_path / "nba")
    run = snakemake(
        folder, "seasons", "--executor", "cluster-generic", "--cluster-generic-submit-cmd",
        submit_script(folder), "--jobs", "2", "--seconds-between-status-checks", "1",
        timeout=900, **RANGE,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert seasons_recorded(folder) == [f"season-{year}" for year in YEARS]
    assert sentinels(folder) == in_one_process
    again = snakemake(folder, "seasons", **RANGE)
    assert again.returncode == 0, again.stdout
    assert "season" not in again.stdout.replace("seasons", ""), "nothing is left to submit"


def test_on_slurm_two_seasons_at_once_one_cancelled_and_started_again(
    slurm, in_one_process, tmp_path
):
    folder = two_seasons(tmp_path / "nba")
    process = start(folder, slurm)
    together, cancelled = 0, []
    while process.poll() is None:
        running = [job for job in slurm.jobs() if job[1] == "RUNNING" and "season" in job[2]]
        together = max(together, len(running))
        if not cancelled and any(name.split("/")[1] > "2024-07" for name in sentinels(folder)):
            cancelled = [number for number, _, comment in running if "2024" in comment]
            for number in cancelled:
                slurm.tell("scancel", number)
        time.sleep(0.1)
    output = process.stdout.read()
    assert process.returncode == 1, output
    assert together == 2, output
    assert len(cancelled) == 1, output
    assert sum(line.startswith("✗ season") for line in output.splitlines()) == 1, output
    assert seasons_recorded(folder) == ["season-2023"]
    left = in_one_process.keys() - sentinels(folder).keys()
    assert left and all(name.split("/")[1] > "2024-07" for name in left)

    process = start(folder, slurm)
    output, _ = process.communicate(timeout=600)
    assert process.returncode == 0, output
    assert sentinels(folder) == in_one_process


def start(folder, slurm) -> subprocess.Popen:
    """`snakemake seasons` on the cluster."""
    return subprocess.Popen(
        command("seasons", *SLURM, **RANGE),
        cwd=folder,
        env={**slurm.environment, **environment(), "PATH": slurm.environment["PATH"]},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
