"""The pipeline and the independent reference give the same five tables for random leagues."""

import pytest
from given.league import make_league
from given.phase3 import KEYS, build, tables_between, tables_on
from reference.difference import differences
from reference.season import build_season
from reference.sources import Files
from reference.tables import all_tables

SHAPES = {  # seed: teams, dates; a small league has no league average, a long one full windows
    1: (4, 24),
    2: (6, 40),
    3: (10, 24),
    4: (10, 45),
    5: (12, 28),
}


@pytest.fixture(scope="module", params=SHAPES)
def case(request, tmp_path_factory):
    """The league's season, its warehouse, and the tables of its last dates as one range."""
    teams, dates = SHAPES[request.param]
    league = make_league(request.param, teams, dates)
    folder = tmp_path_factory.mktemp("league")
    warehouse = build(league.write(folder / "source"), folder / "warehouse")
    season = build_season(Files(*league[:3], league.players), 2023)
    days = [league.dates[1], *league.dates[-6:]]
    computed = tables_on(warehouse, days[0]), tables_between(warehouse, days[1], days[-1])
    return season, warehouse, {days[0]: computed[0], **computed[1]}


def test_same_rows(case):
    season, _, computed = case
    for day, tables in computed.items():
        expected = all_tables(season, day)
        for name in KEYS:
            found = differences(expected[name], tables[name])
            assert not found, f"{name} {day}: {len(found)} differences, {found[:5]}"


def test_a_date_alone_equals_the_date_in_a_range(case):
    _, warehouse, computed = case
    day = max(computed)
    alone = tables_on(warehouse, day)
    for name in KEYS:
        together = computed[day][name]
        assert alone[name].keys() == together.keys()
        for key, row in alone[name].items():
            assert repr(row) == repr(together[key])
