import pytest
from given.files import game, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def test_a_missing_required_file_is_named_with_its_folder(tmp_path):
    write(tmp_path, [game("0022300001", "2023-10-24")])
    (tmp_path / "player_box.parquet").unlink()

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        f"{tmp_path}/player_box.parquet: the file is missing; put player_box.parquet or .csv there"
    )


def test_a_link_to_nowhere_is_no_absent_file(tmp_path):
    write(tmp_path, [game("0022300001", "2023-10-24")])
    (tmp_path / "odds.parquet").symlink_to("elsewhere/odds.parquet")

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        "odds.parquet: links to elsewhere/odds.parquet, which is not there; remove the link or "
        "put the file back"
    )
