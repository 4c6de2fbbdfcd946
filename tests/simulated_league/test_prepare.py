"""Files are written once per version, seed and seasons, and completely or not at all."""

import pytest
import simulated_league


def test_files_of_the_same_seed_and_seasons_are_kept(make_settings, tmp_path):
    settings = make_settings(tmp_path)
    folder = simulated_league.prepare(settings)
    assert folder == tmp_path / "source" / "simulated"
    written = (folder / "shots.parquet").stat().st_mtime_ns
    lines = []
    simulated_league.prepare(settings, lines.append)
    assert (folder / "shots.parquet").stat().st_mtime_ns == written
    assert lines == []


def test_a_missing_file_is_written_again(make_settings, tmp_path):
    folder = simulated_league.prepare(make_settings(tmp_path))
    (folder / "odds.parquet").unlink()
    simulated_league.prepare(make_settings(tmp_path))
    assert (folder / "odds.parquet").is_file()


def test_another_seed_replaces_the_files_and_tells_the_season(make_settings, tmp_path):
    simulated_league.prepare(make_settings(tmp_path))
    lines = []
    folder = simulated_league.prepare(make_settings(tmp_path, seed=8), lines.append)
    assert lines == ["simulating season 2023-24 (seed 8)"]
    assert '"seed": 8' in (folder / "simulation.json").read_text()


def test_an_interruption_leaves_the_old_files_and_no_draft(make_settings, tmp_path):
    folder = simulated_league.prepare(make_settings(tmp_path))
    before = (folder / "simulation.json").read_text()

    def interrupt(line):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulated_league.prepare(make_settings(tmp_path, seed=8), interrupt)
    assert (folder / "simulation.json").read_text() == before
    assert [path.name for path in folder.parent.iterdir()] == ["simulated"]
