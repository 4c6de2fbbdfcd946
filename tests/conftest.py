"""What several tests share: where the real data is."""

import os
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder with three real seasons; the test is skipped where it is absent."""
    folder = Path(os.environ.get("NBA_REALDATA", HERE.parents[1] / "shared" / "realdata"))
    if not (folder / "games.parquet").is_file():
        pytest.skip(f"no real data in {folder} (set NBA_REALDATA)")
    return folder


@pytest.fixture(scope="session")
def real_warehouse(realdata, tmp_path_factory):
    """An embedded warehouse with Phase 3 of the three real seasons; tests may publish into it."""
    from real_tables import build

    return build(realdata, tmp_path_factory.mktemp("real_warehouse"))
