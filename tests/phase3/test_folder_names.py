import pytest
from given.files import game, write
from nba_backfill.phase3 import files


@pytest.mark.parametrize("name", ["b*c", "b?c", "b[1]c", "b\\c", "b'c", "b{a,b}c", "**"])
def test_a_folder_name_is_no_pattern(tmp_path, name):
    """Beside it lies the folder that the pattern would match."""
    write(tmp_path / "bXc", [game("0022300009", "2023-10-29", "LAL", "ORL")])
    folder = write(tmp_path / name, [game("0022300001", "2023-10-24")])

    assert [g.game_id for g in files.schedule(folder)] == ["0022300001"]
