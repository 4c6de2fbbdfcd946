"""Rows of a day depend on nothing dated that day or later, whatever the processor."""

import pytest
from hypothesis import given
from nba_backfill.tables.processors import PROCESSORS
from point_in_time.property import (
    assert_blind_to_the_future,
    assert_sees_the_past,
    days,
    few_examples,
    single_example,
)

every_processor = pytest.mark.parametrize("processor", PROCESSORS)


@every_processor
@few_examples
@given(case=days())
def test_the_future_changes_nothing(processor, case):
    assert_blind_to_the_future(processor, case)


@every_processor
@single_example
@given(case=days())
def test_the_past_is_seen(processor, case):
    assert_sees_the_past(processor, case)
