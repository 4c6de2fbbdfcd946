"""DuckDB, after translation, and Google's reference engine answer every query alike.

Two dates of a small league are filled and audited; each statement runs on both engines over the
same rows: the five tables with their hashes, checks of the inputs, audits, digests.
"""

import math
import random
import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from given.league import make_league
from given.phase4 import fill, prepare
from nba_backfill.operator import audit
from nba_backfill.plan.sentinels import Sentinel
from nba_backfill.settings import Audit
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.warehouse.parquet import ParquetWarehouse

from googlesql.both import BothEngines

pytestmark = [pytest.mark.googlesql, pytest.mark.slow]

DATES = 2
BOOTSTRAP_DAYS = 7
SHARE = 0.03  # of the values that are broken


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
    wanted = {"dates": folder.dates[-DATES:], "audit": Audit(sample=0)}
    folder.settings = folder.settings.model_copy(update=wanted)
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


@pytest.mark.parametrize("not_finite", [False, True], ids=["finite", "nan_and_infinity"])
def test_rows_broken_at_random_are_counted_alike(filled, opened, tmp_path, not_finite):
    folder, _ = filled
    copy = folder.moved(shutil.copytree(folder.settings.results, tmp_path / "results"))
    chance = random.Random(7)
    for file in sorted(copy.settings.parquet_root.rglob("data.parquet")):
        break_rows(file, chance, not_finite)
    opened.clear()

    found = audit.examine(copy.plan)

    assert [line for warehouse in opened for line in warehouse.differences] == []
    told = {problem.rule for problem in found.errors}
    assert {"altered_rows", "not_null", "hard_range", "enumerated", "grain", "equal"} <= told
    assert ("finite" in told) == not_finite


def break_rows(file, chance: random.Random, not_finite: bool) -> None:
    """Doubles a row, and changes 3 % of all values to what their columns should not hold."""
    rows = pq.read_table(file)
    listed = rows.to_pylist()
    listed.append(dict(chance.choice(listed)))
    kept = {"season_year", "game_id"}  # which name a file and a game
    for row in listed:
        for field in rows.schema:
            if field.name not in kept and chance.random() < SHARE:
                row[field.name] = _wrong(field.type, chance, not_finite)
    schema = pa.schema([f.with_nullable(True) for f in rows.schema], rows.schema.metadata)
    pq.write_table(pa.Table.from_pylist(listed, schema), file)


def _wrong(kind: pa.DataType, chance: random.Random, not_finite: bool):
    """A value that no column of the type should hold; None for types that have none."""
    if pa.types.is_floating(kind):
        wild = [math.nan, math.inf, -math.inf] if not_finite else []
        return chance.choice([None, -7777.5, 7777.25, *wild])
    if pa.types.is_integer(kind):
        return chance.choice([None, -7777, 7777])
    if pa.types.is_string(kind):
        return chance.choice([None, "", "?", '{"a": 1}'])
    if pa.types.is_boolean(kind):
        return chance.choice([None, True, False])
    return [] if pa.types.is_list(kind) else None
