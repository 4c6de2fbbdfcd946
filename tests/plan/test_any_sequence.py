"""After any corrections, partial runs, failures, kills and damage a plain run is right."""

import pytest
from given.league import make_league
from given.run import checkout
from given.snakemake_server import Server
from given.walk import Walk

STEPS = 60


@pytest.mark.parametrize("seed", [1, 2])
def test_a_plain_run_leaves_nothing_stale(seed, tmp_path):
    league = make_league(1, teams=4, dates=8, roster=12)._replace(props=None, players=None)
    folder = checkout(tmp_path / "nba", league)
    with Server() as server:
        walk = Walk(server, folder, league, seed, bootstrap_days=3)
        walk.plain_run()
        for _ in range(STEPS):
            walk.step()
        walk.plain_run()
