"""A season written as nba_api gives it comes back as it was, column by column."""

import pytest
from given.formats import (
    COUNTS,
    assert_equal,
    play_by_play_v3,
    read_back,
    response,
    season,
    team_game_log,
    write_json,
    write_live,
    write_v2,
    write_v3,
)

SHOT = [
    "player_id",
    "team_abbr",
    "shot_type",
    "made",
    "distance_ft",
    "assist_player_id",
    "block_player_id",
]


@pytest.mark.parametrize("write", [write_v2, write_v3, write_live])
def test_a_season_comes_back_as_it_was(tmp_path, write):
    found = read_back(write(tmp_path / "files", season()), tmp_path)

    assert sorted(found) == ["games", "player_box", "shots"]
    games = ["game_date", "home_abbr", "away_abbr", "home_score", "away_score", "n_periods"]
    assert_equal(found["games"], season().games, ("game_id",), games)
    box = ["player_name", "team_abbr", "status", "minutes", *COUNTS]
    assert_equal(found["player_box"], season().player_box, ("game_id", "player_id"), box)
    assert_equal(found["shots"], season().shots, ("game_id", "event_num"), SHOT)


@pytest.mark.parametrize("write", [write_v2, write_v3, write_live])
def test_what_no_endpoint_has_is_absent(tmp_path, write):
    found = read_back(write(tmp_path / "files", season()), tmp_path)

    assert not {"odds", "props", "players"} & found.keys()
    assert "birth_date" not in found["player_box"]


def test_the_way_of_docs_formats(tmp_path):
    """Every answer as JSON: log of games, box scores, summaries, plays."""
    folder = write_v3(tmp_path / "files", season())
    (folder / "schedule.json.gz").unlink()
    write_json(folder / "games.json", response("LeagueGameLog", team_game_log(season())))
    plays = play_by_play_v3(season())
    (folder / "plays.csv").unlink()
    for game, actions in plays.drop(columns="gameId").groupby(plays.gameId):
        rows = actions.to_dict("records")
        write_json(folder / f"plays_{game}.json", {"game": {"gameId": game, "actions": rows}})
    found = read_back(folder, tmp_path)
    games = "game_date home_abbr away_abbr home_score away_score n_periods".split()  # noqa: SIM905
    assert_equal(found["games"], season().games, ("game_id",), games)
    box = ["player_name", "team_abbr", "status", "minutes", *COUNTS]
    assert_equal(found["player_box"], season().player_box, ("game_id", "player_id"), box)
    assert_equal(found["shots"], season().shots, ("game_id", "event_num"), SHOT)
