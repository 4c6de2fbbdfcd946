"""Bootstrap dates: a plan of nothing else says so, a dry run too."""

from given.run import snakemake


def test_only_bootstrap_dates(finished):
    for arguments in ((), ("-n",)):
        run = snakemake(finished, *arguments, dates="2023-10-25", bootstrap_days=7)
        assert run.returncode == 0, run.stdout
        assert "Nothing to fill, every date asked for is skipped:" in run.stdout
        assert (
            "  2023-10-25: bootstrap: day 1 of the season, the first 7 are not filled"
            in run.stdout.splitlines()
        ), run.stdout


def test_status_is_told_by_its_own_table(finished):
    run = snakemake(finished, "status", dates="2023-10-25", bootstrap_days=7)
    assert run.returncode == 0, run.stdout
    assert "Nothing to fill" not in run.stdout
