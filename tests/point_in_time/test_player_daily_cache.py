"""player_daily_cache: rows of a day depend on nothing dated that day or later."""

from hypothesis import given
from point_in_time.property import (
    assert_blind_to_the_future,
    assert_sees_the_past,
    days,
    few_examples,
    single_example,
)

PROCESSOR = "player_daily_cache"


@few_examples
@given(days())
def test_the_future_changes_nothing(case):
    assert_blind_to_the_future(PROCESSOR, case)


@single_example
@given(days())
def test_the_past_is_seen(case):
    assert_sees_the_past(PROCESSOR, case)
