import datetime as dt

import pandas as pd

OLD = {"BKN": "NJN", "OKC": "SEA", "MEM": "VAN", "CHA": "CHH"}


def test_ids_and_teams_of_the_last_century(real, build):
    frames = real("2023-11-10")
    games = frames["games"]
    games["game_date"] += pd.Timestamp("1999-02-05") - games.game_date.min()
    for rows in frames.values():
        rows["game_id"] = "00298" + rows.game_id.str[5:]
        for column in rows.columns.intersection(["home_abbr", "away_abbr", "team_abbr"]):
            rows[column] = rows[column].replace(OLD)

    con, told = build(frames)

    assert con.execute(
        "SELECT season_year, game_type, MIN(game_date) FROM nba_schedule GROUP BY ALL"
    ).fetchall() == [(1998, "regular", dt.date(1999, 2, 5))]
    teams = con.execute("SELECT DISTINCT team_abbr FROM team_offense_game_summary").fetchall()
    assert {"NJN", "SEA", "VAN", "CHH"} < {team for (team,) in teams}
    assert not told.keys() & {"games_out_of_season", "seasons_of_too_many_teams"}
