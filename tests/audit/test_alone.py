"""`python -m nba_backfill.audit` needs no Snakemake; exit code 1 when something is wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_alone(damaged, day):
    damaged.sentinel("ml_feature_store", day).unlink()
    settings = damaged.settings
    shutil.copytree(REPOSITORY / "config", settings.results.parent / "config")
    options = {
        "phase3": "files",
        "source_dir": settings.source_dir,
        "start_date": settings.start_date,
        "end_date": settings.end_date,
        "parquet": f"{{root: {settings.parquet_root}}}",
        "audit": "{sample: 0}",
        "format": "json",
    }
    done = subprocess.run(
        [sys.executable, "-m", "nba_backfill.audit", *(f"{k}={v}" for k, v in options.items())],
        cwd=settings.results.parent,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout, done.stderr
    problems = json.loads(done.stdout)["problems"]
    told = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    assert done.stderr.startswith(f"audit_failed: {told}; all in results/reports/audit.json")
    details = [problem["detail"] for problem in problems]
    assert f"ml_feature_store {day}: rows without a sentinel" in details
