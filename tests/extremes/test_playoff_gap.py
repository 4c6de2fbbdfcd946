"""2024-06-06, Finals game 1: Boston rested ten days, Dallas seven."""

import datetime as dt

import pytest
from given.phase3 import tables_on


@pytest.fixture(scope="module")
def rows(real_warehouse):
    return tables_on(real_warehouse, dt.date(2024, 6, 6))


@pytest.mark.parametrize(
    ("player", "rest", "advantage", "games_14", "minutes_14"),
    [
        ("jaysontatum", 10, 2.0, 2, 88.0),  # 25 and 27 May, 44 minutes each
        ("lukadoncic", 7, -2.0, 4, 160.0),  # 24, 26, 28 May: 41 each; 30 May: 37
    ],
)
def test_gap(rows, player, rest, advantage, games_14, minutes_14):
    store, cache = rows["ml_feature_store_v2"][player], rows["player_daily_cache"][player]
    assert (store["days_rest"], store["rest_advantage"]) == (rest, advantage)
    assert (store["back_to_back"], store["playoff_game"]) == (0.0, 1.0)
    assert store["fatigue_score"] == 100.0
    assert (cache["games_in_last_7_days"], cache["minutes_in_last_7_days"]) == (0, 0.0)
    assert cache["avg_minutes_per_game_last_7"] is None
    assert (cache["games_in_last_14_days"], cache["minutes_in_last_14_days"]) == (
        games_14,
        minutes_14,
    )
