import datetime as dt

import pytest
from given.files import game, line, shot, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def error_of(folder) -> str:
    with pytest.raises(BackfillError) as error:
        files.load(folder)
    assert error.value.kind == "bad_source"
    return str(error.value)


def test_text_that_is_no_number_is_shown_with_its_row(tmp_path):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        [line("0022300001", 1, minutes="36:12"), line("0022300001", 2, minutes="20")],
    )

    assert error_of(tmp_path) == (
        "player_box.parquet: column minutes: 1 value not readable as a number, e.g. '36:12' "
        "(game_id 0022300001, player_id 1); correct or empty them"
    )


def test_a_fraction_in_a_count_is_no_whole_number(tmp_path):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        [line("0022300001", 1, pts=10.5), line("0022300001", 2, pts=2.0)],
    )

    assert error_of(tmp_path) == (
        "player_box.parquet: column pts: 1 value not readable as a whole number, e.g. '10.5' "
        "(game_id 0022300001, player_id 1); correct or empty them"
    )


def test_a_game_id_stored_as_number_is_refused(tmp_path):
    write(tmp_path, [game(22300001, "2023-10-24")])

    assert error_of(tmp_path) == (
        "games.parquet: column game_id is BIGINT; text of ten digits is expected"
    )


def test_a_date_in_another_form_is_refused(tmp_path):
    write(tmp_path, [{**game("0022300001", "2023-10-24"), "game_date": "24 Oct 2023"}])

    assert error_of(tmp_path) == (
        "games.parquet: column game_date: 1 value not readable as a date (YYYY-MM-DD), "
        "e.g. '24 Oct 2023' (game_id 0022300001); correct or empty them"
    )


def test_a_date_in_a_flag_is_refused(tmp_path):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        shots=[shot("0022300001", 1, "BOS", 2, 3, made=dt.date(2023, 10, 24))],
    )

    assert error_of(tmp_path) == ("shots.parquet: column made is DATE; true or false is expected")
