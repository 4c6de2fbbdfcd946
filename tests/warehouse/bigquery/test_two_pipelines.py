"""Two pipelines fill the same dates of the same tables at once: no row is lost or doubled."""

import datetime as dt
import json

import pytest
from given.bigquery import runs
from given.run import checkout, sentinels
from nba_backfill import tables

pytestmark = pytest.mark.slow


def test_both_succeed_and_every_date_holds_its_rows_once(tmp_path, faults):
    section = runs.section()
    chosen = {"processors": "team_defense_zone_analysis,player_shot_zone_analysis"}
    folders = [checkout(tmp_path / name) for name in ("one", "two")]

    running = [runs.start(folder, section, **chosen) for folder in folders]
    outputs = [process.communicate(timeout=120)[0] for process in running]

    assert [process.returncode for process in running] == [0, 0], outputs
    assert sentinels(folders[0]) == sentinels(folders[1])
    for name in ("team_defense_zone_analysis", "player_shot_zone_analysis"):
        told = {
            dt.date.fromisoformat(sentinel["date"]): sentinel["rows"]
            for sentinel in map(json.loads, sentinels(folders[0]).values())
            if sentinel["processor"] == name
        }
        assert rows_by_date(runs.warehouse(section), tables.table(name)) == told


def rows_by_date(warehouse, table) -> dict[dt.date, int]:
    found = warehouse.query(
        f"SELECT {table.partition} AS day, COUNT(*) AS n FROM {table.full_name} "
        f"WHERE {table.partition} BETWEEN @start_date AND @end_date GROUP BY {table.partition}",
        dt.date(2023, 10, 1),
        dt.date(2024, 6, 30),
    )
    return {row["day"]: row["n"] for row in found.to_pylist()}
