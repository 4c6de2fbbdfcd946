import pytest
from given.files import game, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

FAULTS = {
    "home_score, away_score: only one of the two scores, once, e.g. game_id 0022300001; give "
    "both, or neither for a game not played yet": {"away_score": None},
    "home_score, away_score: negative score, once, e.g. game_id 0022300001; correct the score": {
        "away_score": -1
    },
    "n_periods: below 4, once, e.g. game_id 0022300001: 3; give the number of periods with "
    "overtimes, or leave it empty": {"n_periods": 3},
    "home_abbr: the same team as away_abbr, once, e.g. game_id 0022300001 BOS; correct one of "
    "the two teams": {"away_abbr": "BOS"},
    "game_date: empty, once, e.g. game_id 0022300001; fill them": {"game_date": None},
}


@pytest.mark.parametrize("message", FAULTS)
def test_a_game_that_cannot_be(tmp_path, message):
    write(tmp_path, [{**game("0022300001", "2023-10-24"), **FAULTS[message]}])

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == f"games.parquet: {message}"
