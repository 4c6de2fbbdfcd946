"""Game ids that are not the NBA's: `game_type` and `season_year` of the games file tell."""

import datetime as dt

import pytest
from given.files import game, line, phase3, rows, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files

OPENING = game("401584689", "2023-10-24", game_type="regular", season_year=2023)
FINAL = game("401701234", "2023-12-09", game_type="cup_final", season_year=2023)


def test_type_and_season_are_those_of_the_file(tmp_path):
    write(tmp_path, [OPENING, FINAL], [line("401584689", 1), line("401701234", 1, status="dnp")])

    schedule = files.schedule(tmp_path)
    assert [(g.game_id, g.game_date, g.game_type, g.season_year) for g in schedule] == [
        ("401584689", dt.date(2023, 10, 24), "regular", 2023),
        ("401701234", dt.date(2023, 12, 9), "cup_final", 2023),
    ]
    played = rows(phase3(tmp_path), "player_game_summary")
    assert [(p["game_id"], p["game_type"], p["season_year"]) for p in played] == [
        ("401584689", "regular", 2023),
        ("401701234", "cup_final", 2023),
    ]


def test_ids_of_both_kinds_in_one_file(tmp_path):
    write(tmp_path, [OPENING, game("0042300101", "2024-04-20")])

    assert [(g.game_id, g.game_type) for g in files.schedule(tmp_path)] == [
        ("401584689", "regular"),
        ("0042300101", "playoffs"),
    ]


def test_an_id_that_looks_like_a_pre_season_game_counts_as_the_file_says(tmp_path):
    write(
        tmp_path,
        [game("0010000007", "2023-10-24", game_type="regular", season_year=2023)],
        [line("0010000007", 1)],
    )

    assert files.load(tmp_path).dropped == {"shots": 1}
    assert [g.game_id for g in files.schedule(tmp_path)] == ["0010000007"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"game_type": "preseason"},
            "game_type: none of regular, play_in, playoffs, cup_final, once, e.g. 'preseason' "
            "(game_id 401584689); use one of these, or leave it empty where the NBA's game id "
            "tells",
        ),
        (
            {"season_year": 202324},
            "season_year: not the year a season starts in, once, e.g. game_id 401584689: 202324; "
            "give the year the season starts in, 2023 for 2023-24",
        ),
        (
            {"season_year": None},
            "game_id: not a 10-digit text, once, e.g. '401584689'; write the NBA id as text with "
            "its leading zeros",
        ),
    ],
)
def test_what_the_columns_cannot_say(tmp_path, wrong, message):
    write(tmp_path, [{**OPENING, **wrong}])

    with pytest.raises(BackfillError) as error:
        files.schedule(tmp_path)

    assert str(error.value) == f"games.parquet: {message}"
