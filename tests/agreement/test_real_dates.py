"""The pipeline and the independent reference give the same five tables for real dates."""

import datetime as dt
from functools import cache

import pytest
from given.phase3 import KEYS, tables_on
from reference.difference import differences
from reference.season import build_season
from reference.sources import read_files
from reference.tables import all_tables

DATES = {
    "2021-10-26": "first date after the bootstrap week",
    "2022-02-10": "two players listed for two teams each",
    "2022-02-24": "first games after the All-Star break",
    "2022-02-25": "first game of a traded player",
    "2022-04-06": "a game whose listing is unknown",
    "2022-04-16": "first round, a play-in game without shots behind",
    "2022-06-16": "last game of the Finals, one game on the date",
    "2023-04-11": "play-in, no shots of the day before it",
    "2023-12-09": "Cup final, one game",
    "2023-12-11": "Cup finalist Indiana plays again",
    "2023-12-12": "Cup finalist Los Angeles plays again",
    "2024-04-21": "play-in games inside the windows",
}


@pytest.fixture(scope="module")
def season_of(realdata):
    """Function from a start year to the reference's season."""
    files = read_files(realdata)
    return cache(lambda year: build_season(files, year))


@pytest.mark.parametrize("date", DATES)
def test_same_rows(real_warehouse, season_of, date):
    day = dt.date.fromisoformat(date)
    expected = all_tables(season_of(day.year - (day.month < 9)), day)
    computed = tables_on(real_warehouse, day)
    for name in KEYS:
        found = differences(expected[name], computed[name])
        assert not found, f"{name}: {len(found)} differences, {found[:5]}"
