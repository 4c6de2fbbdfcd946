import pytest
from given.files import game, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def error_of(folder) -> str:
    with pytest.raises(BackfillError) as error:
        files.schedule(folder)
    assert error.value.kind == "bad_source"
    return str(error.value)


def test_an_id_without_its_leading_zeros(tmp_path):
    write(tmp_path, [game("22300001", "2023-10-24"), game("0022300002", "2023-10-25")])

    assert error_of(tmp_path) == (
        "games.parquet: game_id: not a 10-digit text, once, e.g. '22300001'; "
        "write the NBA id as text with its leading zeros"
    )


def test_an_id_of_an_unknown_type(tmp_path):
    write(tmp_path, [game("0092300001", "2023-10-24")])

    assert error_of(tmp_path) == (
        "games.parquet: game_id: unknown game type, once, e.g. game_id 0092300001; "
        "ids start with 002 regular, 004 playoffs, 005 play-in or 006 Cup final"
    )
