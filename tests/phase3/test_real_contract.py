"""The real seasons keep the contract: no NULL where none may be, hard ranges, value lists, keys."""

import pytest
from nba_backfill.tables import PHASE3, table


@pytest.mark.parametrize("name", PHASE3)
def test_real_rows_keep_the_contract(real, name):
    broken = []
    for column in table(name).columns.values():
        rules = {} if column.nullable else {"NULL": f"{column.name} IS NULL"}
        low, high = column.hard or (None, None)
        if low is not None:
            rules["below hard range"] = f"{column.name} < {low}"
        if high is not None:
            rules["above hard range"] = f"{column.name} > {high}"
        if column.values:
            rules["unknown value"] = f"{column.name} NOT IN {(*column.values, '')}"
        for rule, condition in rules.items():
            (count,) = real.execute(f"SELECT COUNT(*) FROM {name} WHERE {condition}").fetchall()[0]
            if count:
                broken.append((column.name, rule, count))
    assert broken == []


@pytest.mark.parametrize("name", PHASE3)
def test_the_key_is_unique_on_every_real_date(real, name):
    key = ", ".join(["game_date", *table(name).key])
    doubled = real.execute(
        f"SELECT {key} FROM {name} GROUP BY {key} HAVING COUNT(*) > 1"
    ).fetchall()
    assert doubled == []
