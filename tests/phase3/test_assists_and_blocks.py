from given.files import game, line, phase3, row, shot, write

GAME = "0022300001"
LINES = [
    line(GAME, 1, "BOS", fga=7, fgm=3, fg3a=2, fg3m=1),
    line(GAME, 2, "BOS", ast=2),
    line(GAME, 3, "NYK", blk=4),
]
SHOTS = [
    shot(GAME, 1, "BOS", 2, 3, made=True, assist_player_id=2),
    shot(GAME, 1, "BOS", 3, 25, made=True, assist_player_id=2),
    shot(GAME, 1, "BOS", 2, 15, made=True),
    shot(GAME, 1, "BOS", 2, 2, block_player_id=3),
    shot(GAME, 1, "BOS", 2, 12, block_player_id=3),
    shot(GAME, 1, "BOS", 3, 26, block_player_id=3),
    shot(GAME, 1, "BOS", 2, 1, block_player_id=3),
]


def test_makes_with_an_assist_and_misses_with_a_block_count_for_their_players(tmp_path):
    con = phase3(write(tmp_path, [game(GAME, "2023-10-24", "BOS", "NYK")], LINES, SHOTS))

    scorer = row(con, "player_game_summary", "player_lookup = 'player1'")
    assert (scorer["assisted_fg_makes"], scorer["unassisted_fg_makes"]) == (2, 1)
    blocker = row(con, "player_game_summary", "player_lookup = 'player3'")
    blocks = ("paint_blocks", "mid_range_blocks", "three_pt_blocks")
    assert [blocker[b] for b in blocks] == [2, 1, 1]
    defense = row(con, "team_defense_game_summary", "defending_team_abbr = 'NYK'")
    blocks = ("blocks_paint", "blocks_mid_range", "blocks_three_pt")
    assert [defense[b] for b in blocks] == [2, 1, 1]
