import pytest
from given.files import game, line, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def test_a_status_nobody_knows_is_named(tmp_path):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        [line("0022300001", 1, status="suspended"), line("0022300001", 2, status="dnp")],
    )

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        "player_box.parquet: status: none of played, dnp, inactive, once, e.g. 'suspended' "
        "(game_id 0022300001, player_id 1); use one of these, or leave it empty where minutes tell"
    )
