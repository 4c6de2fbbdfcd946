"""Translations outlive the process, in the user's cache folder; what is damaged is made again."""

import subprocess
import sys
from pathlib import Path

import nba_backfill
import pytest
from nba_backfill.warehouse import translate

SQL = "SELECT COUNTIF(x > 1) AS n FROM nba_analytics.player_game_summary"
DUCKDB = (
    'SELECT COUNT(CASE WHEN x > 1 THEN 1 END) AS n FROM "table:nba_analytics.player_game_summary"'
    " AS player_game_summary"
)
PROCESS = f"""
import sys
from nba_backfill.warehouse.translate import to_duckdb
print(to_duckdb({SQL!r}), "sqlglot" in sys.modules)
"""


@pytest.fixture
def files(tmp_path, monkeypatch):
    """The files of a cache folder of its own; nothing is remembered in this process."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    translate.to_duckdb.cache_clear()
    yield lambda: sorted((tmp_path / "nba-backfill" / "duckdb").glob("*"))
    translate.to_duckdb.cache_clear()


def in_another_process() -> str:
    command = [sys.executable, "-c", PROCESS]
    folder = Path(nba_backfill.__file__).parents[1]
    return subprocess.run(command, cwd=folder, text=True, capture_output=True).stdout.strip()


def test_another_process_need_not_translate(files):
    assert translate.to_duckdb(SQL) == DUCKDB

    assert in_another_process() == f"{DUCKDB} False"


def test_a_damaged_file_is_made_again(files):
    translate.to_duckdb(SQL)
    [file] = files()
    for content in (b"", file.read_bytes()[:-5], b"\xff"):
        file.write_bytes(content)

        assert in_another_process() == f"{DUCKDB} True"
        assert [other.read_text().partition("\n")[2] for other in files()] == [DUCKDB]


def test_another_version_of_sqlglot_has_its_own(files, monkeypatch):
    translate.to_duckdb(SQL)
    translate.to_duckdb.cache_clear()
    monkeypatch.setattr(translate, "_made_by", lambda: "another")

    translate.to_duckdb(SQL)

    assert len(files()) == 2


def test_without_a_place_to_keep_them_they_are_made_each_time(files, tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))

    assert translate.to_duckdb(SQL) == DUCKDB
    assert in_another_process() == f"{DUCKDB} True"
