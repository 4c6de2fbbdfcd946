"""Real runs in temporary folders: Snakemake as the user calls it, on nine simulated game dates."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
START, END = "2023-10-24", "2023-11-09"  # seven bootstrap dates, then nine that are filled


class Workplace:
    """A folder with a configuration of its own, in which the repository's workflow runs."""

    def __init__(self, folder: Path):
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, **changes) -> "Workplace":
        """A new folder; `changes` are keys of its `config/config.yaml`."""
        shutil.copytree(REPOSITORY / "config", folder / "config")
        place = cls(folder)
        place.configure(start_date=START, end_date=END, **changes)
        return place

    def configure(self, **changes) -> None:
        """Change keys of the configuration file."""
        self._config.write_text(yaml.safe_dump({**self.config, **changes}), encoding="utf-8")

    @property
    def _config(self) -> Path:
        return self.folder / "config" / "config.yaml"

    @property
    def config(self) -> dict:
        return yaml.safe_load(self._config.read_text(encoding="utf-8"))

    def snakemake(self, *arguments: str) -> subprocess.CompletedProcess:
        """`snakemake <arguments>` with the repository's profile; its output as text."""
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(REPOSITORY / "Snakefile"),
                   "--profile", str(REPOSITORY / "profiles" / "default"), *arguments]  # fmt: skip
        environment = {**os.environ, "COLUMNS": "160", "TERM": "dumb"}
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, env=environment
        )

    def settings(self, monkeypatch, **changes):
        """The settings of a run here, for calls in this process (which then works here, too)."""
        from nba_backfill.settings import load_settings

        monkeypatch.chdir(self.folder)
        return load_settings({**self.config, **changes}, self.folder)


@pytest.fixture(scope="session")
def _finished(tmp_path_factory) -> Workplace:
    place = Workplace.create(tmp_path_factory.mktemp("finished") / "run")
    done = place.snakemake("--cores", "2")
    assert done.returncode == 0, done.stderr
    return place


@pytest.fixture
def finished(_finished, tmp_path) -> Workplace:
    """A copy of a complete run, to be changed at will."""
    return Workplace(shutil.copytree(_finished.folder, tmp_path / "run"))


@pytest.fixture
def empty(tmp_path) -> Workplace:
    """A folder in which nothing has run yet."""
    return Workplace.create(tmp_path / "empty")


@pytest.fixture(scope="session")
def broken(_finished, tmp_path_factory) -> Workplace:
    """The same dates over files with holes: one date for each of five kinds of failure.

    2023-11-01  a file lies where a partition of player_daily_cache must go (warehouse_error)
    2023-11-03  no player row of the whole date (missing_upstream)
    2023-11-05  no player row of one team (incomplete_input)
    2023-11-06  the sentinel of an upstream processor lost a key (bug)
    2023-11-09  a player with 400 minutes the day before (audit_failed)
    """
    folder = tmp_path_factory.mktemp("broken")
    source = shutil.copytree(_finished.folder / "results/source/simulated", folder / "source")
    damage(source)
    place = Workplace.create(folder / "run", phase3="files", source_dir=str(source))
    tables = place.folder / "results/warehouse/nba_precompute"
    (tables / "player_daily_cache").mkdir(parents=True)
    (tables / "player_daily_cache/cache_date=2023-11-01").write_text("in the way")
    place.snakemake("--cores", "2")
    sentinels = place.folder / "results/sentinels"
    upstream = sentinels / "player_shot_zone_analysis/2023-11-06.json"
    made, age = json.loads(upstream.read_text()), upstream.stat().st_mtime_ns
    del made["digest"]
    upstream.write_text(json.dumps(made))
    os.utime(upstream, ns=(age, age))  # as a damaged disk would, and Snakemake would not notice
    (sentinels / "ml_feature_store/2023-11-06.json").unlink()
    place.last = place.snakemake("--cores", "2")
    return place


def damage(source: Path) -> None:
    """Take player rows out of simulated source files and give one player 400 minutes."""
    file = source / "player_box.parquet"
    games = pq.read_table(source / "games.parquet").to_pylist()
    of_day = {}
    for game in games:
        of_day.setdefault(str(game["game_date"]), []).append(game)
    hollow = {game["game_id"] for game in of_day["2023-11-03"]}
    team = (of_day["2023-11-05"][0]["game_id"], of_day["2023-11-05"][0]["home_abbr"])
    played, next_day = (
        {game["game_id"] for game in of_day[day]} for day in ("2023-11-08", "2023-11-09")
    )
    rows = pq.read_table(file)
    listed = {row["player_id"] for row in rows.to_pylist() if row["game_id"] in next_day}
    kept, busy = [], False
    for row in rows.to_pylist():
        if row["game_id"] in hollow or (row["game_id"], row["team_abbr"]) == team:
            continue
        is_listed = row["game_id"] in played and row["player_id"] in listed
        if not busy and is_listed and row["status"] == "played":
            row["minutes"], busy = 400, True
        kept.append(row)
    pq.write_table(pa.Table.from_pylist(kept, rows.schema), file)
