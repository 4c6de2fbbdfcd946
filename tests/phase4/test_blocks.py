"""Neighbouring dates share a statement; a fault of one does not spoil the others."""

import datetime as dt
import threading

import pytest
from nba_backfill.errors import BackfillError
from nba_backfill.phase4.blocks import SIZE, Blocks, Outcome, block_of

DAYS = [dt.date(2024, 1, day) for day in (1, 2, 3)]


def blocks(compute):
    return Blocks(compute, lambda processor, date: DAYS)


def test_a_block_is_computed_once():
    calls = []

    def compute(processor, dates):
        calls.append(list(dates))
        return {day: Outcome(sentinel={"date": day}) for day in dates}

    shared = blocks(compute)
    taken = [shared.take("p", day).sentinel["date"] for day in (DAYS[1], DAYS[0], DAYS[2])]
    assert (taken, calls) == ([DAYS[1], DAYS[0], DAYS[2]], [DAYS])


def test_when_the_shared_statement_fails_every_date_is_tried_alone():
    def compute(processor, dates):
        if DAYS[1] in dates:
            raise BackfillError("division by zero", "warehouse_error")
        return {day: Outcome(sentinel={"date": day}) for day in dates}

    shared = blocks(compute)
    assert shared.take("p", DAYS[0]).sentinel == {"date": DAYS[0]}
    with pytest.raises(BackfillError, match="division by zero"):
        shared.take("p", DAYS[1])
    assert shared.take("p", DAYS[2]).sentinel == {"date": DAYS[2]}


def test_an_exit_in_the_shared_statement_leaves_nobody_waiting():
    def compute(processor, dates):
        if len(dates) > 1:
            raise SystemExit
        return {day: Outcome(sentinel={"date": day}) for day in dates}

    shared = blocks(compute)
    with pytest.raises(SystemExit):
        shared.take("p", DAYS[0])
    assert shared.take("p", DAYS[1]).sentinel == {"date": DAYS[1]}


def test_another_job_waits_for_the_one_that_computes():
    started, go_on = threading.Event(), threading.Event()
    calls, taken = [], {}

    def compute(processor, dates):
        calls.append(list(dates))
        started.set()
        assert go_on.wait(10)
        return {day: Outcome(sentinel={"date": day}) for day in dates}

    shared = blocks(compute)
    jobs = [
        threading.Thread(target=lambda day=day: taken.update({day: shared.take("p", day)}))
        for day in DAYS
    ]
    jobs[0].start()
    assert started.wait(10)
    jobs[1].start()
    jobs[2].start()
    go_on.set()
    for job in jobs:
        job.join(10)
    assert (calls, sorted(taken)) == ([DAYS], DAYS)


def test_a_season_is_cut_into_fixed_blocks():
    dates = tuple(dt.date(2024, 1, 1) + dt.timedelta(days=n) for n in range(SIZE + 5))
    assert block_of(dates, dates[SIZE - 1]) == dates[:SIZE]
    assert block_of(dates, dates[SIZE]) == dates[SIZE:]


def test_a_date_taken_the_moment_it_is_claimed_waits_for_nobody_else():
    """Once the leader has claimed a block, another job may run before the leader goes on."""
    taken = {}
    shared = blocks(lambda _, dates: {day: Outcome(sentinel={"date": day}) for day in dates})
    other = threading.Thread(target=lambda: taken.update(other=shared.take("p", DAYS[1])))

    class Lock:
        """A lock after whose first use the other job takes its date."""

        def __init__(self):
            self.lock, self.used = threading.Lock(), False

        def __enter__(self):
            self.lock.acquire()

        def __exit__(self, *_):
            self.lock.release()
            if not self.used:
                self.used = True
                other.start()
                while ("p", DAYS[1]) in shared._waiting:
                    pass

    shared._lock = Lock()
    assert shared.take("p", DAYS[0]).sentinel == {"date": DAYS[0]}
    other.join(timeout=10)
    assert taken["other"].sentinel == {"date": DAYS[1]}
