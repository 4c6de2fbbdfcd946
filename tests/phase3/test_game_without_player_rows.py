from given.files import game, line, phase3, row, rows, write


def test_it_yields_two_team_rows_without_lines(tmp_path):
    con = phase3(write(tmp_path, [game("0022300001", "2023-10-24", "BOS", "NYK")]))

    for name in ("team_offense_game_summary", "team_defense_game_summary"):
        teams = rows(con, name)
        key = "team_abbr" if name.startswith("team_off") else "defending_team_abbr"
        assert [(t[key], t["win_flag"], t["margin_of_victory"]) for t in teams] == [
            ("BOS", True, 10),
            ("NYK", False, -10),
        ]
        stated = {"game_id", "game_date", "season_year", "game_type", key, "opponent_team_abbr",
                  "home_game", "shot_zones_available", "has_complete_shot_zones", "win_flag",
                  "margin_of_victory"}  # fmt: skip
        assert {name for t in teams for name, value in t.items() if value is not None} <= stated
    assert rows(con, "player_game_summary") == []
    assert len(rows(con, "upcoming_team_game_context")) == 2


def test_rows_of_one_team_only_give_its_lines_but_no_possessions(tmp_path):
    con = phase3(
        write(
            tmp_path,
            [game("0022300001", "2023-10-24", "BOS", "NYK", n_periods=4)],
            [line("0022300001", 1, "BOS", minutes=240, fga=80, pts=100)],
        )
    )

    bos = row(con, "team_offense_game_summary", "team_abbr = 'BOS'")
    assert (bos["points_scored"], bos["possessions"], bos["pace"]) == (100, None, None)
    assert bos["offensive_rating"] is None
    nyk = row(con, "team_offense_game_summary", "team_abbr = 'NYK'")
    assert (nyk["points_scored"], nyk["fg_attempts"]) == (None, None)


def test_it_takes_its_place_in_the_pace_window_and_the_mean_skips_it(tmp_path):
    """Eleven games with pace 90, 100, ..., 190; the newest has no player rows."""
    games, lines = [], []
    for i in range(12):
        key = f"00223000{i + 1:02d}"
        games.append(game(key, f"2023-11-{i + 1:02d}", "BOS", "NYK", n_periods=4))
        if i < 10:
            for player, team in ((1, "BOS"), (2, "NYK")):
                lines.append(line(key, player, team, minutes=240, fga=90 + 10 * i))
    con = phase3(write(tmp_path, games, lines))

    found = row(con, "upcoming_team_game_context",
                "game_date = DATE '2023-11-12' AND team_abbr = 'BOS'")  # fmt: skip
    # window: games 2 to 11; values of games 2 to 10 = 100 .. 180
    assert found["pace_last_10"] == 140.0
