"""The order in which the steps of a run are begun: block by block, the next ones begun early."""

import datetime as dt

import pytest
from nba_backfill.phase4.blocks import SIZE
from nba_backfill.phase4.queue import in_order
from nba_backfill.schedule import Season
from nba_backfill.tables.processors import PROCESSORS

DATES = tuple(dt.date(2023, 10, 24) + dt.timedelta(days=n) for n in range(3 * SIZE))
SEASONS = {2023: Season(2023, DATES[0], DATES)}


def steps(dates):
    return [(name, day) for day in dates for name in PROCESSORS]


@pytest.mark.parametrize("cores", [1, 2, 5, 64])
@pytest.mark.parametrize("count", [1, 2, SIZE, SIZE + 1, 3 * SIZE])
def test_every_step_has_one_place_after_all_it_waits_for(cores, count):
    ordered = in_order(reversed(steps(DATES[:count])), SEASONS, cores)
    place = {step: number for number, step in enumerate(ordered)}
    assert len(ordered) == len(place) == len(PROCESSORS) * count
    for name, day in ordered:
        for above in PROCESSORS[name].waits_for:
            assert place[above, day] < place[name, day]


def test_the_first_step_of_a_block_follows_whole_blocks_of_all_it_waits_for():
    ordered = in_order(steps(DATES), SEASONS, 2)
    firsts = [(name, day) for name, day in ordered if day in DATES[::SIZE]]
    for name, day in firsts:
        before = set(ordered[: ordered.index((name, day))])
        block = DATES[DATES.index(day) : DATES.index(day) + SIZE]
        for above in PROCESSORS[name].waits_for:
            assert {(above, one) for one in block} <= before


def test_the_next_block_is_begun_before_the_steps_that_only_take_their_part():
    ordered = in_order(steps(DATES), SEASONS, 2)
    first = next(iter(PROCESSORS))
    begun = [ordered.index((first, day)) for day in DATES[::SIZE]]
    assert begun == [0, 3, SIZE + 3]


def test_on_one_core_blocks_follow_each_other():
    ordered = in_order(steps(DATES), SEASONS, 1)
    assert ordered == [(name, day) for name in PROCESSORS for day in DATES]
