import pytest
from given.files import game, line, shot, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

ROWS = {
    "player_box": line("0022300002", 1),
    "shots": shot("0022300002", 1, "BOS", 2, 3),
    "odds": {"game_id": "0022300002", "home_spread": 1.0, "total": 220.0},
    "props": {
        "game_id": "0022300002",
        "player_id": 1,
        "market": "player_points",
        "bookmaker": "FanDuel",
        "line": 20.5,
    },
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_a_game_that_is_not_in_games(tmp_path, name):
    write(tmp_path, [game("0022300001", "2023-10-24")], **{name: [ROWS[name]]})

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        f"{name}.parquet: game_id: unknown game, once, e.g. game_id 0022300002; "
        "add the game to games or remove the rows"
    )
