"""Simulated seasons shared by the tests of this folder."""

import duckdb
import pytest
import simulated_league
from nba_backfill.settings import Settings

SEED = 7
SEEDS = (7, 0, 20240229)


def settings_of(results, seed=SEED, years=(2023,)):
    """The settings a simulation looks at, for whole seasons."""
    return Settings(
        dates=[f"{year}-12-01" for year in years],
        simulation={"seed": seed},
        pathvars={"results": results},
    )


def open_files(folder):
    """A DuckDB connection with a view on each source file of a folder."""
    connection = duckdb.connect()
    for name in ("games", "player_box", "shots", "odds", "props"):
        connection.execute(f"CREATE VIEW {name} AS FROM '{folder}/{name}.parquet'")
    return connection


@pytest.fixture(scope="session")
def make_settings():
    """The function that makes settings."""
    return settings_of


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """Source files of 2023-24, default seed."""
    return simulated_league.prepare(settings_of(tmp_path_factory.mktemp("simulated")))


@pytest.fixture(scope="session")
def season_files(folder):
    """2023-24, default seed, as DuckDB views."""
    return open_files(folder)


@pytest.fixture(scope="session", params=SEEDS, ids=lambda seed: f"seed{seed}")
def any_files(request, folder, tmp_path_factory):
    """2023-24 of several seeds as DuckDB views."""
    if request.param == SEED:
        return open_files(folder)
    results = tmp_path_factory.mktemp(f"seed{request.param}")
    return open_files(simulated_league.prepare(settings_of(results, seed=request.param)))


@pytest.fixture(scope="session")
def games(make_settings, tmp_path_factory):
    """The schedule of 2023-24, default seed."""
    return simulated_league.schedule(settings_of(tmp_path_factory.mktemp("schedule")))
