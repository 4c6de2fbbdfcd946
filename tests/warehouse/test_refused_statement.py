import pytest
from nba_backfill.errors import BackfillError

from warehouse.sample import DAYS, TABLE, held, put


def test_a_statement_that_fails_is_one_line_and_changes_nothing(warehouse):
    put(warehouse, DAYS[0], "BOS")

    with pytest.raises(BackfillError) as failure:
        warehouse.stage(TABLE, "SELECT no_such_column", DAYS[0], DAYS[0])

    assert failure.value.kind == "warehouse_error"
    assert "\n" not in str(failure.value)
    assert held(warehouse) == [(10, "BOS")]
