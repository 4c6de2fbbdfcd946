"""Bootstrap days count from opening night as day 0; they are skipped and named."""

import datetime as dt

import pytest
from nba_backfill.plan.dates import choose
from nba_backfill.schedule import Game
from nba_backfill.settings import load_settings

OPENING = dt.date(2021, 10, 19)


@pytest.mark.parametrize(
    ("days", "first"), [(7, dt.date(2021, 10, 26)), (14, dt.date(2021, 11, 2)), (0, OPENING)]
)
def test_first_date_after_the_bootstrap(tmp_path, days, first):
    dates = [OPENING + dt.timedelta(days=n) for n in range(20)]
    games = [
        Game(f"00221{n:05d}", date, 2021, "regular", "MIL", "BKN", 100, 90, 4, True)
        for n, date in enumerate(dates)
    ]
    settings = load_settings(
        {"start_date": "2021-10-01", "end_date": "2021-12-01", "bootstrap_days": days}, tmp_path
    )
    planned = choose(games, settings)
    assert min(planned.to_fill) == first
    assert set(planned.skipped) == set(dates[:days])
