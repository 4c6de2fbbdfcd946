"""The schedule is computed at every Snakemake parse: no pandas, no Arrow, no files."""

import subprocess
import sys
from pathlib import Path

import simulated_league
from nba_backfill.phase3 import files

PROGRAM = """
import sys
import simulated_league
from nba_backfill.settings import Settings
settings = Settings(start_date="2021-10-19", end_date="2025-06-22")
print(len({game.season_year for game in simulated_league.schedule(settings)}))
print(sorted({"pandas", "pyarrow", "duckdb"} & set(sys.modules)))
"""


def test_four_seasons_need_no_heavy_import_and_write_nothing(tmp_path):
    scripts = Path(simulated_league.__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=tmp_path, env={"PYTHONPATH": str(scripts)},
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    assert run.stdout.split("\n")[:2] == ["4", "[]"]
    assert list(tmp_path.iterdir()) == []


def test_schedule_equals_the_games_file(games, folder):
    assert games == files.schedule(folder)
