from given.files import game, line, phase3, rows, write

PLAYED, TONIGHT = "0022300001", "0022300002"


def listed(game_id: str, player_id: int, team: str, status: str) -> dict:
    return {"game_id": game_id, "player_id": player_id, "player_name": f"Player {player_id}",
            "team_abbr": team, "player_status": status}  # fmt: skip


def test_it_names_who_is_up_and_counts_for_that_game_only(tmp_path):
    write(
        tmp_path,
        [
            game(PLAYED, "2023-10-24"),
            game(TONIGHT, "2023-10-25", home_score=None, away_score=None),
        ],
        [line(PLAYED, 1), line(PLAYED, 2, "NYK", "inactive"), line(TONIGHT, 9, "BOS", "dnp")],
        listing=[
            listed(PLAYED, 1, "BOS", "out"),
            listed(TONIGHT, 1, "BOS", "available"),
            listed(TONIGHT, 2, "NYK", "out"),
            listed(TONIGHT, 3, "NYK", "available"),
        ],
    )

    con = phase3(tmp_path)
    found = [
        (p["game_id"], p["player_lookup"], p["player_status"], p["listing_incomplete"])
        for p in rows(con, "upcoming_player_game_context")
    ]
    assert found == [
        (PLAYED, "player1", "available", False),
        (PLAYED, "player2", "out", False),
        (TONIGHT, "player1", "available", False),
        (TONIGHT, "player2", "out", False),
        (TONIGHT, "player3", "available", False),
    ]
    assert {p["game_id"] for p in rows(con, "player_game_summary")} == {PLAYED}
