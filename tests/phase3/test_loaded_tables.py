import datetime as dt

from given.files import game, line, settings_for, write
from nba_backfill.phase3.build import build_phase3
from nba_backfill.schedule import EVER
from nba_backfill.warehouse.parquet import ParquetWarehouse


def load(folder, warehouse, games: dict[str, str]) -> None:
    write(
        folder,
        [game(key, date) for key, date in games.items()],
        [line(key, 1, pts=12, fga=5, fgm=5, minutes=10) for key in games],
    )
    build_phase3(settings_for(folder), warehouse, lambda line: None)


def played(warehouse) -> list[tuple]:
    rows = warehouse.query(
        "SELECT game_date, points FROM nba_analytics.player_game_summary "
        "WHERE game_date BETWEEN @start_date AND @end_date ORDER BY game_date",
        *EVER,
    ).to_pylist()
    return [(r["game_date"], r["points"]) for r in rows]


def test_files_lie_where_the_layout_says_and_can_be_queried(tmp_path):
    root = tmp_path / "warehouse"
    warehouse = ParquetWarehouse(root)
    load(tmp_path / "a", warehouse, {"0022200001": "2022-10-18", "0022300001": "2023-10-24"})

    assert (root / "nba_reference/nba_schedule/data.parquet").is_file()
    assert (root / "nba_analytics/player_game_summary/season_year=2022/data.parquet").is_file()
    assert played(warehouse) == [(dt.date(2022, 10, 18), 12), (dt.date(2023, 10, 24), 12)]


def test_a_season_the_source_no_longer_has_goes_empty(tmp_path):
    warehouse = ParquetWarehouse(tmp_path / "warehouse")
    load(tmp_path / "a", warehouse, {"0022200001": "2022-10-18", "0022300001": "2023-10-24"})
    load(tmp_path / "b", warehouse, {"0022300001": "2023-10-24"})

    assert played(warehouse) == [(dt.date(2023, 10, 24), 12)]
