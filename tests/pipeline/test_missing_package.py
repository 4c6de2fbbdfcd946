"""Snakemake without one of our packages: one line that says what to install."""

import subprocess

from given.run import checkout, command, environment


def test_one_line(tmp_path):
    folder = checkout(tmp_path / "nba")
    absent = tmp_path / "absent"
    absent.mkdir()
    (absent / "duckdb.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'duckdb'\", name='duckdb')\n"
    )
    run = subprocess.run(
        command(),
        cwd=folder,
        capture_output=True,
        text=True,
        env={**environment(), "PYTHONPATH": str(absent)},
    )
    assert run.returncode == 1
    output = (run.stdout + run.stderr).rstrip().splitlines()
    assert output[-1] == (
        "bad_config: Python has no package duckdb, which this workflow needs beside Snakemake; "
        f"install it: pip install -r '{folder}/envs/requirements.txt'"
    )
    assert len(output) <= 3, output
