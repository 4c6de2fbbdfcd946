"""ESPN's files as hoopR loads them: with ids of their own, or beside games with the NBA's."""

import pandas as pd
import pytest
from given.formats import COUNTS, assert_equal, read_back, season, team_game_log
from given.other_formats import espn_id, write_hoopr
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import files
from nba_backfill.phase3.formats import coverage

GAME = ["game_date", "home_abbr", "away_abbr", "home_score", "away_score", "n_periods"]
BOX = ["player_name", "team_abbr", "status", "minutes", *COUNTS]
SHOT = ["player_id", "team_abbr", "shot_type", "made", "distance_ft", "assist_player_id",
        "block_player_id"]  # fmt: skip


def listed(frame):
    """The season without its inactive players, whom ESPN does not name."""
    return frame[frame.status != "inactive"]


def with_espn_ids(frame):
    frame = frame.assign(game_id=frame.game_id.map(espn_id))
    for column in ("player_id", "assist_player_id", "block_player_id"):
        if column in frame:
            frame[column] = frame[column] + 3 * 10**6
    return frame


@pytest.fixture
def folder(tmp_path):
    return write_hoopr(tmp_path / "files", season())


def test_a_season_comes_back_with_the_ids_of_espn(folder, tmp_path):
    found = read_back(folder, tmp_path)

    assert sorted(found) == ["games", "player_box", "shots"]
    games = with_espn_ids(season().games)
    kinds = {"2": "regular", "4": "playoffs", "5": "play_in", "6": "cup_final"}
    games["game_type"] = season().games.game_id.str[2].map(kinds)
    games["season_year"] = 2023
    assert_equal(found["games"], games, ("game_id",), [*GAME, "game_type", "season_year"])
    box = with_espn_ids(listed(season().player_box))
    assert_equal(found["player_box"], box, ("game_id", "player_id"), BOX)
    with files.load(tmp_path / "source").con as con:  # the own form takes it
        assert con.execute("SELECT COUNT(*) FROM nba_schedule").fetchone() == (len(games),)


def test_shots_of_games_with_a_box_score(folder, tmp_path):
    found = read_back(folder, tmp_path)["shots"]
    known = season().shots.game_id.isin(season().player_box.game_id)
    expected = with_espn_ids(season().shots[known])
    assert_equal(found, expected, ("game_id", "event_num"), SHOT)


def test_beside_games_of_the_nba_ids_join_by_date_and_home_team(folder, tmp_path):
    team_game_log(season()).to_csv(folder / "log.csv", index=False)
    found = read_back(folder, tmp_path)
    assert_equal(found["games"], season().games, ("game_id",), GAME)
    box = listed(season().player_box).assign(player_id=lambda box: box.player_id + 3 * 10**6)
    assert_equal(found["player_box"], box, ("game_id", "player_id"), BOX)


def test_beside_box_scores_of_the_nba_shooters_join_by_name_within_the_game(folder, tmp_path):
    from given.formats import write_v2

    write_v2(folder, season())
    for path in folder.glob("plays/*.csv"):
        path.unlink()
    found = read_back(folder, tmp_path)
    expected = season().player_box
    assert_equal(found["player_box"], expected, ("game_id", "player_id"), BOX)
    # a shooter whose name two players of the game have is not guessed: its shots are left out
    box = season().player_box
    ids = box.groupby(["game_id", "player_name"]).player_id.transform("nunique")
    unclear = set(box.game_id[ids > 1])
    shots = season().shots[~season().shots.game_id.isin(unclear)]
    assert unclear and len(shots) < len(season().shots)
    assert_equal(found["shots"], shots, ("game_id", "event_num"), SHOT)
    told = " | ".join(coverage(folder, "auto", tmp_path)["notes"])
    assert "of shooters who are not listed for the game" in told


def test_active_and_reason_say_nothing(folder, tmp_path):
    box = pd.read_csv(folder / "player_box_2024.csv")
    assert not box.active.any() and (box.reason == "COACH'S DECISION").all()
    found = read_back(folder, tmp_path)["player_box"]
    assert (found.status == "played").sum() == (season().player_box.status == "played").sum()


def test_no_inactive_list(folder, tmp_path):
    read_back(folder, tmp_path)
    group = coverage(folder, "auto", tmp_path)["groups"]["players who were inactive"]
    assert group["state"] == "unknown"


def test_all_star_teams_and_the_wnba_are_left_out(folder, tmp_path):
    path = folder / "nba_schedule_2024.parquet"
    games = pd.read_parquet(path)
    more = games.head(3).copy()
    more["game_id"] = ["1", "2", "3"]
    more["home_abbreviation"] = ["EAST", "LEB", "MIN"]
    more["home_display_name"] = ["Eastern Conf All-Stars", "Team LeBron", "Minnesota Lynx"]
    pd.concat([games, more]).to_parquet(path)
    assert len(read_back(folder, tmp_path)["games"]) == len(season().games)


def test_dates_of_before_april_2023_are_a_day_late(folder, tmp_path):
    """hoopR's issue 62: game_date was the date of the tip-off in UTC."""
    box = pd.read_csv(folder / "player_box_2024.csv")
    late = pd.to_datetime(box.game_date) + pd.Timedelta(days=1)
    times = late.dt.strftime("%Y-%m-%dT01:00:00Z")
    box = box.assign(game_date=late.dt.date, game_date_time=times)
    box.to_csv(folder / "player_box_2024.csv", index=False)
    with pytest.raises(BackfillError, match="these are UTC times"):
        read_back(folder, tmp_path)


def test_a_two_pointer_without_feet_leaves_its_game_without_zones(folder, tmp_path):
    path = folder / "play_by_play_2024.parquet"
    plays = pd.read_parquet(path)
    row = plays.index[(plays.score_value == 2) & plays.text.str.contains("foot")][0]
    plays.loc[row, "text"] = "X misses jumper"
    plays.to_parquet(path)
    found = read_back(folder, tmp_path)["shots"]
    assert plays.game_id[row] not in set(found.game_id)
    known = season().shots.game_id[season().shots.game_id.isin(season().player_box.game_id)]
    assert found.game_id.nunique() == known.nunique() - 1
