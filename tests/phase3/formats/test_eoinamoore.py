"""The Kaggle set of eoinamoore in its versions comes back as the season it was written from."""

import pandas as pd
import pytest
from given.formats import COUNTS, assert_equal, read_back, season
from given.other_formats import write_eoinamoore
from nba_backfill.errors import BackfillError
from nba_backfill.phase3.formats import coverage

GAME = ["game_date", "home_abbr", "away_abbr", "home_score", "away_score"]
BOX = ["player_name", "team_abbr", "status", *COUNTS]


def assert_is_the_season(found):
    assert_equal(found["games"], season().games, ("game_id",), GAME)
    assert_equal(found["player_box"], season().player_box, ("game_id", "player_id"), BOX)


def test_a_season_comes_back_as_it_was(tmp_path):
    found = read_back(write_eoinamoore(tmp_path / "files", season()), tmp_path)

    assert sorted(found) == ["games", "player_box", "players"]  # no shots, no lines
    assert_is_the_season(found)
    born = season().players[season().players.birth_date.notna()]
    people = found["players"][found["players"].birth_date.notna()]
    assert_equal(people, born, ("player_id",), ["birth_date"])
    state = coverage(tmp_path / "files", "auto", tmp_path)["groups"]["zones of shots"]["state"]
    assert state == "unknown"


@pytest.mark.parametrize(
    "time",
    ["{day} 20:30:00", "{day} 17:00:00", "{day} 19:30:00+00:00", "{day}T13:00:00Z",
     "{day}T19:30:00-04:00"],
)  # fmt: skip
def test_times_in_four_forms_have_the_us_date_in_front(tmp_path, time):
    found = read_back(write_eoinamoore(tmp_path / "files", season(), time), tmp_path)
    assert_equal(found["games"], season().games, ("game_id",), GAME)


def test_times_that_somebody_converted_are_refused(tmp_path):
    folder = write_eoinamoore(tmp_path / "files", season())
    games = pd.read_csv(folder / "Games.csv")
    utc = pd.to_datetime(games.gameDateTimeEst) + pd.Timedelta(hours=5)
    games.assign(gameDateTimeEst=utc).to_csv(folder / "Games.csv", index=False)
    with pytest.raises(BackfillError, match="these are UTC times"):
        read_back(folder, tmp_path)


def seconds_of(minutes: float) -> int:
    return int(minutes * 7) % 60


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (lambda m: f"{m + seconds_of(m) / 60:.4f}", lambda m: m + seconds_of(m) / 60),
        (lambda m: f"{m + seconds_of(m) / 100:.2f}".rstrip("0"), lambda m: m + seconds_of(m) / 60),
        (lambda m: f"{m:.1f}", lambda m: m),
    ],
    ids=["39.1666 is decimal", "33.09 is 33:09", "35.0 is whole"],
)
def test_forms_of_minutes(tmp_path, written, expected):
    folder = write_eoinamoore(tmp_path / "files", season(), minutes=written)
    found = read_back(folder, tmp_path)["player_box"]
    box = season().player_box
    minutes = box.minutes.map(expected, na_action="ignore")
    both = found.merge(
        box.assign(expected=minutes, player_id=box.player_id.astype(str)),
        on=["game_id", "player_id"],
    )
    assert len(both) == len(box)
    assert ((both.minutes_x - both.expected).abs().fillna(0) < 1e-4).all()


def test_teams_by_name_where_there_are_no_ids(tmp_path):
    folder = write_eoinamoore(tmp_path / "files", season())
    (folder / "Games.csv").unlink()
    found = read_back(folder, tmp_path)
    games = season().games[season().games.game_id.isin(season().player_box.game_id)]
    assert_equal(found["games"], games, ("game_id",), GAME[:3])


def test_birth_dates_serve_other_formats(tmp_path):
    from given.formats import write_v2

    folder = write_v2(tmp_path / "files", season())
    write_eoinamoore(tmp_path / "kaggle", season())
    (tmp_path / "kaggle" / "Players.csv").rename(folder / "Players.csv")
    found = read_back(folder, tmp_path)
    assert sorted(found) == ["games", "player_box", "players", "shots"]
    assert found["players"].birth_date.notna().sum() == season().players.birth_date.notna().sum()
