"""A fault whose place in the SQL is gone fails loudly instead of testing nothing."""

import pytest

from planted_faults.fault import Edit, Fault, apply

GONE = Fault("gone", "player_daily_cache", (Edit("no such text", "another"),))


def test_lost_context():
    with pytest.raises(AssertionError, match="gone: 0 times instead of 1"):
        apply(GONE, "SELECT 1")
