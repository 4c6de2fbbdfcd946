import pyarrow.parquet as pq
import pytest
from given.files import game, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def test_missing_columns_are_counted_and_named(tmp_path):
    write(tmp_path, [game("0022300001", "2023-10-24")])
    table = pq.read_table(tmp_path / "games.parquet")
    pq.write_table(table.drop(["home_score", "away_score"]), tmp_path / "games.parquet")

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        "games.parquet: 2 required columns missing: home_score, away_score; add them "
        "(the file has game_id, game_date, home_abbr, away_abbr)"
    )

    pq.write_table(table.drop(["home_score"]), tmp_path / "games.parquet")
    with pytest.raises(BackfillError, match="1 required column missing: home_score; add it "):
        files.schedule(tmp_path)
