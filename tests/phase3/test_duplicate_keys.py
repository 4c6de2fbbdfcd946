import pytest
from given.files import game, line, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

GAME = game("0022300001", "2023-10-24")


def error_of(folder) -> str:
    with pytest.raises(BackfillError) as error:
        files.load(folder)
    assert error.value.kind == "bad_source"
    return str(error.value)


def test_a_game_twice(tmp_path):
    write(tmp_path, [GAME, {**GAME, "game_date": GAME["game_date"].replace(day=30)}])

    assert error_of(tmp_path) == (
        "games.parquet: game_id: duplicate key, once, e.g. game_id 0022300001; "
        "keep one row per game"
    )


def test_a_player_twice_in_a_game(tmp_path):
    write(tmp_path, [GAME], [line("0022300001", 1), line("0022300001", 1, status="inactive")])

    assert error_of(tmp_path) == (
        "player_box.parquet: (game_id, player_id): duplicate key, once, e.g. "
        "game_id 0022300001, player_id 1; keep one row per game and player"
    )


def test_two_lines_of_a_game(tmp_path):
    odds = {"game_id": "0022300001", "home_spread": -3.5, "total": 220.5}
    write(tmp_path, [GAME], odds=[odds, odds])

    assert error_of(tmp_path) == (
        "odds.parquet: game_id: duplicate key, once, e.g. game_id 0022300001; "
        "keep one line per game"
    )
