"""Uploads of Phase 3: the load is repeated as a whole, and replaces what it loaded before."""

import datetime as dt

import pytest

from warehouse.test_load_season import GAMES, games

FAULTS = {
    "503 at the start": {"method": "POST", "times": 2, "status": 503},
    "503 in the upload": {"method": "PUT", "times": 1, "status": 503},
    "answer lost after the commit": {"method": "PUT", "status": 503, "after": True},
    "rate limit": {
        "method": "PUT",
        "status": 400,
        "reason": "rateLimitExceeded",
        "message": "Exceeded rate limits: too many table update operations",
    },
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_season_is_loaded_once(warehouse, faults, fault):
    warehouse.create(GAMES)
    rule = faults.add(path="/upload/", **FAULTS[fault])

    day = dt.date(2023, 10, 24)
    warehouse.load(GAMES, games((2023, day, "NYK"), (2023, day, "BOS")), 2023)

    sql = f"SELECT team_abbr FROM {GAMES.full_name} WHERE game_date = @start_date ORDER BY 1"
    assert warehouse.query(sql, day, day)["team_abbr"].to_pylist() == ["BOS", "NYK"]
    assert rule.times == 0
