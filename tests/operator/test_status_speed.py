"""`status` reads 4,100 sentinels in 2 s and 50,000 in 10 s (generated files)."""

import datetime as dt
import json
import time
from types import SimpleNamespace

import pytest
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.plan import states
from nba_backfill.schedule import Plan, Season
from nba_backfill.tables.processors import PROCESSORS


def generated(settings, dates: int):
    """A plan of so many dates in one season, all done by their sentinels, as `planned` gives it."""
    first = dt.date(1990, 1, 1)
    days = tuple(first + dt.timedelta(days=i) for i in range(dates))
    season = Season(1990, first, days)
    plan = Plan(days, {}, {1990: season})
    phase3 = sentinel.Phase3Digests({}, plan.seasons)
    for name, processor in PROCESSORS.items():
        folder = settings.results / "sentinels" / name
        folder.mkdir(parents=True)
        for day in days:
            made = {
                "processor": name, "date": str(day), "source": "files", "rows": 300,
                "expected_entities": 300, "coverage": 1.0, "digest": "d" * 64,
                "fingerprint": "f" * 16, "key": "k" * 16, "warnings": ["one", "two"],
                "upstream": dict.fromkeys(processor.upstream, "d" * 64),
                "phase3": phase3.used(processor, str(day)),
            }  # fmt: skip
            (folder / f"{day}.json").write_text(json.dumps(made, indent=1, sort_keys=True))
    return SimpleNamespace(
        settings=settings,
        plan=plan,
        manifest={"source": "files"},
        fingerprint=lambda name: "f" * 16,
        is_changed=lambda day: False,
    )


@pytest.mark.parametrize(
    ("dates", "seconds"), [(820, 2), pytest.param(10_000, 10, marks=pytest.mark.slow)]
)
def test_reading_all_sentinels(empty, monkeypatch, dates, seconds):
    settings = empty.settings(monkeypatch)
    work = generated(settings, dates)
    monkeypatch.setattr(states, "_published", lambda settings: None)
    began = time.process_time()
    grid = states.cells(work)
    took = time.process_time() - began
    assert {cell.state for row in grid.values() for cell in row.values()} == {"done"}
    assert sum(len(row) for row in grid.values()) == dates * 5
    print(f"{dates * 5} sentinels: {took:.2f} s")
    assert took < seconds
