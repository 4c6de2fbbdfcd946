"""A correction in the source reruns Phase 3 and the dates it touches, in one run."""

import pandas as pd
from given.run import PROCESSORS, last_run, snakemake

DAY = "2023-11-07"


def test_a_new_line_reruns_its_date_only(finished):
    odds = pd.read_parquet(finished / "source/odds.parquet")
    games = pd.read_parquet(finished / "source/games.parquet")
    day = games.game_date.astype(str) == DAY
    ids = set(games[day].game_id)
    odds.loc[odds.game_id.isin(ids), "total"] += 1
    odds.to_parquet(finished / "source/odds.parquet", index=False)
    run = snakemake(finished)
    assert run.returncode == 0, run.stdout
    assert last_run(finished)["planned"] == dict.fromkeys(PROCESSORS, 1)
    assert last_run(finished)["steps"]["ml_feature_store"] == {"done": 1}
    assert last_run(finished)["steps"]["team_defense_zone_analysis"] == {"reused": 1}
    assert "Replaced: 3 partitions, with the same rows" in run.stdout, "no feature reads totals"
