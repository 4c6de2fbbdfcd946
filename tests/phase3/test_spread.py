from given.files import game, line, phase3, rows, write

GAME = "0022300001"


def test_the_spread_is_the_rows_own_teams_negative_when_favoured(tmp_path):
    write(
        tmp_path,
        [game(GAME, "2023-10-24", "BOS", "NYK"), game("0022300002", "2023-10-24", "LAL", "ORL")],
        [line(GAME, 1, "BOS", "dnp"), line(GAME, 2, "NYK", "dnp"),
         line("0022300002", 3, "LAL", "dnp")],
        odds=[{"game_id": GAME, "home_spread": -5.5, "total": 221.5},
              {"game_id": "0022300002", "home_spread": None, "total": 230.0}],
    )  # fmt: skip

    con = phase3(tmp_path)
    players = rows(con, "upcoming_player_game_context")
    assert [(p["player_lookup"], p["game_spread"], p["game_total"]) for p in players] == [
        ("player1", -5.5, 221.5),
        ("player2", 5.5, 221.5),
        ("player3", None, 230.0),
    ]
    teams = rows(con, "upcoming_team_game_context", f"game_id = '{GAME}'")
    assert {t["team_abbr"]: t["game_spread"] for t in teams} == {"BOS": -5.5, "NYK": 5.5}
