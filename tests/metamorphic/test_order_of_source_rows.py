"""The order of the rows in the source files changes nothing."""

from given.league import League
from given.phase4 import fill, prepare

from metamorphic.conftest import last_dates


def test_shuffled_files(league, base, tmp_path):
    shuffled = League(*(f if f is None else f.sample(frac=1, random_state=3) for f in league))
    other = prepare(shuffled, tmp_path)
    assert fill(other, last_dates(other)) == base.digests
