"""The random walk of tests/plan/test_any_sequence.py on weeks of real games, for as long as wanted.

    PYTHONPATH=scripts:tests python tests/benchmarks/long_walk.py --steps 1000 --seed 1 FOLDER

FOLDER gets the checkout and is removed before. Ends with the first thing that does not hold.
"""

import argparse
import shutil
import time
from pathlib import Path

import pandas as pd
from given.league import League
from given.run import checkout
from given.snakemake_server import Server
from given.walk import SOURCE_FILES, Walk

REAL_DATA = Path(__file__).parents[3] / "shared" / "realdata"
FIRST, LAST = "2023-10-24", "2023-11-03"


def weeks(folder: Path, last: str = LAST) -> League:
    """The games from FIRST to `last`; only the schedule keeps the dates, so that games can move."""
    frames = {name: pd.read_parquet(folder / f"{name}.parquet") for name in SOURCE_FILES}
    day = frames["games"].game_date.astype(str)
    games = frames["games"][(day >= FIRST) & (day <= last)].reset_index(drop=True)
    games["game_date"] = pd.to_datetime(games.game_date).dt.date
    others = {
        name: frame[frame.game_id.isin(games.game_id)]
        .drop(columns="game_date", errors="ignore")
        .reset_index(drop=True)
        for name, frame in frames.items()
        if name != "games"
    }
    return League(games=games, props=None, **others)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--source", type=Path, default=REAL_DATA)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    shutil.rmtree(given.folder, ignore_errors=True)
    league, began = weeks(given.source), time.monotonic()
    folder = checkout(given.folder / "nba", league)
    with Server() as server:
        walk = Walk(server, folder, league, given.seed)
        walk.plain_run()
        for _ in range(given.steps):
            done = len(walk.told)
            walk.step()
            print(*walk.told[done:], sep="\n", flush=True)
    print(f"{len(walk.told)} steps, {walk.plain_runs} plain runs, all right: "
          f"{time.monotonic() - began:.0f} s")  # fmt: skip


if __name__ == "__main__":
    main()
