"""Tables of Kaggle wyattowalsh/basketball: games of its own, the rest as nba_api's."""

import pandas as pd
import pytest
from given.formats import COUNTS, TEAM_ID, assert_equal, read_back, season, write_v2
from given.other_formats import write_nbadb

GAME = ["game_date", "home_abbr", "away_abbr", "home_score", "away_score"]
BOX = ["player_name", "team_abbr", "status", "minutes", *COUNTS]
SHOT = ["player_id", "team_abbr", "shot_type", "made", "distance_ft", "assist_player_id",
        "block_player_id"]  # fmt: skip


@pytest.mark.parametrize("source_format", ["auto", "nbadb"])
def test_a_season_of_2026_comes_back_as_it_was(tmp_path, source_format):
    found = read_back(write_nbadb(tmp_path / "files", season()), tmp_path, source_format)

    assert sorted(found) == ["games", "player_box", "players", "shots"]
    assert_equal(found["games"], season().games, ("game_id",), [*GAME, "n_periods"])
    assert_equal(found["player_box"], season().player_box, ("game_id", "player_id"), BOX)
    assert_equal(found["shots"], season().shots, ("game_id", "event_num"), SHOT)
    people = found["players"][found["players"].birth_date.notna()]
    born = season().players[season().players.birth_date.notna()]
    assert_equal(people, born, ("player_id",), ["birth_date"])


def test_games_of_2023_have_both_teams_in_a_row(tmp_path):
    folder = write_v2(tmp_path / "files", season())
    (folder / "a.csv").unlink()
    games = season().games
    pd.DataFrame({
        "season_id": "22023", "team_id_home": games.home_abbr.map(TEAM_ID),
        "team_abbreviation_home": games.home_abbr, "game_id": games.game_id,
        "game_date": [f"{pd.Timestamp(day).date()} 00:00:00" for day in games.game_date],
        "matchup_home": "", "wl_home": "W", "pts_home": games.home_score,
        "team_id_away": games.away_abbr.map(TEAM_ID), "pts_away": games.away_score,
    }).to_csv(folder / "game.csv", index=False)  # fmt: skip
    found = read_back(folder, tmp_path)
    assert_equal(found["games"], games, ("game_id",), GAME)
    assert "neutral_site" not in found["games"]
