"""0 minutes with statistics, with and without a status."""

import pytest
from nba_backfill.phase3.columns import BOX


@pytest.mark.parametrize("has_status", [True, False])
def test_the_points_of_a_rounded_stint_do_not_vanish(real, build, has_status):
    frames = real("2023-10-26")
    box = frames["player_box"]
    played = box[box.status == "played"].sort_values(["minutes", "game_id", "player_id"])
    at = played.index[0]
    box.loc[at, list(BOX)] = 0
    box.loc[at, ["pts", "ftm", "fta", "dreb"]] = [2, 2, 2, 1]
    sitting = box[(box.game_id == box.game_id[at]) & (box.status == "dnp")].index[0]
    box.loc[sitting, "pf"] = 1  # a technical foul from the bench
    if not has_status:
        box["status"] = box.status.where(box.status == "inactive", None)

    con, told = build(frames)

    found = con.execute(
        "SELECT is_active, points, minutes_played, usage_rate FROM player_game_summary "
        "WHERE game_id = ? AND universal_player_id = ?",
        [box.game_id[at], str(box.player_id[at])],
    ).fetchall()
    assert found == [(True, 2, 0.0, None)]
    bench = con.execute(
        "SELECT is_active FROM player_game_summary WHERE game_id = ? AND universal_player_id = ?",
        [box.game_id[sitting], str(box.player_id[sitting])],
    ).fetchall()
    assert bench == [(False,)]
    assert ("played_by_their_counts" in told) is not has_status
