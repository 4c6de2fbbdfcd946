from given.files import game, line, phase3, row, rows, write


def test_a_game_without_scores_has_context_but_no_summary_and_no_rest(tmp_path):
    """The game of the 24th was called off: it is no game the team rests from."""
    called_off = game("0022300001", "2023-10-24", home_score=None, away_score=None)
    write(
        tmp_path,
        [called_off, game("0022300002", "2023-10-25")],
        [line(key, 1, status="dnp") for key in ("0022300001", "0022300002")],
    )

    con = phase3(tmp_path)
    assert len(rows(con, "upcoming_player_game_context")) == 2
    assert [r["game_id"] for r in rows(con, "player_game_summary")] == ["0022300002"]
    assert len(rows(con, "team_offense_game_summary")) == 2
    team = row(con, "upcoming_team_game_context",
               "game_id = '0022300002' AND team_abbr = 'BOS'")  # fmt: skip
    assert team["days_rest"] is None
