"""Kill a backfill at random moments, start it again, compare it with an undisturbed one.

    PYTHONPATH=scripts:tests python tests/benchmarks/kill_harness.py --kills 200 --seed 1 FOLDER

On weeks of real games. kill -9 goes to the whole process group: at a random moment of the run (half
of the kills), or when a temporary file of a partition, of a Phase 3 table or of a sentinel is seen.
Then the same plain command runs to its end. Compared are the bytes of all tables and sentinels.
Exit code 1 when anything differs, a temporary file is left, or the second run fails.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

from given.run import checkout, environment
from given.snakemake_server import Server
from given.walk import content
from long_walk import REAL_DATA, weeks

MOMENTS = {
    "any moment": None,
    "a partition in the making": "warehouse/nba_pre*/*/*/.tmp-*",
    "a Phase 3 table in the making": "warehouse/nba_[ar]*/*/**/.tmp-*",
    "a sentinel in the making": "sentinels/*/.tmp-*",
}
WEIGHTS = (3, 1, 1, 1)
LAST = "2023-10-29"  # the first is opening night; three of six dates are filled
CONFIG = ["phase3=files", "source_dir=source", "bootstrap_days=3"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--source", type=Path, default=REAL_DATA)
    parser.add_argument("--alone", action="store_true", help="the jobs without Snakemake: faster")
    given = parser.parse_args()
    words = CONFIG if given.alone else ["--cores", "2", "--config", *CONFIG]
    script = {"script": str(Path(__file__).with_name("steps_alone.py"))} if given.alone else {}
    shutil.rmtree(given.folder, ignore_errors=True)
    folder = checkout(given.folder / "nba", weeks(given.source, LAST))
    results, chance = folder / "results", random.Random(given.seed)
    killed, wrong = Counter(), 0
    with Server(**script) as server:
        for _ in range(2):  # the second one is as quick as those that follow
            shutil.rmtree(results, ignore_errors=True)
            began = time.monotonic()
            code, output = run(server, folder, words)
            if code:
                sys.exit(output)
        whole, seconds = content(results), time.monotonic() - began
        print(f"undisturbed: {len(whole)} files in {seconds:.1f} s", flush=True)
        for number in range(1, given.kills + 1):
            shutil.rmtree(results)
            (moment,) = chance.choices(list(MOMENTS), WEIGHTS)
            there, was_killed = kill(
                server, folder, words, moment, chance.uniform(0.05, 1) * seconds
            )
            code, output = run(server, folder, words)
            now = content(results) if code == 0 else {}
            differ = sorted(name for name in {*whole, *now} if whole.get(name) != now.get(name))
            left = [str(file.relative_to(results)) for file in results.rglob(".tmp-*")]
            killed[moment if was_killed else "ended before"] += 1
            wrong += bool(code or differ or left)
            print(f"{number} {moment}: {there} sentinels; exit {code}, {len(differ)} files differ, "
                  f"left {left}", *(output[-2000:],) * bool(code), flush=True)  # fmt: skip
    print(f"{given.kills} kills, {wrong} wrong, {time.monotonic() - began:.0f} s: {dict(killed)}")
    return 1 if wrong else 0


def run(server: Server, folder: Path, words: list[str]) -> tuple[int, str]:
    """The plain command to its end: exit code and output."""
    return server.run(folder, words, environment(), folder / "output.txt")


def kill(server: Server, folder: Path, words: list, moment: str, pause: float) -> tuple[int, bool]:
    """Start the command and kill it then: (sentinels that are there, whether it still ran)."""
    pid = server.start(folder, words, environment(), folder / "output.txt")
    results, pattern = folder / "results", MOMENTS[moment]
    until = time.monotonic() + pause
    while time.monotonic() < until and not (pattern and any(results.glob(pattern))):
        time.sleep(0.001 if pattern else 0.02)
    if pattern:  # not always the first one
        until = time.monotonic() + pause / 2
        while time.monotonic() < until:
            if any(results.glob(pattern)) and random.random() < 0.2:
                break
    with suppress(ProcessLookupError):
        os.killpg(pid, signal.SIGKILL)
    return len(list(results.glob("sentinels/*/[0-9]*.json"))), server.end() == -signal.SIGKILL


if __name__ == "__main__":
    sys.exit(main())
