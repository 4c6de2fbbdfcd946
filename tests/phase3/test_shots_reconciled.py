"""Shots held against the box: what differs is no zone of that player and that team, and told."""

import pytest
from given.files import game, line, phase3, row, rows, shot, write
from nba_backfill.phase3.findings import findings

GAME = "0022300001"
LINES = [
    line(GAME, 1, "BOS", fga=3, fgm=2, fg3a=1, fg3m=1),
    line(GAME, 2, "BOS", fga=1, fgm=0, ast=1),
    line(GAME, 3, "NYK", fga=1, fgm=1, blk=1),
    line(GAME, 4, "NYK", "inactive"),
]
SHOTS = [
    shot(GAME, 1, "BOS", 2, 3, made=True, assist_player_id=2, event_num=7),
    shot(GAME, 1, "BOS", 3, 25, made=True, event_num=9),
    shot(GAME, 1, "BOS", 2, 12, event_num=11),
    shot(GAME, 2, "BOS", 2, 2, block_player_id=3, event_num=15),
    shot(GAME, 3, "NYK", 2, 1, made=True, event_num=20),
]
ZONES = {"has_complete_shot_zones", "paint_attempts", "three_makes_pbp", "assisted_fg_makes"}


def built(folder, lines=LINES, shots=SHOTS):
    return phase3(write(folder, [game(GAME, "2023-10-24", "BOS", "NYK")], lines, shots))


def told(con) -> dict[str, tuple]:
    return {f["finding"]: (f["count"], f["example"]) for f in findings(con, {}) if f["count"]}


def test_equal_feeds_are_zone_known_for_everybody(tmp_path):
    con = built(tmp_path)

    assert {p["has_complete_shot_zones"] for p in rows(con, "player_game_summary")} == {True}
    teams = rows(con, "team_offense_game_summary")
    assert [t["shot_zones_available"] for t in teams] == [True, True]
    assert "shots_other_than_box" not in told(con)


@pytest.mark.parametrize(
    ("player", "box", "difference"),
    [
        (1, {"fga": 4}, "4 attempts in the box, 3 in the shots"),
        (1, {"fga": 4, "fgm": 3},
         "4 attempts in the box, 3 in the shots; 3 makes in the box, 2 in the shots"),
        (1, {"fg3a": 2}, "2 threes in the box, 1 in the shots"),
        (1, {"fg3m": 0}, "0 threes made in the box, 1 in the shots"),
        (2, {"ast": 2}, "2 assists in the box, 1 in the shots"),
        (2, {"blk": 1}, "1 blocks in the box, 0 in the shots"),
    ],
)  # fmt: skip
def test_one_difference_leaves_that_player_and_his_team_without_zones(
    tmp_path, player, box, difference
):
    lines = [{**r, **box} if r["player_id"] == player else r for r in LINES]
    con = built(tmp_path, lines)

    his = row(con, "player_game_summary", f"player_lookup = 'player{player}'")
    assert {name: his[name] for name in ZONES} == {
        "has_complete_shot_zones": False, "paint_attempts": None, "three_makes_pbp": None,
        "assisted_fg_makes": None,
    }  # fmt: skip
    mate = row(con, "player_game_summary", f"player_lookup = 'player{3 - player}'")
    assert mate["has_complete_shot_zones"] is True
    assert mate["paint_attempts"] is not None
    offense = {t["team_abbr"]: t for t in rows(con, "team_offense_game_summary")}
    assert offense["BOS"]["shot_zones_available"] is False
    assert offense["BOS"]["team_paint_attempts"] is None
    assert offense["NYK"]["shot_zones_available"] is True
    # what BOS shot is what NYK allowed
    defense = {t["defending_team_abbr"]: t for t in rows(con, "team_defense_game_summary")}
    assert defense["NYK"]["has_complete_shot_zones"] is False
    assert defense["NYK"]["opp_three_attempts_pbp"] is None
    assert defense["BOS"]["opp_paint_attempts"] == 1
    assert told(con)["shots_other_than_box"] == (
        1, f"2023-10-24 {GAME} Player {player} (BOS): {difference}",
    )  # fmt: skip


def test_a_block_the_shots_lack_is_no_zero_of_the_team(tmp_path):
    """Player 2 of BOS has a block in the box; nobody knows in which zone."""
    lines = [{**r, "blk": 1} if r["player_id"] == 2 else r for r in LINES]
    con = built(tmp_path, lines)

    bos = row(con, "team_defense_game_summary", "defending_team_abbr = 'BOS'")
    assert bos["has_complete_shot_zones"] is True
    assert bos["blocks_paint"] is None


def test_a_shot_of_somebody_without_a_line_is_a_difference_of_his_team(tmp_path):
    con = built(tmp_path, shots=[*SHOTS, shot(GAME, 9, "NYK", 2, 3)])

    offense = {t["team_abbr"]: t for t in rows(con, "team_offense_game_summary")}
    assert offense["NYK"]["shot_zones_available"] is False
    assert told(con)["shots_other_than_box"] == (
        1, f"2023-10-24 {GAME} player 9 (NYK): 0 attempts in the box, 1 in the shots",
    )  # fmt: skip


def test_shots_that_end_at_half_time_are_no_complete_zones(tmp_path):
    con = built(tmp_path, shots=SHOTS[:2])

    teams = rows(con, "team_offense_game_summary")
    assert [t["shot_zones_available"] for t in teams] == [False, False]
    known = {p["player_lookup"]: p["paint_attempts"] for p in rows(con, "player_game_summary")}
    assert known == {"player1": None, "player2": None, "player3": None, "player4": None}


def test_a_doubled_event_counts_once_and_is_told(tmp_path):
    con = built(tmp_path, shots=[*SHOTS, SHOTS[0]])

    shooter = row(con, "player_game_summary", "player_lookup = 'player1'")
    assert (shooter["paint_attempts"], shooter["assisted_fg_makes"]) == (1, 1)
    assert told(con)["doubled_events"] == (1, f"{GAME} event 7")


def test_without_event_numbers_a_doubled_shot_is_a_difference(tmp_path):
    bare = [{k: v for k, v in s.items() if k != "event_num"} for s in [*SHOTS, SHOTS[0]]]
    con = built(tmp_path, shots=bare)

    assert row(con, "player_game_summary", "player_lookup = 'player1'")["paint_attempts"] is None
    assert told(con)["shots_other_than_box"][0] == 2  # the shooter and the assister


def test_a_team_without_player_rows_is_not_compared(tmp_path):
    con = built(tmp_path, [r for r in LINES if r["team_abbr"] == "NYK"])

    offense = {t["team_abbr"]: t for t in rows(con, "team_offense_game_summary")}
    assert offense["BOS"]["team_paint_attempts"] == 2
    assert offense["BOS"]["fg_attempts"] is None
