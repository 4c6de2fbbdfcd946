import pytest
from given.files import game, line, phase3, row, rows, write

OFF, PLAYED = "0022300001", "0022300002"


def test_a_game_called_off_lists_nobody_and_gives_no_rest(tmp_path):
    """The game of the 24th was called off, its old list is still there."""
    called_off = game(OFF, "2023-10-24", home_score=None, away_score=None)
    write(
        tmp_path,
        [called_off, game(PLAYED, "2023-10-25")],
        [line(key, 1, status="inactive") for key in (OFF, PLAYED)],
    )

    con = phase3(tmp_path)
    for name in ("upcoming_player_game_context", "player_game_summary"):
        assert [r["game_id"] for r in rows(con, name)] == [PLAYED]
    assert len(rows(con, "team_offense_game_summary")) == 2
    team = row(con, "upcoming_team_game_context",
               f"game_id = '{PLAYED}' AND team_abbr = 'BOS'")  # fmt: skip
    assert team["days_rest"] is None


@pytest.mark.parametrize("date", ["2023-10-25", "2023-10-26"])
def test_a_game_of_the_newest_date_or_later_may_still_come(tmp_path, date):
    coming = game("0022300003", date, "LAL", "ORL", home_score=None, away_score=None)
    write(
        tmp_path,
        [game(PLAYED, "2023-10-25"), coming],
        [line(PLAYED, 1, status="inactive"), line("0022300003", 2, "LAL", "dnp")],
    )

    con = phase3(tmp_path)
    assert {r["game_id"] for r in rows(con, "upcoming_player_game_context")} == {
        PLAYED, "0022300003",
    }  # fmt: skip
    assert {r["game_id"] for r in rows(con, "player_game_summary")} == {PLAYED}
