from given.files import game, line, phase3, rows, write


def test_a_game_without_dnp_and_inactive_rows_has_an_unknown_listing(tmp_path):
    write(
        tmp_path,
        [
            game("0022300001", "2023-10-24", "BOS", "NYK"),
            game("0022300002", "2023-10-24", "LAL", "ORL"),
        ],
        [
            line("0022300001", 1, "BOS"),
            line("0022300001", 2, "NYK"),
            line("0022300002", 3, "LAL"),
            line("0022300002", 4, "ORL", "dnp"),
            line("0022300002", 5, "ORL", "inactive"),
        ],
    )

    con = phase3(tmp_path)
    players = rows(con, "upcoming_player_game_context")
    assert [
        (p["player_lookup"], p["player_status"], p["star_teammates_out"], p["listing_incomplete"])
        for p in players
    ] == [
        ("player1", None, None, True),
        ("player2", None, None, True),
        ("player3", "available", 0, False),
        ("player4", "available", 0, False),
        ("player5", "out", 0, False),
    ]
    teams = rows(con, "upcoming_team_game_context")
    assert {t["team_abbr"]: t["listing_incomplete"] for t in teams} == {
        "BOS": True, "NYK": True, "LAL": False, "ORL": False,
    }  # fmt: skip
