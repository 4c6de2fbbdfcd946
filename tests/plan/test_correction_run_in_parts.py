"""A correction that is first run for some processors only is whole after the next plain run."""

import pandas as pd
from given.run import checkout, sentinels, snakemake

CORRECTED = "2023-11-02"
ZONES = "team_defense_zone_analysis,player_shot_zone_analysis"


def correct_a_shot(folder) -> None:
    """Turn a two-pointer at the rim into one from the mid-range."""
    games = pd.read_parquet(folder / "source/games.parquet")
    shots = pd.read_parquet(folder / "source/shots.parquet")
    ids = set(games[games.game_date.astype(str) == CORRECTED].game_id)
    near = shots[shots.game_id.isin(ids) & (shots.shot_type == 2) & (shots.distance_ft <= 8)]
    shots.loc[near.index[0], "distance_ft"] = 15
    shots.to_parquet(folder / "source/shots.parquet", index=False)


def test_the_next_plain_run_leaves_nothing_stale(finished, tmp_path):
    correct_a_shot(finished)
    part = snakemake(finished, processors=ZONES)
    assert part.returncode == 0, part.stdout
    plain = snakemake(finished)
    assert plain.returncode == 0, plain.stdout
    new = checkout(tmp_path / "new")
    correct_a_shot(new)
    assert snakemake(new).returncode == 0
    assert sentinels(finished) == sentinels(new)
    assert "Nothing to be done" in snakemake(finished).stdout
