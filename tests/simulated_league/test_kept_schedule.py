"""The schedule of a season is simulated once on a machine, and again when its code has changed."""

import simulated_league


def test_a_second_process_does_not_simulate(make_settings, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = make_settings(tmp_path)
    simulated_league._games.cache_clear()
    games = simulated_league.schedule(settings)
    simulated_league._games.cache_clear()
    simulated = []
    rows = simulated_league._rows
    monkeypatch.setattr(simulated_league, "_rows", lambda *a: simulated.append(a) or rows(*a))
    assert simulated_league.schedule(settings) == games
    assert simulated == []
    simulated_league._games.cache_clear()
    monkeypatch.setattr(simulated_league, "_made_by", lambda: "other code")
    assert simulated_league.schedule(settings) == games
    assert len(simulated) == 1
