"""Phase 3 of the three real seasons, built once."""

import pytest
from given.files import phase3


@pytest.fixture(scope="session")
def real(realdata):
    """The connection that holds the built tables and the source relations."""
    return phase3(realdata)
