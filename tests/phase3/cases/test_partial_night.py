import pandas as pd
from given.phase4 import prepare
from nba_backfill.operator import status


def test_a_night_half_final_is_told(real, build, as_league, tmp_path):
    """Four of eight games have neither score nor rows yet."""
    frames = real("2023-11-15")
    games = frames["games"]
    tonight = sorted(games[pd.to_datetime(games.game_date) == "2023-11-15"].game_id)
    late = games.game_id.isin(tonight[4:])
    counts = ["home_score", "away_score", "n_periods"]
    games[counts] = games[counts].astype("Int64")
    games.loc[late, counts] = pd.NA
    for name in ("player_box", "shots"):
        frames[name] = frames[name][~frames[name].game_id.isin(tonight[4:])]

    con, told = build(frames)

    assert told["dates_half_final"] == (1, "2023-11-15: 4 of 8 games final")
    assert con.execute(
        "SELECT COUNT(DISTINCT game_id) FROM upcoming_player_game_context "
        "WHERE game_date = DATE '2023-11-15'"
    ).fetchall() == [(4,)]
    filled = prepare(as_league(frames), tmp_path / "run", dates=["2023-11-15"])
    assert status.collect(filled.plan)["half_final"] == ["2023-11-15: 4 of 8 games final"]
