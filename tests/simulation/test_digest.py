"""The digest of a season names its seed, its year and the simulation's version, nothing else."""

from types import SimpleNamespace

from nba_backfill import simulation


def test_digest_depends_on_seed_and_season_only():
    seven, eight = SimpleNamespace(seed=7), SimpleNamespace(seed=8)
    assert simulation.digest(seven, 2023) == simulation.digest(seven, 2023)
    assert len({simulation.digest(s, y) for s in (seven, eight) for y in (2022, 2023)}) == 4
    assert len(simulation.digest(seven, 2023)) == 16


def test_digest_changes_with_the_version(monkeypatch):
    settings = SimpleNamespace(seed=7)
    before = simulation.digest(settings, 2023)
    monkeypatch.setattr(simulation, "VERSION", simulation.VERSION + 1)
    assert simulation.digest(settings, 2023) != before
