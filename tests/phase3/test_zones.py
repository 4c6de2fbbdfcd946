from given.files import game, line, phase3, row, shot, write

GAME = "0022300001"


def test_the_shot_type_decides_before_the_distance(tmp_path):
    write(
        tmp_path,
        [game(GAME, "2023-10-24", "BOS", "NYK")],
        [
            line(GAME, 1, "BOS", fga=5, fgm=2, fg3a=1),
            line(GAME, 2, "BOS"),
            line(GAME, 3, "NYK"),
        ],
        [
            shot(GAME, 1, "BOS", 2, 24, made=True),
            shot(GAME, 1, "BOS", 3, 8),
            shot(GAME, 1, "BOS", 2, 8, made=True),
            shot(GAME, 1, "BOS", 2, 9),
            shot(GAME, 1, "BOS", 2, 0),
        ],
    )

    con = phase3(tmp_path)
    player = row(con, "player_game_summary", "player_lookup = 'player1'")
    zones = "paint_attempts paint_makes mid_range_attempts mid_range_makes "
    zones += "three_attempts_pbp three_makes_pbp"
    assert [player[z] for z in zones.split()] == [2, 1, 2, 1, 1, 0]
    assert player["has_complete_shot_zones"] is True

    team = row(con, "team_offense_game_summary", "team_abbr = 'BOS'")
    assert (team["team_paint_attempts"], team["team_paint_makes"]) == (2, 1)
    assert (team["team_mid_range_attempts"], team["team_mid_range_makes"]) == (2, 1)
    assert team["points_in_paint_scored"] == 2

    defense = row(con, "team_defense_game_summary", "defending_team_abbr = 'NYK'")
    allowed = "opp_paint_attempts opp_paint_makes opp_mid_range_attempts opp_mid_range_makes "
    allowed += "opp_three_attempts_pbp opp_three_makes_pbp points_in_paint_allowed "
    allowed += "mid_range_points_allowed"
    assert [defense[z] for z in allowed.split()] == [2, 1, 2, 1, 1, 0, 2, 2]


def test_a_player_and_a_team_without_a_shot_have_zeros_in_a_zone_known_game(tmp_path):
    write(
        tmp_path,
        [game(GAME, "2023-10-24", "BOS", "NYK")],
        [line(GAME, 1, "BOS", fga=1), line(GAME, 2, "BOS"), line(GAME, 3, "NYK")],
        [shot(GAME, 1, "BOS", 2, 3)],
    )

    con = phase3(tmp_path)
    assert row(con, "player_game_summary", "player_lookup = 'player2'")["paint_attempts"] == 0
    assert (
        row(con, "team_offense_game_summary", "team_abbr = 'NYK'")["team_mid_range_attempts"] == 0
    )
    assert row(con, "team_defense_game_summary", "defending_team_abbr = 'BOS'")["blocks_paint"] == 0


def test_zones_are_null_in_a_game_the_shots_file_lacks_and_for_who_did_not_play(tmp_path):
    write(
        tmp_path,
        [game(GAME, "2023-10-24"), game("0022300002", "2023-10-26")],
        [line(GAME, 1, fga=1), line(GAME, 2, status="dnp"), line("0022300002", 1)],
        [shot(GAME, 1, "BOS", 2, 3)],
    )

    con = phase3(tmp_path)
    without = row(con, "player_game_summary", "game_id = '0022300002'")
    assert without["has_complete_shot_zones"] is False
    assert without["paint_attempts"] is None
    assert without["assisted_fg_makes"] is None
    assert without["three_pt_blocks"] is None
    assert without["three_pt_attempts"] == 0  # of the box score
    team = row(con, "team_defense_game_summary", "game_id = '0022300002' AND home_game")
    assert team["has_complete_shot_zones"] is False
    assert team["opp_paint_attempts"] is None
    dnp = row(con, "player_game_summary", "player_status = 'dnp'")
    assert dnp["has_complete_shot_zones"] is True
    assert dnp["paint_attempts"] is None
