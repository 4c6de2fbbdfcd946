"""Rows of another source stay only where the run fills their dates again."""

import datetime as dt

import pytest
from given.run import sentinels, snakemake
from nba_backfill.errors import BackfillError
from nba_backfill.plan.plan import Plan
from nba_backfill.results import sentinel_file, write_json
from nba_backfill.settings import load_settings
from nba_backfill.tables.processors import PROCESSORS


def test_another_source_outside_the_range_is_refused(finished):
    before = sentinels(finished)
    simulated = {"phase3": "simulated", "start_date": "2023-10-24", "end_date": "2023-10-30"}
    run = snakemake(finished, **simulated)
    assert run.returncode == 1
    dates = len({name.split("/")[1] for name in before if name.split("/")[1] > "2023-10-30"})
    assert run.stdout.rstrip().splitlines()[-1] == (
        f'bad_config: results holds {dates} dates of "files", this run fills '
        '"simulated seed=7"; remove results/ or write elsewhere: --config \'pathvars={results: '
        "...}'"
    )
    assert sentinels(finished) == before


@pytest.fixture
def planned(tmp_path):
    """Three simulated dates are filled; a function that plans some of them."""
    for name in PROCESSORS:
        for day in (1, 2, 3):
            file = sentinel_file(tmp_path / "results", name, dt.date(2023, 11, day))
            write_json(file, {"source": "simulated seed=7"})

    def make(dates, **config) -> Plan:
        settings = load_settings({"dates": dates, **config}, tmp_path, tmp_path / "results")
        return Plan(settings, settings.dates, {}, {})

    return make


@pytest.fixture
def files(tmp_path):
    """The configuration of another source."""
    (tmp_path / "source").mkdir()
    return {"phase3": "files", "source_dir": str(tmp_path / "source")}


def test_the_same_source_goes_on(planned):
    planned("2023-11-01").refuse_another_source()


def test_all_dates_filled_again(planned, files):
    planned("2023-11-01,2023-11-02,2023-11-03", **files).refuse_another_source()


def test_a_date_left_out(planned, files):
    with pytest.raises(BackfillError, match='holds 1 date of "simulated seed=7"'):
        planned("2023-11-01,2023-11-02", **files).refuse_another_source()


def test_processors_left_out(planned, files):
    every = "2023-11-01,2023-11-02,2023-11-03"
    zones = planned(every, processors="team_defense_zone_analysis", **files)
    with pytest.raises(BackfillError, match="holds 3 dates"):
        zones.refuse_another_source()
