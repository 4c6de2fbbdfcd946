from given.files import game, line, phase3, rows, write


def test_a_player_keeps_the_key_of_his_first_listing(tmp_path):
    write(
        tmp_path,
        [game("0022300001", "2023-10-24"), game("0022300002", "2023-10-26")],
        [
            line("0022300002", 1, player_name="Enes Freedom"),
            line("0022300001", 1, player_name="Enes Kanter"),
        ],
    )

    found = rows(phase3(tmp_path), "player_game_summary")
    assert [r["player_lookup"] for r in found] == ["eneskanter", "eneskanter"]
    assert [r["player_full_name"] for r in found] == ["Enes Kanter", "Enes Freedom"]
