import pandas as pd


def test_nobody_is_at_home_in_mexico_las_vegas_and_paris(real, build):
    """2023-11-09 ATL-ORL, the Cup of 2023-12-07 and 09, 2024-01-11 BKN-CLE."""
    frames = real("2024-01-12")
    games = frames["games"]
    day = pd.to_datetime(games.game_date).dt.strftime("%Y-%m-%d")
    games["neutral_site"] = (
        day.isin(["2023-12-07", "2023-12-09"])
        | ((day == "2023-11-09") & (games.home_abbr.isin(["ORL", "ATL"])))
        | ((day == "2024-01-11") & (games.home_abbr.isin(["BKN", "CLE"])))
    )

    con, _ = build(frames)

    assert con.execute(
        "SELECT CAST(game_date AS VARCHAR), COUNT(*) FROM upcoming_team_game_context "
        "WHERE home_game IS NULL GROUP BY game_date ORDER BY game_date"
    ).fetchall() == [("2023-11-09", 2), ("2023-12-07", 4), ("2023-12-09", 2), ("2024-01-11", 2)]
