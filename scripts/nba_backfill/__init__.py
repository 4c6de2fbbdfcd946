"""Backfill of the NBA Phase 4 feature tables, one game date at a time.

For notebooks: `nba_backfill.load()` and `nba_backfill.feature_names()`.
"""


def __getattr__(name: str):
    """`load` and `feature_names`, imported when first asked for: workflows need neither."""
    if name in ("load", "feature_names"):
        from nba_backfill.operator import load

        return getattr(load, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
