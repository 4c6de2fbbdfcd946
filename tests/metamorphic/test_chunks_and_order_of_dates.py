"""Dates filled one by one and backwards give the rows of a shared statement."""

from given.phase4 import fill, prepare

from metamorphic.conftest import last_dates


def test_single_dates_backwards(league, base, tmp_path):
    other = prepare(league, tmp_path)
    digests = fill(other, reversed(last_dates(other)), alone=True)
    assert digests == base.digests
