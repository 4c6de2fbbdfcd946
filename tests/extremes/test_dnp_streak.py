"""Cam Reddish on 2023-02-07: dressed for 33 games since 3 December 2022 and played none of them."""

import datetime as dt

from given.phase3 import tables_on


def test_dnp_streak(real_warehouse):
    rows = tables_on(real_warehouse, dt.date(2023, 2, 7))
    cache = rows["player_daily_cache"]["camreddish"]
    assert cache["games_played_season"] == 20
    assert cache["window_last_date"] == dt.date(2022, 12, 3)
    assert cache["window_games"] == 10
    assert (cache["games_in_last_14_days"], cache["minutes_in_last_14_days"]) == (0, 0.0)
    assert cache["completeness_percentage"] == 100.0
    store = rows["ml_feature_store_v2"]["camreddish"]
    assert (store["days_rest"], store["back_to_back"]) == (66, 0.0)
    assert store["fatigue_score"] == 100.0
    assert rows["player_shot_zone_analysis"]["camreddish"]["games_in_sample_20"] == 20
