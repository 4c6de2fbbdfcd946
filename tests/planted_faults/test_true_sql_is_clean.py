"""What catches the planted faults finds nothing in the SQL as it is shipped."""

from nba_backfill import tables
from nba_backfill.phase3 import definition

from planted_faults.fault import Edit, Fault


def unchanged(table: str, text: str) -> Fault:
    """A fault that is none: it is treated as a look ahead, so that every catcher runs."""
    return Fault("none", table, (Edit(text, text),), leaks=True)


def test_phase4(bench, tmp_path):
    name = "ml_feature_store_v2"
    assert bench.catchers(unchanged(name, tables.sql(name)), tmp_path) == []


def test_phase3(bench, tmp_path):
    name = "upcoming_player_game_context"
    assert bench.catchers(unchanged(name, definition(name)), tmp_path) == []
