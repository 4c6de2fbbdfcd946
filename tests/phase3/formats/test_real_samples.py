"""Real files of 2023-10-24 .. 2023-11-04 give the rows that ../shared/realdata has of those days.

Skipped where the samples or the real data are not there; neither is part of this repository.
"""

import gzip
import json
import os
import shutil
import tarfile
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from given.formats import COUNTS, assert_equal, read_back
from nba_backfill.phase3.formats import coverage

LAST = "2023-11-04"
GAME = ["game_date", "home_abbr", "away_abbr", "home_score", "away_score", "n_periods"]
BOX = ["team_abbr", "status", "minutes", *COUNTS]
SHOT = ["player_id", "team_abbr", "shot_type", "made", "assist_player_id", "block_player_id"]

# Out the whole season, so in the live box score alone, which leaves their accents out.
SPELLED_OTHERWISE = {"Bojan Bogdanovic", "Vlatko Cancar"}


@pytest.fixture(scope="session")
def samples(realdata) -> Path:
    folder = Path(os.environ.get("NBA_SAMPLES", realdata.parent / "samples"))
    if not (folder / "nba_api").is_dir():
        pytest.skip(f"no samples in {folder} (set NBA_SAMPLES)")
    return folder


@pytest.fixture(scope="session")
def real(realdata) -> dict[str, pd.DataFrame]:
    """The days of the samples in the own form."""
    names = ("games", "player_box", "shots", "odds")
    return {
        name: duckdb.sql(
            f"SELECT * FROM '{realdata / name}.parquet' "
            f"WHERE game_date BETWEEN '2023-10-24' AND '{LAST}'"
        ).df()
        for name in names
    }


def of_days(frame, real):
    return frame[frame.game_id.isin(real["games"].game_id)]


def assert_equal_to_real(found, real):
    """The games of the days, all columns; distances of threes may be told by one feed alone."""
    assert_equal(of_days(found["games"], real), real["games"], ("game_id",), GAME)
    box = of_days(found["player_box"], real)
    assert_equal(box, real["player_box"], ("game_id", "player_id"), BOX)
    names = box.merge(real["player_box"].astype({"player_id": str}), on=["game_id", "player_id"])
    other = names[names.player_name_x != names.player_name_y]
    assert set(other.player_name_x) <= SPELLED_OTHERWISE
    shots = of_days(found["shots"], real)
    assert_equal(shots, real["shots"], ("game_id", "event_num"), SHOT)
    two, real_two = (frame[frame.shot_type == 2] for frame in (shots, real["shots"]))
    assert_equal(two, real_two, ("game_id", "event_num"), ["distance_ft"])


@pytest.fixture
def nba_api(samples, tmp_path):
    """LeagueGameFinder, LeagueGameLog of players and the live box score of 2023-24."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name in (
        "nba_games_2023_24.csv",
        "player_gamelogs_2023-24.csv",
        "live_boxscore_player_game_stats_2023-24.parquet",
    ):
        (folder / name).symlink_to(samples / "nba_api" / name)
    return folder


def test_nba_api(nba_api, samples, real, tmp_path):
    shutil.copytree(samples / "nba_api" / "gameplaybyplay", nba_api / "gameplaybyplay")
    found = read_back(nba_api, tmp_path)
    assert len(found["games"]) == 1319
    assert_equal_to_real(found, real)
    # 0022300124, event 62
    assert "shots: 1 doubled events counted once" in coverage(nba_api, "auto", tmp_path)["notes"]


def test_shufinskiy(nba_api, samples, real, tmp_path):
    with tarfile.open(samples / "shufinskiy" / "nbastats_2023.tar.xz") as archive:
        archive.extractall(nba_api, filter="data")
    assert_equal_to_real(read_back(nba_api, tmp_path), real)


def test_shot_chart(nba_api, samples, real, tmp_path):
    """No assists in it, but the same zones."""
    (nba_api / "shots.parquet").symlink_to(samples / "nba_api" / "shots_2023-24.parquet")
    found = of_days(read_back(nba_api, tmp_path)["shots"], real)
    both = found.merge(real["shots"], on=["game_id", "event_num"], suffixes=("", "_real"))
    assert len(found) == len(both) == 15372  # one event is in the play-by-play alone
    for column in ("team_abbr", "shot_type", "made"):
        assert (both[column] == both[f"{column}_real"]).all()
    two = both[both.shot_type == 2]
    assert ((two.distance_ft <= 8) == (two.distance_ft_real <= 8)).all()


def test_neutral_sites_of_2024_25(nba_api, samples, tmp_path):
    log = nba_api / "games_2024_25.csv"
    log.symlink_to(samples / "nba_api" / "nba_games_2024_25.csv")
    by_matchup = read_back(nba_api, tmp_path)["games"].set_index("game_id")
    neutral = by_matchup.index[by_matchup.neutral_site.fillna(False).astype(bool)]
    assert sorted(neutral) == [
        "0022400147", "0022400621", "0022400633", "0022401229", "0022401230", "0062400001",
    ]  # fmt: skip
    log.unlink()
    schedule = (samples / "nba_api" / "scheduleleaguev2_2024-25.json.gz").read_bytes()
    (nba_api / "schedule.json").write_bytes(gzip.decompress(schedule))
    by_schedule = read_back(nba_api, tmp_path)["games"].set_index("game_id")
    same = by_matchup.index.intersection(by_schedule.index)
    season = [game for game in same if game[3:5] == "24"]
    assert len(season) == 1321
    for column in GAME[:-1]:
        assert (by_matchup.loc[season, column] == by_schedule.loc[season, column]).all()


def test_live_play_by_play(samples, tmp_path):
    """Two games of cdn.nba.com: every make and miss, with who assisted and who blocked."""
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("cdn_playbyplay_0022400500.json.gz", "cdn_playbyplay_0022400561.json.gz"):
        shutil.copy(samples / "nba_api" / name, folder)
    shutil.copy(samples / "nba_api" / "nba_games_2024_25.csv", folder)
    shutil.copy(samples / "nba_api" / "leaguegamelog_P_2025-03-15.json", folder)
    found = read_back(folder, tmp_path)["shots"]
    games = [gzip.decompress(path.read_bytes()) for path in sorted(folder.glob("*.gz"))]
    actions = [a for game in games for a in json.loads(game)["game"]["actions"]]
    attempts = [a for a in actions if a["isFieldGoal"] == 1]
    assert len(found) == len(attempts)
    assert found.made.sum() == sum(a["shotResult"] == "Made" for a in attempts)
    assert found.assist_player_id.notna().sum() == sum("assistPersonId" in a for a in attempts)
    assert found.block_player_id.notna().sum() == sum("blockPersonId" in a for a in attempts)
