"""What catches the planted faults finds nothing in the SQL as it is shipped."""

from nba_backfill import tables

from planted_faults.fault import Edit, Fault


def unchanged(table: str) -> Fault:
    """A fault that is none: it is treated as a look ahead, so that every catcher runs."""
    text = tables.sql(table)
    return Fault("none", table, (Edit(text, text),), leaks=True)


def test_phase4(bench, tmp_path):
    assert bench.catchers(unchanged("ml_feature_store_v2"), tmp_path) == []


def test_phase3(bench, tmp_path):
    assert bench.catchers(unchanged("upcoming_player_game_context"), tmp_path) == []
