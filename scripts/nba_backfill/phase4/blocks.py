"""Neighbouring dates of one processor share one set-based statement.

A statement costs little more for two months than for one date, so the first job that needs a date
computes the whole block of dates around it that can run now; the jobs of those dates take their
part. A season's game dates are cut into fixed blocks: whatever the order jobs come in, a block is
computed once.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from nba_backfill.errors import BackfillError
from nba_backfill.plan.sentinels import Sentinel

SIZE = 108  # game dates in a block: half a season, some 30,000 player rows


@dataclass(frozen=True)
class Outcome:
    """What a statement yielded for one date: an error, or the sentinel of its published rows."""

    error: BackfillError | None = None
    sentinel: Sentinel | None = None
    shared_by: int = 1  # dates the statement was run for
    rejected: tuple[str, ...] = ()  # all that the audit found, for the log
    correction: dict | None = None  # what it changes of the rows that are there; None when new


def block_of(game_dates: tuple[dt.date, ...], date: dt.date) -> tuple[dt.date, ...]:
    """The block of a season's game dates that `date` belongs to."""
    first = game_dates.index(date) // SIZE * SIZE
    return game_dates[first : first + SIZE]


class Blocks:
    """Hands each job its date's outcome, computing blocks as they are needed.

    compute(processor, dates) -> {date: Outcome} does the work; runnable(processor, date) ->
    dates that may share the statement, `date` among them.
    """

    def __init__(self, compute: Callable, runnable: Callable):
        self._compute = compute
        self._runnable = runnable
        self._lock = threading.Lock()
        self._waiting: dict[tuple[str, dt.date], Future] = {}
        self._taken: set[tuple[str, dt.date]] = set()

    def holds(self, processor: str, date: dt.date) -> bool:
        """Whether another job computes, or has computed, this date for its own job to take."""
        with self._lock:
            return (processor, date) in self._waiting

    def take(self, processor: str, date: dt.date) -> Outcome:
        """The outcome of one date; waits while another job computes it."""
        with self._lock:
            future = self._waiting.pop((processor, date), None)
            if future is None:
                others = self._claim(processor, date)
        if future is None:
            return self._lead(processor, date, others)
        outcome = future.result()
        return outcome or self._compute(processor, [date])[date]

    def _claim(self, processor: str, date: dt.date) -> dict[dt.date, Future]:
        """The other dates this job computes, each with what its own job will wait for.

        Under the lock: as soon as it is free, such a job may take its future away.
        """
        dates = [
            day
            for day in self._runnable(processor, date)
            if day == date or (processor, day) not in self._taken
        ]
        self._taken.update((processor, day) for day in dates)
        others = {day: Future() for day in dates if day != date}
        self._waiting.update({(processor, day): future for day, future in others.items()})
        return others

    def _lead(self, processor: str, date: dt.date, others: dict[dt.date, Future]) -> Outcome:
        """Compute the block. When the shared statement fails, every date is tried alone."""
        outcomes: dict[dt.date, Outcome] = {}
        try:
            outcomes = self._compute(processor, sorted((date, *others)))
            return outcomes[date]
        except Exception:
            if not others:
                raise
        finally:
            for day, future in others.items():
                future.set_result(outcomes.get(day))
        return self._compute(processor, [date])[date]
