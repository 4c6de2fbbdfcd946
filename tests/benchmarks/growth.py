"""What a season more costs: 4, 12 and 25 simulated seasons, beside as many empty jobs.

    PYTHONPATH=scripts python tests/benchmarks/growth.py [--seasons 4 12 25] [--keep FOLDER]

Per number of seasons seconds, CPU seconds and the largest process of Phase 3, the fill, `-n`, a
run with nothing to do and `status`; then of Snakemake alone with as many empty jobs.
"""

import argparse
import json
import os
import shutil
import tempfile
from pathlib import Path

from run_time import EMPTY_JOBS, newest
from simulated_league.calendar import frame
from workflow_copy import ROOT, Measured, command, copy_workflow

LAST = 2024  # the newest season; the others lie before it


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seasons", type=int, nargs="+", default=[4, 12, 25])
    parser.add_argument("--keep", type=Path, help="work here and leave everything")
    given = parser.parse_args()
    for count in given.seasons:
        with tempfile.TemporaryDirectory() as scratch:
            folder = (given.keep or Path(scratch)) / f"seasons_{count}"
            steps = filled(folder, count)
            empty(folder.with_name(f"empty_{count}"), steps)


def filled(folder: Path, count: int) -> int:
    """Fill so many seasons, then ask again; returns the number of steps."""
    config = {
        "phase3": "simulated",
        "start_date": str(frame(LAST - count + 1).opening),
        "end_date": str(frame(LAST).last_possible),
    }
    copy_workflow(folder)
    print(f"{count} seasons, load {os.getloadavg()[0]:.1f}", flush=True)
    told("Phase 3", Measured(command("phase3", **config), folder), count)
    told("fill", Measured(command(**config), folder), count)
    record = json.loads(newest(folder, "*.json").read_text())
    steps = sum(record["planned"].values())
    print(f"  {steps} steps, {record['rows']:,} rows, statements {record['statements']}")
    told("-n", Measured(command("-n", **config), folder))
    told("nothing to do", Measured(command(**config), folder))
    told("status", Measured(command("status", **config), folder))
    return steps


def empty(folder: Path, steps: int) -> None:
    """Snakemake alone, with the same profile and as many jobs that do nothing."""
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "profiles", folder / "profiles")
    (folder / "Snakefile").write_text(EMPTY_JOBS.format(dates=steps // 5))
    told("empty jobs", Measured(command(), folder))
    told("empty jobs -n", Measured(command("-n"), folder))
    told("empty jobs, nothing to do", Measured(command(), folder))


def told(name: str, measured: Measured, seasons: int = 0) -> None:
    share = f", {measured.cpu / seasons:.1f} CPU a season" if seasons else ""
    print(f"  {name:26} {measured}{share}", flush=True)


if __name__ == "__main__":
    main()
