"""The cost preview. The emulator reads 0 bytes in a dry run: what is left is BigQuery's minimum."""

import datetime as dt
from types import SimpleNamespace

import pytest
from given.bigquery import emulator
from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase4 import cost
from nba_backfill.phase4.blocks import SIZE
from nba_backfill.schedule import Season

DATES = tuple(dt.date(2023, 11, 1) + dt.timedelta(days=n) for n in range(SIZE + 1))
SEASONS = {2023: Season(2023, DATES[0], DATES)}
MIB = 2**20


@pytest.fixture
def made(faults):
    """A warehouse in which all tables exist."""
    one = emulator.bigquery_warehouse()
    for name in tables.PHASE3 + tables.PHASE4:
        one.create(tables.table(name))
    return one


def test_a_block_of_dates_bills_the_minimum_of_each_table(made):
    [found] = cost.preview(made, {"team_defense_zone_analysis": DATES[:10]}, SEASONS)

    # 2 tables (schedule, team defence) of the statement and 16 around it, 10 MiB each
    expected = cost.Cost("team_defense_zone_analysis", 10, 1, 180 * MIB, False)
    assert found == expected
    assert found.price(6.25) == pytest.approx(6.25 * 180 / 2**20)


def test_two_blocks_cost_twice(made):
    [found] = cost.preview(made, {"team_defense_zone_analysis": DATES}, SEASONS)

    assert (found.statements, found.bytes_billed) == (2, 360 * MIB)


def test_a_missing_table_makes_it_a_lower_bound(faults):
    [found] = cost.preview(
        emulator.bigquery_warehouse(), {"player_daily_cache": DATES[:1]}, SEASONS
    )

    assert found.is_least
    assert "at least: a table it reads does not exist yet" in cost.told([found], 6.25)[0]


def test_the_table_shows_each_processor_and_the_sum():
    costs = [
        cost.Cost("team_defense_zone_analysis", 159, 3, 420 * MIB, False),
        cost.Cost("ml_feature_store", 159, 3, 2**40, False),
    ]

    assert cost.told(costs, 5.0) == [
        "team_defense_zone_analysis     159 dates    3 statements 420.0 MiB  $0.0021",
        "ml_feature_store               159 dates    3 statements   1.0 TiB    $5.00",
        "all                                         6 statements   1.0 TiB    $5.01"
        " at 5 USD per TiB",
    ]


def test_a_run_above_max_cost_is_refused(made):
    settings = emulator.settings(bigquery={"max_cost": 0.0001})
    plan = SimpleNamespace(settings=settings, seasons=SEASONS)

    with pytest.raises(
        BackfillError, match=r"would cost about \$0.0011, .*max_cost allows \$0.0001"
    ):
        cost.guard(made, {("team_defense_zone_analysis", dt.date(2023, 11, 1))}, plan)
