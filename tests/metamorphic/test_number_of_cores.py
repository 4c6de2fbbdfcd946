"""Four jobs at a time give the rows of one at a time."""

from given.phase4 import fill, prepare

from metamorphic.conftest import last_dates


def test_four_workers(league, base, tmp_path):
    other = prepare(league, tmp_path)
    assert fill(other, last_dates(other), workers=4) == base.digests
