"""Rows of another source stay only where the run fills their dates again."""

import pytest
from given.run import sentinels, snakemake
from nba_backfill.errors import BackfillError
from nba_backfill.plan import mixing
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.plan.plan import Planned
from nba_backfill.schedule import Plan
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
    """Two of three simulated dates are planned."""
    for name in PROCESSORS:
        for day in ("2023-11-01", "2023-11-02", "2023-11-03"):
            file = tmp_path / "results" / "sentinels" / name / f"{day}.json"
            sentinel.write(file, {"source": "simulated seed=7"})

    def make(dates, **config):
        settings = load_settings({"dates": dates, **config}, tmp_path, tmp_path / "results")
        return Planned(settings, Plan(settings.dates, {}, {}))

    return make


def test_the_same_source_goes_on(planned):
    mixing.refuse(planned("2023-11-01"), "simulated seed=7")


def test_all_dates_filled_again(planned):
    mixing.refuse(planned("2023-11-01,2023-11-02,2023-11-03"), "files")


def test_a_date_left_out(planned):
    with pytest.raises(BackfillError, match='holds 1 date of "simulated seed=7"'):
        mixing.refuse(planned("2023-11-01,2023-11-02"), "files")


def test_processors_left_out(planned):
    every = "2023-11-01,2023-11-02,2023-11-03"
    with pytest.raises(BackfillError, match="holds 3 dates"):
        mixing.refuse(planned(every, processors="team_defense_zone_analysis"), "files")
