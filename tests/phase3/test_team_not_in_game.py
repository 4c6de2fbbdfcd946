import pytest
from given.files import game, line, shot, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

ROWS = {
    "player_box": [line("0022300001", 1, "LAL"), line("0022300001", 2, "LAL")],
    "shots": [shot("0022300001", 1, "LAL", 2, 3), shot("0022300001", 1, "LAL", 2, 3)],
}


@pytest.mark.parametrize("name", ROWS)
def test_rows_of_a_team_that_does_not_play_in_the_game(tmp_path, name):
    write(tmp_path, [game("0022300001", "2023-10-24", "BOS", "NYK")], **{name: ROWS[name]})

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert error.value.kind == "bad_source"
    assert str(error.value) == (
        f"{name}.parquet: team_abbr: team that does not play in the game, 2 times, e.g. "
        "LAL in game_id 0022300001 NYK-BOS; correct the team or the game_id"
    )


def test_odds_of_other_teams_than_the_schedule(tmp_path):
    odds = {"game_id": "0022300001", "home_spread": 1.0, "total": 220.0,
            "home_abbr": "NYK", "away_abbr": "BOS"}  # fmt: skip
    write(tmp_path, [game("0022300001", "2023-10-24", "BOS", "NYK")], odds=[odds])

    with pytest.raises(BackfillError) as error:
        files.load(tmp_path)

    assert str(error.value) == (
        "odds.parquet: home_abbr, away_abbr: other teams than the schedule's, once, e.g. "
        "game_id 0022300001 BOS-NYK; correct the teams or the game_id"
    )
