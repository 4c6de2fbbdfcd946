"""Damage that a power cut or a bad disk leaves: the next run notices it and repairs it.

Without looking into the rows, which only `audit` does: by the ends and the notes of the files.
"""

import shutil
from contextlib import chdir
from pathlib import Path

import pytest
from given.league import make_league
from given.phase4 import Filled, fill, prepare
from given.walk import content
from nba_backfill.operator.audit import examine
from nba_backfill.phase3.build import build_phase3
from nba_backfill.plan.plan import make_plan
from nba_backfill.results import manifest_file
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse import open_warehouse

DAMAGE = {
    "absent": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "halved": lambda file: file.write_bytes(file.read_bytes()[: file.stat().st_size // 2]),
    "zeroed": lambda file: file.write_bytes(bytes(file.stat().st_size)),
    "its end zeroed": lambda file: file.write_bytes(file.read_bytes()[:-99] + bytes(99)),
    "longer": lambda file: file.write_bytes(file.read_bytes() + bytes(4096)),
}
NAME, TABLE, COLUMN = "player_daily_cache", "player_daily_cache", "cache_date"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    league = make_league(4, teams=6, dates=8, roster=9)
    filled = prepare(
        league, tmp_path_factory.mktemp("whole"), bootstrap_days=5, audit={"sample": 0}
    )
    fill(filled)
    return filled


@pytest.fixture
def damaged(whole, tmp_path):
    return whole.moved(shutil.copytree(whole.settings.results, tmp_path / "results"))


def planned(filled: Filled) -> dict[str, str]:
    """Why each step of the last date is to be done, by processor; nothing for current ones."""
    judge = make_plan(filled.settings).judge
    why = {name: judge.why(name, filled.dates[-1]) for name in PROCESSORS}
    return {name: reason for name, reason in why.items() if reason}


def is_repaired(filled: Filled, whole: Filled) -> bool:
    """Whether the steps of the last date make everything as it was, byte by byte."""
    with chdir(filled.settings.results.parent):
        fill(filled, filled.dates[-1:])
    return content(filled.settings.results) == content(whole.settings.results)


@pytest.mark.parametrize("state", DAMAGE)
def test_a_damaged_sentinel(damaged, whole, state):
    DAMAGE[state](damaged.sentinel(NAME, damaged.dates[-1]))
    assert planned(damaged)[NAME] in ("missing", "the sentinel is damaged")
    assert is_repaired(damaged, whole)


@pytest.mark.parametrize("state", [*DAMAGE, "of another date"])
def test_a_damaged_partition(damaged, whole, state):
    before, last = (damaged.partition(TABLE, day, COLUMN) for day in damaged.dates[-2:])
    DAMAGE.get(state, lambda file: shutil.copy(before, file))(last)
    assert planned(damaged)[NAME] == f"its rows are no longer in {TABLE}"
    assert is_repaired(damaged, whole)


@pytest.mark.parametrize("table", ["nba_analytics/team_offense_game_summary/season_year=2023",
                                   "nba_reference/nba_schedule"])  # fmt: skip
def test_a_damaged_table_of_phase3(damaged, whole, table):
    settings = damaged.settings
    file = settings.parquet_root / table / "data.parquet"
    name = table.removesuffix("/season_year=2023").replace("/", ".")
    tables = settings.parquet_root / "nba_analytics"
    other = tables / "upcoming_team_game_context/season_year=2023/data.parquet"
    held = file.read_bytes()
    for damage in (*DAMAGE.values(), lambda file: shutil.copy(other, file)):
        file.write_bytes(held)
        damage(file)
        assert make_plan(settings).judge.why_phase3 == f"rows are gone from {name}"
    manifest = build_phase3(settings, open_warehouse(settings), lambda line: None)
    manifest.write(manifest_file(settings.results))
    assert is_repaired(damaged, whole)


def test_a_bit_turned_over_is_for_the_audit_to_find(damaged, whole):
    day = damaged.dates[-1]
    file = damaged.partition(TABLE, day, COLUMN)
    flip(file)
    assert planned(damaged) == {}
    errors = examine(make_plan(damaged.settings)).errors
    (error,) = (one for one in errors if one.check == "sentinels")
    assert (error.table, error.date, error.rule) == (NAME, day, "unreadable")
    assert f"{file} cannot be read" in error.detail
    for path in (damaged.sentinel(NAME, day), file):  # as the audit says
        path.unlink()
    assert is_repaired(damaged, whole)


def flip(file: Path) -> None:
    """Turn over one bit in the middle of the rows."""
    held = bytearray(file.read_bytes())
    held[200] ^= 1
    file.write_bytes(held)
