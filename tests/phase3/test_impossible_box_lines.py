import pytest
from given.files import game, line, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

WHO = "game_id 0022300001, player_id 1"
FAULTS = {
    "fgm, fga: fgm above fga, once, e.g. {}: 5 of 4; correct them": {"fgm": 5, "fga": 4},
    "fg3m, fg3a: fg3m above fg3a, once, e.g. {}: 2 of 1; correct them": {
        "fgm": 2, "fga": 3, "fg3m": 2, "fg3a": 1,
    },
    "ftm, fta: ftm above fta, once, e.g. {}: 1 of 0; correct them": {"ftm": 1},
    "fg3a, fga: fg3a above fga, once, e.g. {}: 3 of 2; correct them": {"fg3a": 3, "fga": 2},
    "tov: negative, once, e.g. {}: -1; correct them": {"tov": -1},
    "minutes: negative, once, e.g. {}: -3.0; correct them": {"minutes": -3.0},
    "stl: empty although the player played a finished game, once, e.g. {}; fill them, or give "
    "the row another status": {"stl": None},
}  # fmt: skip


@pytest.mark.parametrize("message", FAULTS)
def test_a_box_line_that_cannot_be(tmp_path, message):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        [line("0022300001", 1, **FAULTS[message]), line("0022300001", 2)],
    )

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == f"player_box.parquet: {message.format(WHO)}"
