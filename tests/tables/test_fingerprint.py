"""A fingerprint follows what decides a processor's rows and nothing else."""

import pytest
from nba_backfill import tables
from nba_backfill.tables import processors


@pytest.fixture
def fingerprint_with(monkeypatch):
    """The fingerprint of the defence processor as if its SQL file held the given text."""

    def calculate(text):
        processors.fingerprint.cache_clear()
        monkeypatch.setattr(tables, "sql", lambda name: text)
        try:
            return processors.fingerprint("team_defense_zone_analysis")
        finally:
            processors.fingerprint.cache_clear()

    return calculate


def test_comments_and_layout_do_not_count(fingerprint_with):
    text = tables.sql("team_defense_zone_analysis")
    reworded = "-- Another opening.\n" + text.replace("  AND", "\n      AND")
    assert fingerprint_with(reworded) == fingerprint_with(text)


def test_a_changed_window_counts(fingerprint_with):
    text = tables.sql("team_defense_zone_analysis")
    wider = text.replace("ROWS BETWEEN 14 PRECEDING", "ROWS BETWEEN 15 PRECEDING")
    assert wider != text
    assert fingerprint_with(wider) != fingerprint_with(text)


def test_processors_differ():
    found = [processors.fingerprint(name) for name in processors.PROCESSORS]
    assert len(set(found)) == 5
