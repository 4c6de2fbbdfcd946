"""The same seed gives byte-identical files; another seed gives another season."""

import hashlib

import simulated_league


def checksums(folder):
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.glob("*.parquet")
    }


def test_same_seed_gives_identical_bytes(folder, make_settings, tmp_path):
    again = simulated_league.prepare(make_settings(tmp_path))
    assert checksums(again) == checksums(folder)
    assert len(checksums(again)) == 5


def test_another_seed_gives_other_results(games, make_settings, tmp_path):
    other = simulated_league.schedule(make_settings(tmp_path, seed=8))
    assert [game.home_score for game in other] != [game.home_score for game in games]
