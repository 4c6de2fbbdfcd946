"""The audit of a season's first dates, before which there is little or nothing to look at."""

import pytest
from given.league import make_league
from given.phase4 import Filled, fill, prepare
from nba_backfill.operator import audit
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import Audit
from nba_backfill.terminal import number_of


@pytest.fixture(scope="module")
def opening(tmp_path_factory) -> Filled:
    league = make_league(1, teams=10, dates=4, roster=14)
    filled = prepare(league, tmp_path_factory.mktemp("opening"), bootstrap_days=0)
    fill(filled)
    return filled


@pytest.mark.parametrize("count", [1, 2, 3])
def test_nothing_wrong(opening, count):
    dates = opening.dates[:count]
    settings = opening.settings.model_copy(update={"dates": dates, "audit": Audit(sample=count)})
    report = audit.examine(make_plan(settings))
    assert report.errors == []
    assert report.looked_at["point_in_time"] == f"{number_of(count, 'date')} x 5 tables"
