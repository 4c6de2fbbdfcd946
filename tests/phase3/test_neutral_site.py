from given.files import game, line, phase3, row, rows, write

GAME = "0062300001"


def test_nobody_is_at_home_on_a_neutral_court_and_the_line_keeps_its_sign(tmp_path):
    write(
        tmp_path,
        [
            game("0022300001", "2023-10-24", neutral_site=False),
            game(GAME, "2023-12-09", "IND", "LAL", neutral_site=True),
        ],
        [line(GAME, 1, "IND"), line(GAME, 2, "LAL"), line("0022300001", 3)],
        odds=[{"game_id": GAME, "home_spread": -3.5, "total": 230.0}],
    )

    con = phase3(tmp_path)
    for name in ("team_offense_game_summary", "team_defense_game_summary", "player_game_summary",
                 "upcoming_team_game_context", "upcoming_player_game_context"):  # fmt: skip
        found = rows(con, name, f"game_id = '{GAME}'")
        assert [r["home_game"] for r in found] == [None, None], name
    teams = rows(con, "upcoming_team_game_context", f"game_id = '{GAME}'")
    assert [(t["team_abbr"], t["game_spread"]) for t in teams] == [("IND", -3.5), ("LAL", 3.5)]
    assert row(con, "player_game_summary", "game_id = '0022300001'")["home_game"] is True
