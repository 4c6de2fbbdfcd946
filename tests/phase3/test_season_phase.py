from given.files import game, line, phase3, rows, write


def test_the_phase_comes_from_the_game_type_not_from_the_month(tmp_path):
    ids = {"0022300001": "2024-04-14", "0052300101": "2024-04-16", "0042300101": "2024-04-20",
           "0062300001": "2023-12-09"}  # fmt: skip
    write(
        tmp_path,
        [game(key, date) for key, date in ids.items()],
        [line(key, 1, status="dnp") for key in ids],
    )

    con = phase3(tmp_path)
    phases = ["cup_final", "regular", "play_in", "playoffs"]
    players = rows(con, "upcoming_player_game_context")
    assert [p["season_phase"] for p in players] == phases
    teams = rows(con, "upcoming_team_game_context", "home_game")
    assert [t["season_phase"] for t in teams] == phases
