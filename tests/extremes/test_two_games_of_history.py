"""Donovan Mitchell on 2021-10-26: 16 points in 28 minutes and 27 in 37, and no more history."""

import datetime as dt

import pytest
from given.phase3 import tables_on


def test_two_games(real_warehouse):
    rows = tables_on(real_warehouse, dt.date(2021, 10, 26))
    cache = rows["player_daily_cache"]["donovanmitchell"]
    for column in ("points_avg_last_5", "points_avg_last_10", "points_avg_season"):
        assert cache[column] == 21.5
    assert cache["points_std_last_10"] == pytest.approx(60.5**0.5)  # (5.5**2 + 5.5**2) / 1
    assert cache["minutes_avg_last_10"] == 32.5
    assert cache["games_played_season"] == 2
    assert cache["insufficient_data_reason"] == "Only 2 games available, need 10"
    zones = rows["player_shot_zone_analysis"]["donovanmitchell"]
    assert zones["games_in_sample_10"] == zones["games_in_sample_20"] == 2
    assert zones["sample_quality_10"] == "insufficient"
