"""Kill a backfill at random moments, start it again, compare it with an undisturbed one.

    python tests/benchmarks/kill_harness.py [--kills 3] [--start 2022-10-18] [--end 2023-06-12]

kill -9 goes to the whole process group when between 10 % and 90 % of the sentinels are there; then
the same plain command runs to its end. Compared are digests over the rows of every Parquet file,
read without the pipeline's library. Exit code 1 when anything differs or a temporary file is left.
"""

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
from workflow_copy import REAL_DATA, command, copy_workflow

POLL_SECONDS = 0.02


def main() -> int:
    arguments = parsed()
    config = {
        "phase3": "files",
        "source_dir": arguments.source.resolve(),
        "start_date": arguments.start,
        "end_date": arguments.end,
    }
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as scratch:
        undisturbed = copy_workflow(Path(scratch) / "undisturbed")
        run(undisturbed, config)
        expected = row_digests(undisturbed)
        total = sum(counts(undisturbed).values())
        print(f"undisturbed: {total} sentinels, {len(expected)} partitions")
        wrong = 0
        for number in range(1, arguments.kills + 1):
            folder = copy_workflow(Path(scratch) / f"killed{number}")
            kill(folder, config, total, chance.uniform(0.1, 0.9))
            run(folder, config)
            wrong += judged(folder, number, total, expected)
    return 1 if wrong else 0


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--source", type=Path, default=REAL_DATA)
    parser.add_argument("--start", default="2022-10-18")
    parser.add_argument("--end", default="2023-06-12")
    return parser.parse_args()


def run(folder: Path, config: dict) -> None:
    """The plain command to its end; its output is shown when it fails."""
    done = subprocess.run(command(**config), cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def kill(folder: Path, config: dict, total: int, share: float) -> None:
    """Start the command and kill its process group when `share` of the sentinels are there."""
    process = subprocess.Popen(
        command(**config),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    before = counts(folder)
    while process.poll() is None and sum(counts(folder).values()) < share * total:
        time.sleep(POLL_SECONDS)
        if time.monotonic() % 1 < POLL_SECONDS:
            before = counts(folder)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    there = counts(folder)
    writing = sorted(name for name in there if there[name] > before[name])
    print(f"killed at {share:.0%}: {dict(there)}, writing: {', '.join(writing)}")


def judged(folder: Path, number: int, total: int, expected: dict[str, str]) -> int:
    """Print the comparison after the restart; the number of differences."""
    found = row_digests(folder)
    different = {name for name in expected | found if expected.get(name) != found.get(name)}
    left = list(folder.rglob(".tmp-*"))
    missing = total - sum(counts(folder).values())
    print(
        f"restart {number}: {missing} sentinels missing, {len(different)} partitions differ, "
        f"{len(left)} temporary files"
    )
    return missing + len(different) + len(left)


def counts(folder: Path) -> Counter:
    """Sentinels by processor."""
    files = (folder / "results" / "sentinels").glob("*/[0-9]*.json")
    return Counter(file.parent.name for file in files)


def row_digests(folder: Path) -> dict[str, str]:
    """A digest over all rows of every Phase 4 file, by its path below the warehouse."""
    warehouse = folder / "results" / "warehouse"
    files = [*warehouse.glob("nba_pre*/*/*/data.parquet")]
    return {
        str(file.relative_to(warehouse)): hashlib.md5(
            repr(pq.ParquetFile(file).read().to_pydict()).encode()
        ).hexdigest()
        for file in files
    }


if __name__ == "__main__":
    sys.exit(main())
