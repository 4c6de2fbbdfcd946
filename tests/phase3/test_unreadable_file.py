import pytest
from given.files import game, write, write_file
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def test_a_file_that_is_no_parquet_is_named_in_one_line(tmp_path):
    (tmp_path / "games.parquet").write_text("game_id,game_date\n0022300001,2023-10-24\n")

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value).startswith("games.parquet: cannot be read as Parquet: ")
    assert str(error.value).endswith("; write the file again")
    assert "\n" not in str(error.value)


def test_a_folder_in_the_place_of_a_file_is_named(tmp_path):
    write(tmp_path, [game("0022300001", "2023-10-24")])
    (tmp_path / "odds.parquet").mkdir()

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        "odds.parquet: is a folder; write the rows into one file of this name"
    )


@pytest.mark.parametrize("name", ["games", "player_box"])
def test_a_required_file_without_rows_is_named(tmp_path, name):
    write(tmp_path, [game("0022300001", "2023-10-24")])
    write_file(tmp_path, name, [])

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        f"{name}.parquet: has no rows; the file is required, write it again with its rows"
    )


def test_games_of_no_season_are_told(tmp_path):
    write(tmp_path, [game("0012300001", "2023-10-05")])

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert str(error.value) == (
        "games.parquet: has pre-season and All-Star games only; add the games of a season"
    )
