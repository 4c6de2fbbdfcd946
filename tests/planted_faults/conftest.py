"""The bench all faults are tried on, and the table of what caught them."""

import pytest

from planted_faults.bench import Bench


@pytest.fixture(scope="session")
def bench(tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("bench"))


def pytest_terminal_summary(terminalreporter):
    """Fault -> caught by, for the faults tried in this run."""
    reports = [r for group in terminalreporter.stats.values() for r in group]
    rows = [dict(r.user_properties) for r in reports if getattr(r, "when", "") == "call"]
    rows = [row for row in rows if "fault" in row]
    if rows:
        terminalreporter.section("planted faults")
        for row in rows:
            terminalreporter.write_line(f"{row['fault']:<75} {row['caught by'] or 'SURVIVED'}")
