import pytest
from given.files import game, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files


def test_a_team_cannot_play_twice_on_a_date(tmp_path):
    write(
        tmp_path,
        [
            game("0022300001", "2023-10-24", "BOS", "NYK"),
            game("0022300002", "2023-10-24", "LAL", "BOS"),
        ],
    )

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        "games.parquet: game_date, team: a team twice on a date, once, e.g. 2023-10-24 BOS "
        "(game_id 0022300001, 0022300002); correct the date or the teams of one of the games"
    )
