"""A folder that cannot be read is refused in one line: what is in it, what is nearest, the page."""

import pandas as pd
import pytest
from given.formats import season, team_game_log, write_v2
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import formats


def refused(folder, tmp_path, source_format="auto") -> str:
    with pytest.raises(BackfillError) as caught:
        formats.own_form(folder, source_format, tmp_path / "results")
    assert caught.value.kind == "bad_source" and "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "nba").mkdir()
    return tmp_path / "nba"


def test_an_empty_folder(folder, tmp_path):
    assert refused(folder, tmp_path) == (
        f"{folder}: no file has games (date, teams, score); the folder is empty; which files do is "
        "in docs/formats.md"
    )


def test_games_without_box_scores(folder, tmp_path):
    team_game_log(season()).to_csv(folder / "log.csv", index=False)
    assert refused(folder, tmp_path) == (
        f"{folder}: no file has box scores of players; it holds log.csv (nba_api: LeagueGameLog or "
        "LeagueGameFinder, teams); which files do is in docs/formats.md"
    )


def test_the_nearest_kind_of_file_and_what_it_lacks(folder, tmp_path):
    log = team_game_log(season()).drop(columns=["MATCHUP", "GAME_ID"])
    log.to_csv(folder / "log.csv", index=False)
    told = refused(folder, tmp_path)
    assert (
        "it holds log.csv (nearest: nba_api: LeagueGameLog or LeagueGameFinder, teams, it lacks "
        "GAME_ID, MATCHUP)" in told
    )


def test_archives_name_the_command_that_unpacks_them(folder, tmp_path):
    (folder / "nbastats_2023.tar.xz").write_bytes(b"")
    (folder / "basketball.sqlite").write_bytes(b"")
    told = refused(folder, tmp_path)
    assert "nbastats_2023.tar.xz (unpack it: tar xJf nbastats_2023.tar.xz)" in told
    assert "basketball.sqlite (unpack it: sqlite3 -header -csv basketball.sqlite" in told


def test_broken_files_are_named(folder, tmp_path):
    (folder / "log.json").write_text('{"resultSets": [')
    (folder / "box.parquet").write_text("no Parquet")
    (folder / "shots.csv.gz").write_bytes(b"\x1f\x8b\x08broken")
    told = refused(folder, tmp_path)
    for name in ("log.json", "box.parquet", "shots.csv.gz"):
        assert f"{name} (cannot be read: " in told


def test_a_format_by_name_reads_no_other(folder, tmp_path):
    write_v2(folder, season())
    assert "no file has games" in refused(folder, tmp_path, "hoopr")
    assert formats.own_form(folder, "nba_api", tmp_path / "results") == tmp_path / "results/source"


def test_many_files_are_told_in_one_line(folder, tmp_path):
    for number in range(20):
        pd.DataFrame({f"column_{number}": [1]}).to_csv(folder / f"f{number:02d}.csv", index=False)
    assert "f05.csv (unknown columns column_5) and 14 more;" in refused(folder, tmp_path)
