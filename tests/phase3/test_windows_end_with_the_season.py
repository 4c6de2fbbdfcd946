from given.files import game, line, phase3, row, write


def test_a_new_season_starts_without_rest_usage_and_pace(tmp_path):
    box = {"minutes": 240, "fga": 80, "tov": 10, "pts": 100}
    write(
        tmp_path,
        [game("0022300001", "2023-10-24"), game("0022400001", "2023-10-26")],
        [
            line(key, player, team, **box)
            for key in ("0022300001", "0022400001")
            for player, team in ((1, "BOS"), (2, "NYK"))
        ],
    )

    con = phase3(tmp_path)
    player = row(con, "upcoming_player_game_context",
                 "season_year = 2024 AND player_lookup = 'player1'")  # fmt: skip
    assert player["days_rest"] is None
    assert player["games_in_last_7_days"] == 0
    assert player["projected_usage_rate"] is None
    assert player["opponent_pace_last_10"] is None
    team = row(con, "upcoming_team_game_context", "season_year = 2024 AND team_abbr = 'BOS'")
    assert (team["days_rest"], team["pace_last_10"]) == (None, None)
