"""Rest and load before a date, from the box scores of two weeks, and the fatigue they lead to."""

import datetime as dt

import pytest
from given.files import game, line, write
from given.phase3 import build, tables_on

PLAYER, DAY = 1, dt.date(2024, 1, 15)
MINUTES = {14: 36.5, 12: 34.0, 10: 33.25, 8: 38.0, 6: 30.0, 5: 31.0, 2: 29.0, 1: 35.0}


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """A player of 27 years with eight games; he sat out one more, which is no game of his."""
    folder = tmp_path_factory.mktemp("load")
    dates = {**MINUTES, 13: None, 15: 20.0}
    ids = {day: f"00223{day:05d}" for day in dates}
    games = [game(ids[day], f"2024-01-{day:02d}") for day in sorted(dates)]
    box = [
        line(ids[day], PLAYER, minutes=minutes)
        if minutes is not None
        else line(ids[day], PLAYER, status="dnp")
        for day, minutes in dates.items()
    ]
    box += [line(ids[day], 2, team="NYK", minutes=30.0) for day in dates]
    box += [line(ids[15], 3, status="inactive")]
    players = [{"player_id": PLAYER, "birth_date": dt.date(1996, 1, 16)}]
    write(folder / "source", games, box, players=players)
    return tables_on(build(folder / "source", folder / "warehouse"), DAY)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("games_in_last_7_days", 3),
        ("minutes_in_last_7_days", 103.75),
        ("avg_minutes_per_game_last_7", 103.75 / 3),
        ("games_in_last_14_days", 7),
        ("minutes_in_last_14_days", 231.75),
        ("back_to_backs_last_14_days", 1),
        ("player_age", 27),
    ],
)
def test_load(tables, column, value):
    assert tables["player_daily_cache"]["player1"][column] == pytest.approx(value)


def test_rest(tables):
    row = tables["ml_feature_store_v2"]["player1"]
    assert row["days_rest"] == 1
    assert row["back_to_back"] == 1
    assert row["rest_advantage"] == 0


def test_fatigue(tables):
    row = tables["player_composite_factors"]["player1"]
    assert (row["fatigue_score"], row["fatigue_adjustment"]) == (80, -1.0)
    assert row["fatigue_context_json"]["penalties_applied"] == [
        "back_to_back: -15",
        "back_to_backs_last_14_days: -5",
    ]
