"""The digest of a season names its seed, its year and the simulation's version, nothing else."""

import simulated_league
from nba_backfill.settings import Settings


def test_digest_depends_on_seed_and_season_only():
    seven, eight = (Settings(simulation={"seed": seed}) for seed in (7, 8))
    assert simulated_league.digest(seven, 2023) == simulated_league.digest(seven, 2023)
    assert len({simulated_league.digest(s, y) for s in (seven, eight) for y in (2022, 2023)}) == 4
    assert len(simulated_league.digest(seven, 2023)) == 16


def test_digest_changes_with_the_version(monkeypatch):
    settings = Settings()
    before = simulated_league.digest(settings, 2023)
    monkeypatch.setattr(simulated_league, "VERSION", simulated_league.VERSION + 1)
    assert simulated_league.digest(settings, 2023) != before
