from given.files import game, line, phase3, row, shot, write


def test_nan_is_a_missing_value_and_2544_0_the_id_2544(tmp_path):
    nan = float("nan")
    write(
        tmp_path,
        [game("0022300001", "2023-10-24")],
        [
            line("0022300001", 2544.0, pts=10.0, fga=2.0, fgm=1.0, blk=0.0),
            line("0022300001", 7.0, "NYK", "dnp", pts=nan, fga=nan, minutes=nan),
        ],
        [
            shot("0022300001", 2544.0, "BOS", 2, 3.0, made=True, assist_player_id=nan),
            shot("0022300001", 2544.0, "BOS", 2, 3.0, block_player_id=7.0),
        ],
    )

    con = phase3(tmp_path)
    played = row(con, "player_game_summary", "is_active")
    assert played["universal_player_id"] == "2544"
    assert (played["points"], played["assisted_fg_makes"], played["unassisted_fg_makes"]) == (
        10, 0, 1,
    )  # fmt: skip
    assert row(con, "player_game_summary", "NOT is_active")["points"] is None
    assert row(con, "team_defense_game_summary", "defending_team_abbr = 'NYK'")["blocks_paint"] == 1
