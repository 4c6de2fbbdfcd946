import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.sources import files


def test_a_file_that_is_no_parquet_is_named_in_one_line(tmp_path):
    (tmp_path / "games.parquet").write_text("game_id,game_date\n0022300001,2023-10-24\n")

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value).startswith("games.parquet: cannot be read as Parquet: ")
    assert "\n" not in str(error.value)
