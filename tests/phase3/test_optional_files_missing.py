from given.files import game, line, phase3, row, write


def test_without_odds_props_and_birth_dates_their_columns_are_null(tmp_path):
    write(tmp_path, [game("0022300001", "2023-10-24")], [line("0022300001", 1, status="dnp")])

    con = phase3(tmp_path)
    player = row(con, "upcoming_player_game_context")
    absent = ("game_spread", "game_total", "current_points_line", "current_points_line_source",
              "player_age")  # fmt: skip
    assert {player[name] for name in absent} == {None}
    summary = row(con, "player_game_summary")
    assert (summary["personal_fouls"], summary["plus_minus"]) == (None, None)
