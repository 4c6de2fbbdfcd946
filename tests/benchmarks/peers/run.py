"""The same five statements over one simulated season, an interval a day: this pipeline and peers.

    python -m venv VENVS/dbt && VENVS/dbt/bin/pip install -r requirements-dbt.txt
    python -m venv VENVS/sqlmesh && VENVS/sqlmesh/bin/pip install -r requirements-sqlmesh.txt
    VENVS/sqlmesh/bin/pip install --no-deps --force-reinstall duckdb==2.0.0
    PYTHONPATH=scripts python tests/benchmarks/peers/run.py VENVS [--days 31] [--only ours,loop]

Of each: seconds and CPU seconds of the first fill, of the same command once more, and of the repair
of one corrected day (a steal more in one box score; all later dates of the season read it), the
largest process, and whether all keys and row hashes are those of this pipeline. Peers are given
Phase 3 as this pipeline has built it, and are told from which day to repair.
"""

import argparse
import os
import shutil
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import duckdb
import projects
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import simulated_league
from nba_backfill.settings import load_settings
from statements import TABLES

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from workflow_copy import Measured, command, copy_workflow  # noqa: E402

SEASON = 2023
PEERS = ("ours", "loop", "sqlmesh", "sqlmesh_by_day", "dbt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("venvs", type=Path)
    parser.add_argument("--days", type=int, default=400, help="calendar days from the first")
    parser.add_argument("--only", default=",".join(PEERS))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        Comparison(Path(scratch), given.venvs.absolute(), given.days).run(given.only.split(","))


class Comparison:
    """One season in a scratch folder: its source, Phase 3 before and after the correction."""

    def __init__(self, scratch: Path, venvs: Path, days: int):
        self.scratch, self.venvs = scratch, venvs
        settings = load_settings({"dates": [f"{SEASON}-12-01"]}, scratch, str(scratch / "made"))
        self.source = simulated_league.prepare(settings)
        games = sorted({game.game_date for game in simulated_league.schedule(settings)})
        self.first = next(day for day in games if (day - games[0]).days >= 7)
        last = self.first + timedelta(days - 1)
        self.days = [day for day in games if self.first <= day <= last]
        self.last = self.days[-1]
        self.corrected = self.days[len(self.days) // 2]
        self.config = {
            "phase3": "files", "source_dir": str(self.source),
            "start_date": str(games[0]), "end_date": str(self.last),
        }  # fmt: skip
        self.phase3 = scratch / "phase3"
        self.expected = {}

    def run(self, peers: list[str]) -> None:
        print(f"{len(self.days)} game dates {self.first} .. {self.last}, correction on "
              f"{self.corrected}, load {os.getloadavg()[0]:.1f}")  # fmt: skip
        self.ours()
        for name in peers:
            if name != "ours":
                self.told(name, *getattr(self, name)())

    def ours(self) -> None:
        """This pipeline, Phase 3 in a line of its own; leaves both for the peers."""
        folder = copy_workflow(self.scratch / "ours")
        built = Measured(command("phase3", **self.config), folder)
        filled = Measured(command(**self.config), folder)
        again = Measured(command(**self.config), folder)
        self.keep(folder / "results/warehouse", "first")
        self.correct()
        repaired = Measured(command(**self.config), folder)
        self.keep(folder / "results/warehouse", "repaired")
        again_one = self.config | {"dates": str(self.last), "recompute": "true"}
        one = Measured(command(**again_one), folder)
        print(f"ours            Phase 3 {built}")
        print(f"ours            fill {filled}  again {again}  repair, Phase 3 included {repaired}")
        print(f"ours            one date again {one}")

    def keep(self, warehouse: Path, state: str) -> None:
        kept = self.scratch / "kept" / state
        shutil.copytree(warehouse, kept)
        self.expected[state] = kept

    def correct(self) -> None:
        file = self.source / "player_box.parquet"
        box = pq.read_table(file)
        of_day = pc.equal(box["game_date"], self.corrected)
        row = pc.index(pc.and_(of_day, pc.equal(box["status"], "played")), True).as_py()
        steals = box["stl"].to_pylist()
        steals[row] += 1
        at = box.schema.get_field_index("stl")
        box = box.set_column(at, box.schema.field(at), pa.array(steals, box["stl"].type))
        pq.write_table(box, file, compression="zstd")

    def give_phase3(self, state: str) -> None:
        projects.new(self.phase3)
        shutil.copytree(self.expected[state], self.phase3)

    def told(self, name: str, filled, again, repaired, checks) -> None:
        print(f"{name:15} fill {filled}  again {again}  repair {repaired}  {checks}")

    def measured(self, fill, again, repair, folder: Path, rows, env=None):
        """The three commands of a peer; rows: table -> FROM item of what it has filled."""
        self.give_phase3("first")
        filled = Measured(fill, folder, env)
        checks = [self.differing(rows, "first")]
        repeated = Measured(again, folder, env) if again else "none"
        self.give_phase3("repaired")
        repaired = Measured(repair, folder, env)
        checks.append(self.differing(rows, "repaired"))
        return filled, repeated, repaired, f"rows that differ {checks}"

    def differing(self, rows, state: str) -> int:
        count = 0
        with duckdb.connect() as con:
            for table in TABLES.values():
                database, item = rows(table)
                if database:
                    con.execute(f"ATTACH IF NOT EXISTS '{database}' AS peer (READ_ONLY)")
                ours = f"{self.expected[state]}/{table.dataset}/{table.name}/*/data.parquet"
                columns = f"CAST({table.partition} AS DATE), {table.key[0]}, data_hash"
                sides = (f"SELECT {columns} FROM {item}",
                         f"SELECT {columns} FROM '{ours}'")  # fmt: skip
                for one, other in (sides, sides[::-1]):
                    sql = f"SELECT COUNT(*) FROM ({one} EXCEPT {other})"
                    count += con.sql(sql).fetchall()[0][0]
        return count

    def loop(self):
        folder = projects.new(self.scratch / "loop")
        projects.write_loop(folder, self.phase3)
        line = [sys.executable, "loop.py"]
        span = [str(self.first), str(self.last)]
        return self.measured(
            [*line, *span], [*line, *span, "keep"], [*line, str(self.corrected), span[1]], folder,
            lambda table: (None, f"'{folder}/{table.name}/*/data.parquet'"),
        )  # fmt: skip

    def dbt(self):
        folder = projects.new(self.scratch / "dbt")
        projects.write_dbt(folder, self.phase3, str(self.first))
        line = [str(self.venvs / "dbt/bin/dbt"), "run", "--project-dir", ".", "--profiles-dir", "."]
        end = ["--event-time-end", str(self.last + timedelta(1)), "--event-time-start"]
        return self.measured(
            [*line, *end, str(self.first)], None, [*line, *end, str(self.corrected)], folder,
            lambda table: (folder / "peers.duckdb", f"peer.main.{table.name}"),
        )  # fmt: skip

    def sqlmesh(self, by_day: bool = False):
        folder = projects.new(self.scratch / ("sqlmesh_by_day" if by_day else "sqlmesh"))
        projects.write_sqlmesh(folder, self.phase3, str(self.first), str(self.last), by_day)
        line = [str(self.venvs / "sqlmesh/bin/sqlmesh")]
        plan = [*line, "plan", "--auto-apply", "--no-prompts"]
        models = [word for t in TABLES.values() for word in ("--restate-model", t.full_name)]
        span = ["--start", str(self.corrected), "--end", str(self.last)]
        return self.measured(
            plan, [*line, "run"], [*plan, *models, *span], folder,
            lambda table: (folder / "peers.duckdb", f"peer.{table.full_name}"),
        )  # fmt: skip

    def sqlmesh_by_day(self):
        return self.sqlmesh(by_day=True)


if __name__ == "__main__":
    main()
