"""The same season four years earlier: dates and game ids move, and nothing else does."""

import datetime as dt

from given.league import League
from given.phase4 import fill, prepare

from metamorphic.conftest import last_dates, rows_of

FOUR_YEARS = -dt.timedelta(days=1461)  # leap days included, so that ages stay


def moved(value):
    return value + FOUR_YEARS if isinstance(value, dt.date) else value


def test_shifted_season(league, base, tmp_path):
    frames = []
    for frame in league:
        if frame is not None:
            frame = frame.copy()
            for column in ("game_date", "birth_date"):
                if column in frame:
                    frame[column] = [moved(value) for value in frame[column]]
            if "game_id" in frame:
                frame["game_id"] = frame.game_id.str[:3] + "19" + frame.game_id.str[5:]
        frames.append(frame)
    other = prepare(League(*frames), tmp_path)
    fill(other, last_dates(other))
    expected, actual = rows_of(base, last_dates(base)), rows_of(other, last_dates(other))
    assert len(actual) == len(expected) > 1000
    for (table, day, key), row in expected.items():
        found = actual[table, day + FOUR_YEARS, key]
        for column, value in row.items():
            if column == "game_id":
                assert found[column] == value[:3] + "19" + value[5:]
            elif column != "data_hash":
                assert repr(found[column]) == repr(moved(value)), (table, day, key, column)
