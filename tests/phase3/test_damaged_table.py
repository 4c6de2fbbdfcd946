"""A damaged file of a Phase 3 table does not keep the table from being built again."""

from given.files import game, line, settings_for, write
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase3.manifest import lost
from nba_backfill.warehouse.parquet import ParquetWarehouse


def test_every_file_cut(tmp_path):
    folder = write(tmp_path / "source", [game("0022300001", "2023-10-24")], [line("0022300001", 1)])
    warehouse = ParquetWarehouse(tmp_path / "warehouse")
    manifest = build_phase3(settings_for(folder), warehouse, str)
    for file in (tmp_path / "warehouse").rglob("data.parquet"):
        file.write_bytes(file.read_bytes()[:-10])
    assert len(lost(manifest, warehouse)) == 6
    assert build_phase3(settings_for(folder), warehouse, str) == manifest
    assert lost(manifest, warehouse) == []
