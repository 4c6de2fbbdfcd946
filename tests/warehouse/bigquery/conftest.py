"""A BigQuery warehouse on the emulator, with faults in front of it."""

import pytest
from given.bigquery import emulator

from warehouse.sample import TABLE


@pytest.fixture
def faults():
    """The faults in front of the emulator; none are left behind."""
    found = emulator.start().faults
    found.clear()
    yield found
    found.clear()


@pytest.fixture
def warehouse(faults):
    """A warehouse with an empty team_defense_zone_analysis."""
    one = emulator.bigquery_warehouse()
    one.create(TABLE)
    faults.clear()
    return one
