from given.files import game, line, phase3, rows, write


def test_minutes_tell_who_played_where_the_status_is_empty(tmp_path):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        [
            {**line("0022300001", 1, minutes=12), "status": None},
            line("0022300001", 2, minutes=0, status=None),
            line("0022300001", 3, minutes=None, status=None),
            line("0022300001", 4, minutes=0),
        ],
    )

    found = rows(phase3(tmp_path), "player_game_summary")
    assert {r["universal_player_id"]: r["player_status"] for r in found} == {
        "1": "active",
        "2": "dnp",
        "3": "dnp",
        "4": "active",
    }
