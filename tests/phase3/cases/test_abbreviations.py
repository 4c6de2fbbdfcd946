"""One team under two abbreviations."""

import pandas as pd
import pytest
from nba_backfill.errors import BackfillError

TEAM_COLUMNS = ("home_abbr", "away_abbr", "team_abbr")


def respelled(frames, names, since="2023-11-10"):
    games = frames["games"]
    late = set(games[pd.to_datetime(games.game_date) >= since].game_id)
    for name in names:
        for column in frames[name].columns.intersection(TEAM_COLUMNS):
            rows = frames[name].game_id.isin(late) & (frames[name][column] == "PHX")
            frames[name].loc[rows, column] = "PHO"
    return frames


def test_respelled_in_mid_season_is_told(real, build):
    _, told = build(respelled(real("2023-11-30"), ("games", "player_box", "shots")))

    assert told["seasons_of_too_many_teams"] == (
        1,
        "2023: 31 teams, the last to appear is PHO on 2023-11-10, the first to disappear PHX after "
        "2023-11-08",
    )


def test_respelled_in_one_file_is_refused(real, build):
    with pytest.raises(BackfillError, match="team that does not play in the game"):
        build(respelled(real("2023-11-15"), ("player_box",)))


def test_another_name_in_another_season_is_nothing(real, build):
    frames, older = real("2023-11-03"), real("2022-11-03", "2022-10-18")
    for name, rows in older.items():
        for column in rows.columns.intersection(TEAM_COLUMNS):
            rows[column] = rows[column].replace("BKN", "NJN")
        frames[name] = pd.concat([frames[name], rows], ignore_index=True)

    con, told = build(frames)

    assert "seasons_of_too_many_teams" not in told
    assert con.execute(
        "SELECT season_year, team_abbr FROM team_offense_game_summary "
        "WHERE team_abbr IN ('NJN', 'BKN') GROUP BY ALL ORDER BY ALL"
    ).fetchall() == [(2022, "NJN"), (2023, "BKN")]
