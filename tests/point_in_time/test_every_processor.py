"""Rows of a day depend on nothing dated that day or later, whatever the processor."""

import pytest
from nba_backfill.tables.processors import PROCESSORS
from point_in_time.property import assert_blind_to_the_future, assert_sees_the_past, cases

every_processor = pytest.mark.parametrize("processor", PROCESSORS)


@every_processor
@pytest.mark.parametrize("case", cases(6), ids=str)
def test_the_future_changes_nothing(processor, case):
    assert_blind_to_the_future(processor, case)


@every_processor
@pytest.mark.parametrize("case", cases(2), ids=str)
def test_the_past_is_seen(processor, case):
    assert_sees_the_past(processor, case)
