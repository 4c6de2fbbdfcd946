"""`phase3: warehouse`: schedule and digests come from tables that exist."""

import datetime as dt

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from given.files import game, line, settings_for, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files, source
from nba_backfill.phase3.build import build_phase3
from nba_backfill.schedule import EVER
from nba_backfill.tables import table
from nba_backfill.warehouse.parquet import ParquetWarehouse

DATES = [dt.date(2023, 10, 24), dt.date(2023, 10, 26), dt.date(2023, 10, 28)]


@pytest.fixture
def folder(tmp_path):
    games = [game(f"002230000{i}", str(date)) for i, date in enumerate(DATES, 1)]
    lines = [line(g["game_id"], 1, pts=10, fga=5, fgm=5, minutes=20) for g in games]
    return write(tmp_path / "source", games, lines)


@pytest.fixture
def settings(folder, tmp_path):
    """Settings that read what was built from the folder."""
    root = tmp_path / "warehouse"
    build_phase3(settings_for(folder), ParquetWarehouse(root), lambda line: None)
    return settings_for(folder, phase3="warehouse", parquet={"root": root})


def test_the_schedule_is_the_one_that_was_loaded(settings, folder):
    assert source.schedule(settings) == files.schedule(folder)
    assert source.label(settings) == "warehouse"


def test_a_changed_game_row_touches_the_later_dates_only(settings):
    before = source.digests(settings).by_date
    warehouse = ParquetWarehouse(settings.parquet_root)
    contract = table("player_game_summary")
    rows = warehouse.query(
        f"SELECT * FROM {contract.full_name} WHERE game_date BETWEEN @start_date AND @end_date",
        *EVER,
    )
    points = pc.if_else(pc.equal(rows["game_date"], pa.scalar(DATES[1])), 11, rows["points"])
    at = rows.column_names.index("points")
    warehouse.load(
        contract, rows.set_column(at, contract.arrow_schema.field("points"), points), 2023
    )

    after = source.digests(settings).by_date
    assert list(before) == DATES
    assert [date for date in DATES if before[date] != after[date]] == [DATES[2]]


def test_a_changed_score_in_the_schedule_touches_the_later_dates_only(settings):
    before = source.digests(settings).by_date
    warehouse = ParquetWarehouse(settings.parquet_root)
    contract = table("nba_schedule")
    rows = warehouse.query(f"SELECT * FROM {contract.full_name}", *EVER)
    scores = pc.if_else(
        pc.equal(rows["game_date"], pa.scalar(DATES[1])), pa.scalar(None, pa.int64()),
        rows["home_score"],
    )  # fmt: skip
    at = rows.column_names.index("home_score")
    warehouse.load(contract, rows.set_column(at, "home_score", scores), None)

    after = source.digests(settings).by_date
    assert [date for date in DATES if before[date] != after[date]] == [DATES[2]]


def test_the_manifest_describes_the_tables_and_builds_none(settings):
    warehouse = ParquetWarehouse(settings.parquet_root)
    manifest = build_phase3(settings, warehouse, lambda line: None)

    assert {name: held.seasons for name, held in manifest.tables.items()} == {
        "nba_schedule": {2023: 3},
        "player_game_summary": {2023: 3},
        "team_offense_game_summary": {2023: 6},
        "team_defense_game_summary": {2023: 6},
        "upcoming_player_game_context": {2023: 3},
        "upcoming_team_game_context": {2023: 6},
    }
    assert manifest.source == "warehouse"
    assert list(manifest.source_digests) == DATES


def test_an_empty_warehouse_is_told_in_one_line(tmp_path):
    settings = settings_for(tmp_path, phase3="warehouse", parquet={"root": tmp_path})

    with pytest.raises(BackfillError) as error:
        source.schedule(settings)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        "nba_reference.nba_schedule: the warehouse has no game; load the Phase 3 tables, or "
        "build them with phase3=files or phase3=simulated"
    )
