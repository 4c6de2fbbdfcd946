"""A month of a small league through all five processors, by real runs on both engines."""

import pytest
from given.bigquery import runs
from given.league import make_league
from given.run import PROCESSORS, checkout, digests, last_run, sentinels, snakemake

pytestmark = pytest.mark.slow

DATES = 24  # from opening night 2023-10-24 to the end of November


@pytest.fixture(scope="module")
def month(tmp_path_factory):
    """Folders of the same backfill: on Parquet, on BigQuery, and the latter's section."""
    section = runs.section()
    folders = []
    for name, config in (("parquet", {}), ("bigquery", runs.config(section))):
        folder = checkout(tmp_path_factory.mktemp("month") / name)
        make_league(19, teams=8, dates=DATES, roster=13).write(folder / "source")
        done = snakemake(folder, **config)
        assert done.returncode == 0, done.stdout
        folders.append(folder)
    return *folders, section


def test_the_digests_are_equal(month):
    parquet, bigquery, _ = month

    assert len(digests(parquet)) > 15 * len(PROCESSORS)
    assert digests(bigquery) == digests(parquet)


def test_the_sentinels_are_the_same_bytes(month):
    parquet, bigquery, _ = month

    assert sentinels(bigquery) == sentinels(parquet)


def test_a_block_of_dates_is_one_statement(month):
    _, bigquery, _ = month

    counts = last_run(bigquery)["statements"]
    assert counts == {"computed": len(PROCESSORS), "published": len(PROCESSORS)}


def test_a_lost_sentinel_is_rewritten_from_the_note(month):
    _, bigquery, section = month
    before = sentinels(bigquery)
    lost = "player_shot_zone_analysis/2023-11-07"
    assert lost in before
    (bigquery / "results" / "sentinels" / f"{lost}.json").unlink()

    done = snakemake(bigquery, **runs.config(section))

    assert done.returncode == 0, done.stdout
    assert sentinels(bigquery) == before
    assert "computed" not in last_run(bigquery)["statements"]
