"""The point-in-time property of one table, on random small leagues and random days."""

import datetime as dt
import random
import tempfile
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from given.league import League, make_league
from given.phase3 import build, tables_on
from nba_backfill.tables.processors import PROCESSORS
from point_in_time.mutation import last_game_changed, other_future


class Case(NamedTuple):
    """A league of four teams (ten, now and then, for league averages) and a day of it."""

    league_seed: int
    teams: int
    date: int
    future_seed: int

    @property
    def league(self) -> League:
        return make_league(self.league_seed, self.teams, dates=14, roster=8)

    @property
    def day(self) -> dt.date:
        return self.league.dates[self.date]


def cases(count: int) -> list[Case]:
    """Random ones, always the same: all five tables of a case come from one build."""
    chance = random.Random(5)
    seed = partial(chance.randrange, 10**6)
    return [Case(seed(), chance.choice([4, 4, 10]), chance.randint(3, 13), seed())
            for _ in range(count)]  # fmt: skip


def as_it_is(case: Case) -> League:
    return case.league


def with_another_future(case: Case) -> League:
    return other_future(case.league, case.day, case.future_seed)


def with_another_past(case: Case) -> League:
    return last_game_changed(case.league, case.day)


@lru_cache(maxsize=64)
def tables(case: Case, changed: Callable[[Case], League]) -> dict[str, dict[str, str]]:
    """table -> key -> the whole row as text, hash included, of the day; made from files.

    Of one build for the tests of all processors: each reads what the others before it have written.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        warehouse = build(changed(case).write(root / "source"), root / "warehouse")
        rows = tables_on(warehouse, case.day)
        warehouse.connection.close()
    return {name: {key: repr(row) for key, row in of.items()} for name, of in rows.items()}


def assert_blind_to_the_future(processor: str, case: Case) -> None:
    table = PROCESSORS[processor].table
    before = tables(case, as_it_is)[table]
    assert before
    assert tables(case, with_another_future)[table] == before


def assert_sees_the_past(processor: str, case: Case) -> None:
    """Positive control: one more made three in a last game before the day is seen."""
    table = PROCESSORS[processor].table
    assert tables(case, with_another_past)[table] != tables(case, as_it_is)[table]
