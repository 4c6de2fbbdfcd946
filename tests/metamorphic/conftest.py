"""One league, filled once in the ordinary way; each test fills it in another."""

import pytest
from given.league import League, make_league
from given.phase4 import fill, prepare

DATES = 7


def last_dates(filled) -> list:
    """The dates the tests fill: the last ones of the league."""
    return list(filled.dates[-DATES:])


def rows_of(filled, dates) -> dict:
    """(table, date, key) -> row of everything stored on the dates."""
    from nba_backfill import tables
    from nba_backfill.operator.audit.point_in_time import rows_of as rows_on

    return {
        (name, day, row[tables.table(name).key[0]]): row
        for name in tables.PHASE4
        for day in dates
        for row in rows_on(filled.warehouse, name, day).to_pylist()
    }


@pytest.fixture(scope="session")
def league() -> League:
    return make_league(1, teams=10, dates=24, roster=14)


@pytest.fixture(scope="session")
def base(league, tmp_path_factory):
    """The league prepared and its last dates filled, neighbouring dates sharing a statement."""
    filled = prepare(league, tmp_path_factory.mktemp("base"))
    filled.digests = fill(filled, last_dates(filled))
    return filled
