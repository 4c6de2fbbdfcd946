"""A backfilled league, and copies of it to damage."""

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from given.league import make_league
from given.phase4 import Filled, fill, prepare
from nba_backfill.operator import audit
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import Audit

MIDDLE = 9  # which of the 18 dates is damaged


@pytest.fixture(scope="session")
def _whole(tmp_path_factory) -> Filled:
    league = make_league(1, teams=10, dates=24, roster=14)
    filled = prepare(league, tmp_path_factory.mktemp("whole"), bootstrap_days=7)
    fill(filled)
    return filled


@pytest.fixture
def whole(_whole) -> Filled:
    """A complete backfill of 18 dates; not to be changed."""
    return _whole


@pytest.fixture
def damaged(_whole, tmp_path) -> Filled:
    """A copy to be changed at will."""
    return _whole.moved(shutil.copytree(_whole.settings.results, tmp_path / "results"))


@pytest.fixture
def day(_whole):
    """The date that tests damage."""
    return _whole.dates[MIDDLE]


@pytest.fixture
def rules():
    """Function: the (check, processor, date, rule) of every error; no dates are recomputed."""

    def found(filled: Filled, sample: int = 0) -> set[tuple]:
        settings = filled.settings.model_copy(update={"audit": Audit(sample=sample)})
        report = audit.examine(make_plan(settings))
        return {(p.check, p.table, p.date, p.rule) for p in report.errors}

    return found


@pytest.fixture
def rewrite():
    """Function: change the rows of a partition file and keep the note beside them."""

    def changed(file, change) -> None:
        rows = pq.read_table(file)
        pq.write_table(pa.Table.from_pylist(change(rows.to_pylist()), rows.schema), file)

    return changed
