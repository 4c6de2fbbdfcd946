import datetime as dt

import pandas as pd


def test_a_season_that_ends_in_october_is_one_season(real, build):
    """2019-20 with a break of eight months, its last games in October 2020."""
    frames = real("2023-11-20")
    games = frames["games"]
    games["game_date"] += pd.Timestamp("2019-10-22") - games.game_date.min()
    late = pd.to_datetime(games.game_date) >= "2019-11-10"
    games.loc[late, "game_date"] += pd.Timestamp("2020-10-01") - pd.Timestamp("2019-11-10")
    for rows in frames.values():
        rows["game_id"] = "00219" + rows.game_id.str[5:]

    con, told = build(frames)

    assert con.execute(
        "SELECT season_year, MIN(game_date), MAX(game_date) FROM nba_schedule GROUP BY season_year"
    ).fetchall() == [(2019, dt.date(2019, 10, 22), dt.date(2020, 10, 9))]
    rest, week = con.execute(
        "SELECT MAX(days_rest), MAX(games_in_last_7_days) FROM upcoming_team_game_context "
        "WHERE game_date = DATE '2020-10-01'"
    ).fetchone()
    assert rest > 300
    assert week == 0
    assert "games_out_of_season" not in told
