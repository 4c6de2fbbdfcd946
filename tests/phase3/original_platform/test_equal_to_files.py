"""The platform's tables to five Phase 4 tables by real runs: equal to the same games as files."""

import datetime as dt
import math

import pytest
from given.original_platform import platform
from given.platform_rows import Habits, league
from given.run import PROCESSORS, checkout, last_run, snakemake, steps
from nba_backfill import tables
from nba_backfill.tables.processors import PROCESSORS as PROCESSORS_OF
from nba_backfill.warehouse.parquet import ParquetWarehouse

pytestmark = pytest.mark.slow

# with the Cup final, play-in and playoffs; the whole season is read for them
RANGE = {"start_date": "2023-12-11", "end_date": "2023-12-25"}
FILLED = {
    day for day in league().games.game_date if dt.date(2023, 12, 11) <= day <= dt.date(2023, 12, 25)
}
SEASON = dt.date(2023, 8, 1), dt.date(2024, 7, 31)
CARRIED = {  # what the platform calls otherwise, and what contains it
    "universal_player_id", "data_hash",
}  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The warehouse that the same games fill from source files."""
    folder = checkout(tmp_path_factory.mktemp("files") / "nba")
    league().write(folder / "source")
    done = snakemake(folder, timeout=300, **RANGE)
    assert done.returncode == 0, done.stdout
    return ParquetWarehouse(folder / "results" / "warehouse")


@pytest.fixture(scope="module", params=["first", "newest"])
def filled(request, tmp_path_factory):
    """A platform at one of its states, and the folder of the finished backfill."""
    found = platform(Habits(state=request.param))
    folder = checkout(tmp_path_factory.mktemp(request.param) / "nba")
    config = found.config(**RANGE)
    for target in ("platform_phase3", "all"):
        done = snakemake(folder, target, timeout=600, **config)
        assert done.returncode == 0, done.stdout
    return found, folder


def rows(warehouse, name: str) -> dict[tuple, dict]:
    contract = tables.table(name)
    day = contract.partition or "game_date"
    found = warehouse.query(
        f"SELECT * FROM {contract.full_name} WHERE {day} BETWEEN @start_date AND @end_date",
        *SEASON,
    )
    return {(row[day], *(row[key] for key in contract.key)): row for row in found.to_pylist()}


def differences(left: dict, right: dict) -> dict[str, tuple]:
    """Column -> first key and both values, of rows both have."""
    found = {}
    for key in sorted(left.keys() & right.keys(), key=str):
        for column in left[key].keys() - CARRIED:
            one, other = left[key][column], right[key][column]
            if not same(one, other):
                found.setdefault(column, (key, one, other))
    return found


def same(one, other) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        both_nan = math.isnan(one) and math.isnan(other)
        return both_nan or math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return one == other


@pytest.mark.parametrize("processor", PROCESSORS)
def test_every_row_and_column_is_equal(processor, filled, files):
    found, _ = filled
    name = PROCESSORS_OF[processor].table
    made, wanted = rows(found.warehouse, name), rows(files, name)

    assert len({day for day, *_ in wanted}) == len(FILLED)
    assert len(wanted) > 50
    assert made.keys() == wanted.keys()
    assert differences(made, wanted) == {}


# What the platform does not say: periods, and so the overtimes of a game without any player row.
OTHERWISE = {
    "nba_schedule": {"n_periods"},
    "team_offense_game_summary": {"overtime_periods"},
    "team_defense_game_summary": {"overtime_periods"},
}


@pytest.mark.parametrize("name", tables.PHASE3)
def test_phase3_differs_only_where_the_platform_cannot_say(name, filled, files):
    found, _ = filled
    made, wanted = rows(found.warehouse, name), rows(files, name)

    assert len(wanted) > 100
    assert made.keys() == wanted.keys()
    assert differences(made, wanted).keys() == OTHERWISE.get(name, set())


def test_all_steps_ran(filled):
    _, folder = filled
    assert steps(folder) == {name: {"done": len(FILLED)} for name in PROCESSORS}


def test_a_second_night_without_news_does_nothing(filled):
    found, folder = filled
    record = last_run(folder)

    again = snakemake(folder, "platform_phase3", **found.config(**RANGE))
    assert again.returncode == 0 and "nothing has changed in the platform's tables" in again.stdout
    done = snakemake(folder, **found.config(**RANGE))

    assert done.returncode == 0 and "Nothing to be done" in done.stdout, done.stdout
    assert last_run(folder) == record
