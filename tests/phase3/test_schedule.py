import datetime as dt

from given.files import game, write_file
from nba_backfill.phase3 import files
from nba_backfill.schedule import Game


def test_the_game_id_tells_type_and_season_and_games_alone_are_enough(tmp_path):
    write_file(
        tmp_path,
        "games",
        [
            game("0042300401", "2024-06-06", n_periods=5),
            game("0052300101", "2024-04-17"),
            game("0022300001", "2023-10-24", n_periods=4),
            game("0062300001", "2023-12-09"),
            game("0022400001", "2024-10-22", home_score=None, away_score=None),
        ],
    )

    found = files.schedule(tmp_path)

    assert found[0] == Game(
        "0022300001", dt.date(2023, 10, 24), 2023, "regular", "BOS", "NYK", 100, 90, 4, True
    )
    assert [(g.game_type, g.season_year, g.n_periods, g.is_final) for g in found] == [
        ("regular", 2023, 4, True),
        ("cup_final", 2023, None, True),
        ("play_in", 2023, None, True),
        ("playoffs", 2023, 5, True),
        ("regular", 2024, None, False),
    ]
