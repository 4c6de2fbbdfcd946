"""docs/modelling.md: its Python runs as it stands, and what it says holds."""

import datetime as dt
import re

import nba_backfill
import pandas as pd
import pytest
from given.phase3 import tables_between
from given.run import ROOT
from nba_backfill.operator.training_set.contract import definition


def errors_of_the_page(monkeypatch, data: pd.DataFrame) -> dict[str, float]:
    """The mean absolute errors that the page's code computes on a training set."""
    pytest.importorskip("sklearn")
    text = (ROOT / "docs" / "modelling.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"^```python\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    monkeypatch.setattr(nba_backfill, "load", lambda: data, raising=False)
    names: dict = {}
    exec(compile(code, "docs/modelling.md", "exec"), names)
    return names["errors"]


def test_on_the_simulated_season(finished, monkeypatch):
    assert finished.snakemake("--cores", "2", "training_set").returncode == 0
    errors = errors_of_the_page(monkeypatch, nba_backfill.load(folder=finished.folder))
    assert set(errors) == {
        "season average", "points line, where quoted", "gradient boosting", "with the planted leak"
    }  # fmt: skip
    assert errors["with the planted leak"] < errors["gradient boosting"]


@pytest.mark.slow
def test_on_real_games(real_warehouse, monkeypatch):
    start, end = dt.date(2023, 12, 1), dt.date(2024, 1, 31)
    tables_between(real_warehouse, start, end)
    rows = real_warehouse.query(definition(), start, end).to_pandas()
    rows["game_date"] = pd.to_datetime(rows.game_date)
    errors = errors_of_the_page(monkeypatch, rows)
    # Six weeks of training rows: no better than the average yet, and no worse.
    assert abs(errors["gradient boosting"] - errors["season average"]) < 0.15
    assert 4 < errors["season average"] < 5
    assert errors["with the planted leak"] < errors["gradient boosting"] - 0.3
