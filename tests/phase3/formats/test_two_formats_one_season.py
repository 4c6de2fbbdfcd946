"""Two formats of one season give the same Phase 3 and the same Phase 4, row by row."""

import duckdb
import pytest
from given.files import BOOKMAKERS
from given.formats import read_back, season, write_live, write_v2, write_v3
from given.phase3 import build, tables_on
from nba_backfill import tables
from nba_backfill.phase3 import files
from nba_backfill.phase3.build import build_tables


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The season in the own form out of each way to save it."""
    found = {}
    for write in (write_v2, write_v3, write_live):
        folder = tmp_path_factory.mktemp(write.__name__)
        read_back(write(folder / "files", season()), folder)
        found[write.__name__] = folder / "source"
    return found


def phase3(folder):
    con = files.load(folder).con
    build_tables(con, BOOKMAKERS)
    return {
        name: con.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in tables.PHASE3
    }


def test_equal_phase_3(sources):
    v2, v3, live = (phase3(folder) for folder in sources.values())
    for name in tables.PHASE3:
        assert v2[name] and v2[name] == v3[name] == live[name], name


def test_equal_phase_4(sources, tmp_path):
    day = sorted(set(season().games.game_date))[-3]
    hashes = [
        {
            table: {key: row["data_hash"] for key, row in rows.items()}
            for table, rows in tables_on(build(folder, tmp_path / name), day).items()
        }
        for name, folder in sources.items()
    ]
    assert len(hashes[0]) == 5 and all(hashes[0].values())
    assert hashes[0] == hashes[1] == hashes[2]


def test_equal_rows_as_the_season_in_the_own_form(sources, tmp_path):
    """All but lines and birth dates, which no endpoint has."""
    own = season()._replace(odds=None, props=None, players=None).write(tmp_path / "own")
    assert phase3(own) == phase3(sources["write_v2"])


def test_conversions_of_two_formats_are_the_same_files(sources):
    def rows(folder, name):
        return duckdb.sql(f"SELECT * FROM '{folder / name}.parquet' ORDER BY ALL").fetchall()

    v2, v3, live = sources.values()
    for name in ("games", "player_box"):
        assert rows(v2, name) == rows(live, name)
    assert rows(v2, "shots") == rows(v3, "shots") == rows(live, "shots")
