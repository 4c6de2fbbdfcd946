import pytest
from given.files import game, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def test_a_missing_required_file_is_named_with_its_folder(tmp_path):
    write(tmp_path, [game("0022300001", "2023-10-24")])
    (tmp_path / "shots.parquet").unlink()

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        f"{tmp_path}/shots.parquet: the file is missing; put shots.parquet or .csv there"
    )
