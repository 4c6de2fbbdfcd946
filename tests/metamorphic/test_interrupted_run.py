"""A run that stopped in the middle and was started again ends where one run ends."""

from given.phase4 import fill, prepare

from metamorphic.conftest import last_dates


def test_two_runs(league, base, tmp_path):
    other = prepare(league, tmp_path)
    dates = last_dates(other)
    fill(other, dates[2:4])
    assert fill(other, dates) == base.digests
