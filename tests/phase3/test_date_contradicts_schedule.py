import datetime as dt

import pytest
from given.files import game, line, shot, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

WRONG = dt.date(2023, 10, 25)
ROWS = {
    "player_box": {**line("0022300001", 1), "game_date": WRONG},
    "shots": {**shot("0022300001", 1, "BOS", 2, 3), "game_date": WRONG},
    "odds": {"game_id": "0022300001", "home_spread": 1.0, "total": 220.0, "game_date": WRONG},
}


@pytest.mark.parametrize("name", ROWS)
def test_a_row_dated_otherwise_than_its_game(tmp_path, name):
    write(tmp_path, [game("0022300001", "2023-10-24")], **{name: [ROWS[name]]})

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        f"{name}.parquet: game_date: contradicts the schedule, once, e.g. game_id 0022300001: "
        "2023-10-25 here, 2023-10-24 in games; correct the date in this file or in games"
    )
