import pandas as pd
import pytest


@pytest.mark.parametrize("given", [True, False])
def test_four_overtimes_whether_the_schedule_says_so_or_the_minutes(real, build, given):
    frames = real("2023-10-30")
    games, box = frames["games"], frames["player_box"]
    game_id = sorted(games.game_id)[-1]
    for team in box[box.game_id == game_id].team_abbr.unique():
        rows = (box.game_id == game_id) & (box.team_abbr == team) & (box.status == "played")
        top = box[rows].sort_values("minutes", ascending=False).index[:5]
        box.loc[top, "minutes"] += 20
    games["n_periods"] = games.n_periods.astype("Int64")
    games.loc[games.game_id == game_id, "n_periods"] = 8 if given else pd.NA

    con, told = build(frames)

    pace = con.execute(
        "SELECT overtime_periods, pace / possessions FROM team_offense_game_summary "
        "WHERE game_id = ?",
        [game_id],
    ).fetchall()
    assert pace == [(4, pytest.approx(48 / 68))] * 2
    assert "games_of_odd_minutes" not in told
