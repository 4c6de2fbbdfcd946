"""Real runs in temporary folders: Snakemake as the user calls it, on nine simulated game dates."""

import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from given.run import Workplace


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


@pytest.fixture(scope="session")
def broken(_finished, tmp_path_factory) -> Workplace:
    """The same dates over files with holes: one date for each of four kinds of failure.

    2023-11-01  a file lies where a partition of player_daily_cache must go (warehouse_error)
    2023-11-03  no player row of the whole date (missing_upstream)
    2023-11-05  no player row of one team (incomplete_input)
    2023-11-09  a player with 400 minutes the day before (audit_failed)
    """
    folder = tmp_path_factory.mktemp("broken")
    source = shutil.copytree(_finished.folder / "results/source/simulated", folder / "source")
    damage(source)
    place = Workplace.create(folder / "run", phase3="files", source_dir=str(source))
    tables = place.folder / "results/warehouse/nba_precompute"
    (tables / "player_daily_cache").mkdir(parents=True)
    (tables / "player_daily_cache/cache_date=2023-11-01").write_text("in the way")
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
