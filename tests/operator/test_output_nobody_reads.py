"""A reader that goes away (`| head`, a closed terminal) ends the output, never the run."""

import shutil
import subprocess

from given.run import command, environment


def test_a_failing_job_ends_with_its_exit_code(finished_once, tmp_path):
    folder = shutil.copytree(finished_once, tmp_path / "nba")
    next((folder / "results/warehouse").rglob("game_date=2023-11-0*/data.parquet")).unlink()
    run = subprocess.Popen(
        command("audit"),
        cwd=folder,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    for line in run.stdout:  # so far somebody reads
        if b"Workflow start" in line:
            break
    run.stdout.close()
    assert run.wait(timeout=120) == 1
    assert (folder / "results/reports/audit.json").exists()
