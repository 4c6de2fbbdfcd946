"""2021-10-26, day 7 of the season: two to four games behind every team, all of it flagged."""

import datetime as dt

import pytest
from given.phase3 import tables_on


@pytest.fixture(scope="module")
def rows(real_warehouse):
    return tables_on(real_warehouse, dt.date(2021, 10, 26))


def test_teams(rows):
    teams = rows["team_defense_zone_analysis"].values()
    assert len(teams) == 30
    assert {row["games_in_sample"] for row in teams} == {2, 3, 4}
    assert all(row["early_season_flag"] and row["data_quality_tier"] == "low" for row in teams)
    deviations = [row["paint_defense_vs_league_avg"] for row in teams]
    assert sum(deviations) == pytest.approx(0, abs=1e-9)


def test_players(rows):
    players = rows["player_shot_zone_analysis"].values()
    assert len(players) == 403
    assert {row["games_in_sample_10"] for row in players} == {1, 2, 3, 4}
    assert all(row["paint_rate_last_20"] is None for row in players)


def test_features_that_need_five_games_are_missing(rows):
    store = rows["ml_feature_store_v2"].values()
    assert len(store) == 169
    for row in store:
        assert row["early_season_flag"]
        assert (row["recent_trend"], row["recent_trend_source"]) == (None, "missing")
        assert (row["team_win_pct"], row["team_win_pct_source"]) == (None, "missing")
        assert {"recent_trend", "team_win_pct"} <= set(row["missing_features"])
