"""Which seasons are simulated follows from the dates asked for."""

from pathlib import Path

import pytest
import simulated_league
from nba_backfill.errors import BackfillError
from nba_backfill.settings import load_settings


def seasons(start=None, end=None, dates=None):
    config = {"start_date": start, "end_date": end, "dates": dates}
    return simulated_league.seasons(load_settings(config, Path.cwd()))


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("2021-10-19", "2025-06-22", (2021, 2022, 2023, 2024)),
        ("2023-10-24", "2024-06-30", (2023,)),
        ("1996-10-22", "1998-06-30", (1996, 1997)),
        ("2022-07-10", "2022-11-01", (2022,)),  # the summer before adds no season
        ("2022-06-01", "2022-11-01", (2021, 2022)),
        ("2022-07-10", "2022-08-01", (2021,)),  # only summer: the season before it
    ],
)
def test_range(start, end, found):
    assert seasons(start, end) == found


def test_listed_dates_need_only_their_seasons():
    assert seasons(dates=["2021-11-01", "2024-11-01"]) == (2021, 2024)


def test_dates_before_the_first_season_are_refused_with_the_first_day():
    with pytest.raises(BackfillError, match="opens on 1996-10-22") as error:
        seasons("1995-12-01", "1997-01-01")
    assert error.value.kind == "bad_config"
