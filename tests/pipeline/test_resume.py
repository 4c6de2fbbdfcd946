"""What is missing is filled again, and unchanged partitions are kept, not computed."""

from given.run import sentinels, snakemake, steps

DAY = "2023-11-05"


def test_a_deleted_sentinel_comes_back_without_computing(finished):
    before = sentinels(finished)
    (finished / f"results/sentinels/player_shot_zone_analysis/{DAY}.json").unlink()
    run = snakemake(finished)
    assert run.returncode == 0, run.stdout
    assert steps(finished) == {
        name: {"reused": 1}
        for name in (
            "player_shot_zone_analysis",
            "player_composite_factors",
            "player_daily_cache",
            "ml_feature_store",
        )
    }
    assert sentinels(finished) == before


def test_a_deleted_partition_is_computed_again(finished):
    before = sentinels(finished)
    partition = f"results/warehouse/nba_precompute/player_daily_cache/cache_date={DAY}"
    (finished / partition / "data.parquet").unlink()
    (finished / f"results/sentinels/player_daily_cache/{DAY}.json").unlink()
    run = snakemake(finished)
    assert run.returncode == 0, run.stdout
    assert steps(finished) == {"player_daily_cache": {"done": 1}, "ml_feature_store": {"reused": 1}}
    assert sentinels(finished) == before
    assert (finished / partition / "data.parquet").exists()
