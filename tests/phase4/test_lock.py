"""Two backfills never write at once; looking is always possible."""

import re

from given.run import sentinels, snakemake
from nba_backfill.phase4 import lock


def test_a_second_backfill_is_refused_in_one_line_while_status_works(finished):
    before = sentinels(finished)
    (finished / "results/sentinels/ml_feature_store/2023-11-05.json").unlink()
    held = lock.hold(finished / "results", "the first", [2023], builds_phase3=False)
    second = snakemake(finished)
    status = snakemake(finished, "status")
    for file in held:
        file.close()
    assert second.returncode == 1
    last = second.stdout.rstrip().splitlines()[-1]
    assert last.startswith("bad_config: another backfill is running on results (process "), last
    assert not re.search(r'Error|Traceback|File "', second.stdout), second.stdout
    assert "ml_feature_store/2023-11-05" not in sentinels(finished)
    assert status.returncode == 0, status.stdout
    assert snakemake(finished).returncode == 0
    assert sentinels(finished) == before


def test_a_folder_that_cannot_be_made_ends_in_one_line(finished):
    run = snakemake(finished, pathvars="{results: /proc/nba}")
    assert run.returncode == 1
    last = run.stdout.rstrip().splitlines()[-1]
    assert last.startswith("warehouse_error: FileNotFoundError: "), run.stdout
    assert "'/proc/nba'" in last
    assert not re.search(r'Traceback|File "', run.stdout), run.stdout
