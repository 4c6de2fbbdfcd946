"""DuckDB, after translation, and Google's reference engine answer every query alike.

Two dates of a small league are filled and audited; each statement runs on both engines over the
same rows: the five tables with their hashes, checks of the inputs, audits, digests.
"""

from dataclasses import replace

import pytest
from given.league import make_league
from given.phase4 import fill, prepare
from nba_backfill.operator import audit
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse.parquet import ParquetWarehouse

from googlesql.both import BothEngines

pytestmark = [pytest.mark.googlesql, pytest.mark.slow]

DATES = 2
BOOTSTRAP_DAYS = 7


@pytest.fixture(scope="module")
def opened():
    """Every warehouse that is opened from now on; each is on both engines."""
    found = []

    def on_both(settings, run=""):
        found.append(BothEngines(settings.parquet_root))
        return found[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ParquetWarehouse, "open", on_both)
        yield found


@pytest.fixture(scope="module")
def filled(opened, tmp_path_factory):
    """The last dates of a league, each computed on both engines; what the engines found."""
    league = make_league(1, teams=6, dates=24, roster=13)
    folder = prepare(league, tmp_path_factory.mktemp("both"), bootstrap_days=BOOTSTRAP_DAYS)
    folder.settings = replace(folder.settings, dates=folder.dates[-DATES:], audit_sample=0)
    opened.clear()
    fill(folder)
    return folder, list(opened)


def test_the_tables_are_computed_alike(filled):
    folder, opened = filled

    assert [line for warehouse in opened for line in warehouse.differences] == []
    assert sum(warehouse.statements for warehouse in opened) > 25
    for name in PROCESSORS:
        rows = [Sentinel.read(folder.sentinel(name, day)).rows for day in folder.dates]
        assert all(rows) and len(rows) == DATES


def test_the_audits_count_alike(filled, opened):
    folder, _ = filled
    opened.clear()

    found = audit.examine(folder.plan)

    assert found.errors == []
    assert [line for warehouse in opened for line in warehouse.differences] == []
    assert sum(warehouse.statements for warehouse in opened) > 35
