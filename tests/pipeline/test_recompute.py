"""One date again, in one command, although nothing has changed."""

from given.run import PROCESSORS, sentinels, snakemake, steps

DAY = "2023-11-05"


def test_a_date_is_computed_again_and_comes_out_the_same(finished):
    before = sentinels(finished)
    run = snakemake(finished, dates=DAY, recompute="true")
    assert run.returncode == 0, run.stdout
    assert steps(finished) == {name: {"done": 1} for name in PROCESSORS}
    assert sentinels(finished) == before
    assert "Nothing to do" in snakemake(finished, "-n", dates=DAY).stdout
