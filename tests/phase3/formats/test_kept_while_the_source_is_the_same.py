"""The converted folder is made once, whole, and again when source or format change."""

import json
import os

import pandas as pd
import pytest
from given.formats import season, team_game_log, write_v2
from nba_backfill.phase3 import formats
from nba_backfill.phase3.formats import conversion, store


@pytest.fixture
def folder(tmp_path):
    return write_v2(tmp_path / "files", season())


def made(folder, tmp_path, source_format="auto"):
    own = formats.own_form(folder, source_format, tmp_path / "results")
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns)
        for path in own.iterdir()
        if path.suffix in (".parquet", ".json")
    }


def content(files):
    return {name: held[0] for name, held in files.items() if name != "made_from.json"}


def test_nothing_is_made_again(folder, tmp_path, monkeypatch):
    first = made(folder, tmp_path)
    monkeypatch.setattr(conversion, "convert", None)
    assert made(folder, tmp_path) == first


def test_two_conversions_are_byte_identical(folder, tmp_path):
    first = made(folder, tmp_path)
    again = formats.own_form(folder, "auto", tmp_path / "elsewhere")
    assert content(first) == {
        path.name: path.read_bytes()
        for path in again.iterdir()
        if path.suffix in (".parquet", ".json") and path.name != "made_from.json"
    }


def test_a_new_download_with_equal_rows_changes_no_file(folder, tmp_path):
    first = made(folder, tmp_path)
    for path in folder.rglob("*.csv"):
        os.utime(path, ns=(1, 1))
    again = made(folder, tmp_path)
    for name in ("games.parquet", "player_box.parquet", "shots.parquet"):
        assert again[name] == first[name]  # the time of the file included


def test_a_correction_is_taken_over(folder, tmp_path):
    first = made(folder, tmp_path)
    log = team_game_log(season())
    log.assign(PTS=log.PTS + 1).to_csv(folder / "a.csv", index=False)
    again = made(folder, tmp_path)
    assert again["games.parquet"][0] != first["games.parquet"][0]
    assert again["shots.parquet"] == first["shots.parquet"]


def test_a_relation_that_is_gone_goes(folder, tmp_path):
    assert "shots.parquet" in made(folder, tmp_path)
    for path in folder.glob("plays/*.csv"):
        path.unlink()
    assert "shots.parquet" not in made(folder, tmp_path)


def test_a_conversion_cut_short_is_made_again(folder, tmp_path, monkeypatch):
    whole = made(folder, tmp_path)
    log = team_game_log(season())
    log.assign(PTS=log.PTS + 1).to_csv(folder / "a.csv", index=False)
    with monkeypatch.context() as patched:
        patched.setattr(store.filecmp, "cmp", _stop)
        with pytest.raises(KeyboardInterrupt):
            made(folder, tmp_path)
    left = {path.name for path in (tmp_path / "results" / "source").iterdir()}
    assert "made_from.json" not in left and not any(name.startswith(".tmp") for name in left)
    team_game_log(season()).to_csv(folder / "a.csv", index=False)
    assert content(made(folder, tmp_path)) == content(whole)


def _stop(*_, **__):
    raise KeyboardInterrupt


def test_coverage_says_what_was_found(folder, tmp_path):
    made(folder, tmp_path)
    told = json.loads((tmp_path / "results" / "source" / "coverage.json").read_text())
    assert told["formats"] == ["nba_api"]
    assert told["relations"]["games"]["rows"] == len(season().games)
    assert told["relations"]["shots"]["files"] == [
        {
            "file": f"plays/*.csv ({season().shots.game_id.nunique()} files)",
            "files": season().shots.game_id.nunique(),
            "format": "nba_api",
            "dataset": "PlayByPlayV2",
        }
    ]
    assert told["groups"]["birth dates"] == {
        "state": "unknown",
        "have": 0,
        "of": season().player_box.player_id.nunique(),
        "unit": "players",
        "without": "player_age is NULL",
    }


def test_the_own_form_is_read_where_it_is(tmp_path):
    folder = season().write(tmp_path / "own")
    assert formats.own_form(folder, "auto", tmp_path / "results") == folder
    assert not (tmp_path / "results").exists()


def test_the_own_form_under_other_names(tmp_path):
    folder = season().write(tmp_path / "own")
    for path in folder.glob("*.parquet"):
        path.rename(folder / f"my_{path.name}")
    own = formats.own_form(folder, "auto", tmp_path / "results")
    assert own != folder
    for name in ("games", "player_box", "shots", "odds", "props"):
        rows = len(getattr(season(), name))
        assert len(pd.read_parquet(own / f"{name}.parquet")) == rows, name


def test_lines_of_another_format_beside_the_own_form(tmp_path):
    from given.other_formats import kaggle_odds

    folder = season()._replace(odds=None).write(tmp_path / "own")
    kaggle_odds(season()).to_csv(folder / "lines.csv", index=False)
    own = formats.own_form(folder, "auto", tmp_path / "results")
    assert len(pd.read_parquet(own / "odds.parquet")) > 0
    assert len(pd.read_parquet(own / "shots.parquet")) == len(season().shots)


def test_results_below_the_source_folder_are_no_source(folder, tmp_path, monkeypatch):
    """Whoever works in the folder of the data: source_dir=. and results/ in it."""
    monkeypatch.chdir(folder)
    (folder / "logs").mkdir()
    own = formats.own_form(folder, "auto", folder / "results")
    first = content({path.name: (path.read_bytes(), 0) for path in own.glob("*.*")})
    (folder / "logs" / "phase3.log").write_text("a run")
    (folder / "results" / "reports").mkdir()
    (folder / "results" / "reports" / "audit.json").write_text("[]")
    monkeypatch.setattr(conversion, "convert", None)
    assert formats.own_form(folder, "auto", folder / "results") == own
    assert content({path.name: (path.read_bytes(), 0) for path in own.glob("*.*")}) == first
