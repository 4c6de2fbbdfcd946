"""The point-in-time property of one table, on random small leagues and random days."""

import datetime as dt
import tempfile
from pathlib import Path

from given.league import League, make_league
from given.phase3 import build, tables_on
from hypothesis import HealthCheck, Phase, assume, settings
from hypothesis import strategies as st
from nba_backfill.tables.processors import PROCESSORS
from point_in_time.mutation import last_game_changed, other_future

few_examples = settings(
    max_examples=6,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a failing example is a seed; shrinking it would take minutes
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
single_example = settings(few_examples, max_examples=2)


@st.composite
def days(draw) -> tuple[League, dt.date, int]:
    """A league of four teams (ten, now and then, for league averages), a day of it, a seed."""
    teams = draw(st.sampled_from([4, 4, 10]))
    league = make_league(draw(st.integers(0, 10**6)), teams, dates=14, roster=8)
    day = draw(st.sampled_from(league.dates[3:]))
    return league, day, draw(st.integers(0, 10**6))


def chain(processor: str) -> tuple[str, ...]:
    """Tables of the processor and of those whose rows it reads, in running order."""
    wanted = {processor}
    for name in reversed(PROCESSORS):
        if name in wanted:
            wanted.update(PROCESSORS[name].upstream)
    return tuple(p.table for name, p in PROCESSORS.items() if name in wanted)


def rows(league: League, day: dt.date, processor: str) -> dict[str, str]:
    """key -> the whole row as text, hash included, from files to the processor's table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        warehouse = build(league.write(root / "source"), root / "warehouse")
        table = PROCESSORS[processor].table
        found = tables_on(warehouse, day, chain(processor))[table]
        warehouse.connection.close()
    return {key: repr(row) for key, row in found.items()}


def assert_blind_to_the_future(processor: str, case: tuple) -> None:
    league, day, seed = case
    before = rows(league, day, processor)
    after = rows(other_future(league, day, seed), day, processor)
    assert before
    assert after == before


def assert_sees_the_past(processor: str, case: tuple) -> None:
    """Positive control: one more made three in a last game before the day is seen."""
    league, day, _ = case
    changed = last_game_changed(league, day)
    assume(changed is not None)
    assert rows(changed, day, processor) != rows(league, day, processor)
