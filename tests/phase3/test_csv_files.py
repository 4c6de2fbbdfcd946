import pyarrow.csv
import pyarrow.parquet as pq
from given.files import game, line, phase3, shot, write
from nba_backfill.phase3 import files
from nba_backfill.phase3.build import BUILD_ORDER
from nba_backfill.phase3.digests import table_digests


def test_csv_files_give_the_same_tables_as_parquet(tmp_path):
    parquet = write(
        tmp_path / "parquet",
        [game("0022300001", "2023-10-24"), game("0022300002", "2023-10-26")],
        [
            line("0022300001", 1, minutes=31.5, fga=9, fgm=3, pts=7, fg3a=4, fg3m=1, tov=2),
            line("0022300001", 2, "NYK", minutes=20, fga=5, fgm=1, pts=2),
            line("0022300002", 3, status="inactive"),
            line("0022300002", 1, "BOS", "dnp"),
        ],
        [shot("0022300001", 1, "BOS", 2, 3, made=True, assist_player_id=3)],
        odds=[{"game_id": "0022300002", "home_spread": -3.5, "total": 221.0}],
    )
    csv = tmp_path / "csv"
    csv.mkdir()
    for file in parquet.glob("*.parquet"):
        pyarrow.csv.write_csv(pq.read_table(file), csv / f"{file.stem}.csv")

    from_parquet, from_csv = phase3(parquet), phase3(csv)
    for table in ("nba_schedule", *BUILD_ORDER):
        assert table_digests(from_csv, table) == table_digests(from_parquet, table)
    assert files.digests(csv) == files.digests(parquet)
