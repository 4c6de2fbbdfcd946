"""Two backfills never write at once; looking is always possible."""

from nba_backfill.run import hold_lock
from pipeline_runs import sentinels, snakemake


def test_a_second_backfill_is_refused_in_one_line_while_status_works(finished):
    before = sentinels(finished)
    (finished / "results/sentinels/ml_feature_store/2023-11-05.json").unlink()
    with hold_lock(finished / "results"):
        second = snakemake(finished)
        status = snakemake(finished, "status")
    assert second.returncode == 1
    refused = [line for line in second.stdout.splitlines() if "another backfill" in line]
    assert len(refused) == 1, second.stdout
    assert "Traceback" not in second.stdout
    assert "ml_feature_store/2023-11-05" not in sentinels(finished)
    assert status.returncode == 0, status.stdout
    assert snakemake(finished).returncode == 0
    assert sentinels(finished) == before
