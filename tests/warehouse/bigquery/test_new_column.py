"""A column that is new in the contract is added to a table that exists, and the run says so."""

from dataclasses import replace

import pytest
from given.bigquery import emulator
from nba_backfill.errors import BackfillError
from nba_backfill.tables import Column

from warehouse.sample import DAYS, TABLE, held, put

NEW = Column("points_avg", "FLOAT64", "points", nullable=True, meaning="mean points")
WIDER = replace(TABLE, columns={**TABLE.columns, NEW.name: NEW})
STRICT = replace(TABLE, columns={**TABLE.columns, NEW.name: replace(NEW, nullable=False)})


@pytest.fixture
def filled():
    """A warehouse with a partition of the table as it was."""
    one = emulator.bigquery_warehouse()
    one.create(TABLE)
    put(one, DAYS[0], "BOS")
    return one


def looked_at_again(one, contract):
    """What a later run does first."""
    one._checked.clear()
    one.create(contract)


def test_it_is_added_and_told(filled, capsys):
    looked_at_again(filled, WIDER)

    place = filled.names.place(TABLE.full_name)
    told = f"BigQuery table {place}: added points_avg FLOAT64; NULL in the rows that are there"
    assert capsys.readouterr().out.splitlines() == [told]
    assert held(filled) == [(10, "BOS")]
    added = filled.jobs.client.get_table(place).schema[-1]
    assert (added.name, added.mode, added.description) == (
        "points_avg",
        "NULLABLE",
        "mean points [points]",
    )


def test_once(filled, capsys):
    looked_at_again(filled, WIDER)
    capsys.readouterr()
    looked_at_again(filled, WIDER)
    assert capsys.readouterr().out == ""


def test_one_that_may_not_be_null_is_refused(filled):
    with pytest.raises(BackfillError, match="lacks column points_avg FLOAT64"):
        looked_at_again(filled, STRICT)


def test_nothing_is_added_to_a_table_that_is_refused(filled):
    narrower = {name: c for name, c in WIDER.columns.items() if name != "games_in_sample"}
    with pytest.raises(BackfillError, match="has an unknown column games_in_sample"):
        looked_at_again(filled, replace(WIDER, columns=narrower))
    looked_at_again(filled, TABLE)
