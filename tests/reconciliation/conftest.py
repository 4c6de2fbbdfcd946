"""Phase 3 of the real seasons beside the official values of the same files."""

import duckdb
import pytest
from nba_backfill import tables


@pytest.fixture(scope="session")
def facts(real_warehouse, realdata):
    """A DuckDB connection: Phase 3 tables and source files by name."""
    con = duckdb.connect()
    for name in tables.PHASE3:
        folder = real_warehouse.root / tables.table(name).dataset / name
        con.execute(
            f"CREATE VIEW {name} AS FROM read_parquet('{folder}/**/data.parquet',"
            " hive_partitioning = false)"
        )
    for name in ("player_box", "team_box"):
        con.execute(f"CREATE VIEW {name} AS FROM '{realdata}/{name}.parquet'")
    return con
