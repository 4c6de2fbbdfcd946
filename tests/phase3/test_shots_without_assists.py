"""A 0 needs a source that could have said 1: assists and blocks nobody tells are unknown."""

import pytest
from given.files import game, line, phase3, row, rows, shot, write
from nba_backfill.phase3.findings import findings
from nba_backfill.phase3.knowledge import knowledge

GAME, OTHER = "0022300001", "0022300002"


def lines(game_id: str, ast: int, blk: int) -> list[dict]:
    return [
        line(game_id, 1, "BOS", fga=2, fgm=1),
        line(game_id, 2, "BOS", ast=ast),
        line(game_id, 3, "NYK", blk=blk),
        line(game_id, 4, "NYK", "inactive"),
    ]


def shots(game_id: str, **ids) -> list[dict]:
    return [
        shot(game_id, 1, "BOS", 2, 3, made=True, assist_player_id=ids.get("assist")),
        shot(game_id, 1, "BOS", 2, 4, block_player_id=ids.get("block")),
    ]


def drop(folder, *columns):
    import pyarrow.parquet as pq

    file = folder / "shots.parquet"
    pq.write_table(pq.read_table(file).drop(list(columns)), file)


def states(con, group: str) -> list[tuple]:
    return [(k["state"], k["how"], k["games"]) for k in knowledge(con) if k["group"] == group]


@pytest.mark.parametrize("ast, blk", [(0, 0), (1, 1)])
def test_columns_the_file_does_not_have(tmp_path, ast, blk):
    write(tmp_path, [game(GAME, "2023-10-24")], lines(GAME, ast, blk), shots(GAME))
    drop(tmp_path, "assist_player_id", "block_player_id")

    con = phase3(tmp_path)
    shooter = row(con, "player_game_summary", "player_lookup = 'player1'")
    assert shooter["paint_attempts"] == 2
    assert (shooter["assisted_fg_makes"], shooter["unassisted_fg_makes"]) == (None, None)
    blocker = row(con, "player_game_summary", "player_lookup = 'player3'")
    assert (blocker["blocks"], blocker["paint_blocks"]) == (blk, None)
    defense = row(con, "team_defense_game_summary", "defending_team_abbr = 'NYK'")
    assert (defense["opp_paint_attempts"], defense["blocks_paint"]) == (2, None)
    assert states(con, "zones") == [("given", None, 1)]
    assert states(con, "assists") == [("unknown", "the shots file has no assist_player_id", 1)]
    assert states(con, "blocks") == [("unknown", "the shots file has no block_player_id", 1)]


def test_a_game_whose_box_has_assists_and_blocks_and_whose_shots_have_none(tmp_path):
    """The other game tells both, a third has neither in box and shots."""
    third = "0022300003"
    write(
        tmp_path,
        [game(GAME, "2023-10-24"), game(OTHER, "2023-10-26"), game(third, "2023-10-28")],
        [*lines(GAME, 1, 1), *lines(OTHER, 1, 1), *lines(third, 0, 0)],
        [*shots(GAME), *shots(OTHER, assist=2, block=3), *shots(third)],
    )

    con = phase3(tmp_path)
    shooter = rows(con, "player_game_summary", "player_lookup = 'player1'")
    assert [r["assisted_fg_makes"] for r in shooter] == [None, 1, 0]
    blocker = rows(con, "player_game_summary", "player_lookup = 'player3'")
    assert [r["paint_blocks"] for r in blocker] == [None, 1, 0]
    told = {f["finding"]: (f["count"], f["example"]) for f in findings(con, {})}
    assert told["games_without_assists"] == (1, GAME)
    assert told["games_without_blocks"] == (1, GAME)
    assert told["shots_other_than_box"] == (0, None)
    why = "the box has assists and no make has an assister"
    assert states(con, "assists") == [("given", None, 2), ("unknown", why, 1)]


def test_without_a_shots_file_all_is_unknown_and_nothing_stops(tmp_path):
    write(tmp_path, [game(GAME, "2023-10-24")], lines(GAME, 1, 1))
    (tmp_path / "shots.parquet").unlink()

    con = phase3(tmp_path)
    shooter = row(con, "player_game_summary", "player_lookup = 'player1'")
    assert shooter["has_complete_shot_zones"] is False
    assert (shooter["fg_makes"], shooter["paint_makes"]) == (1, None)
    for group in ("zones", "assists", "blocks"):
        assert states(con, group) == [("unknown", "there is no shots file", 1)]
