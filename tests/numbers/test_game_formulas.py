"""Possessions, pace, ratings, usage and true shooting of single games, seen through the tables.

On the day after one game every average is that game's value.
"""

import datetime as dt

import pytest
from given.files import game, line, write
from given.phase3 import build, tables_on

FIRST, SECOND = "0022300001", "0022300002"


def team_rows(team: str, number: int, minutes: int, star: dict, rest: dict) -> list[dict]:
    """A star, one team mate with the rest of the counts, and four to fill the minutes."""
    left = minutes - star["minutes"]
    rows = [
        line(FIRST, number, team, **star),
        line(FIRST, number + 1, team, minutes=left / 5, **rest),
    ]
    rows += [line(FIRST, number + n, team, minutes=left / 5) for n in range(2, 6)]
    return rows


def after(root, rows: list[dict]) -> dict:
    """The tables of the day after one game between BOS and NYK."""
    games = [game(FIRST, "2023-10-24"), game(SECOND, "2023-10-25")]
    listed = [line(SECOND, 1), line(SECOND, 11, "NYK"), line(SECOND, 99, status="inactive")]
    write(root / "source", games, rows + listed)
    return tables_on(build(root / "source", root / "warehouse"), dt.date(2023, 10, 25))


def test_possessions_and_rating(tmp_path):
    """88 + 0.44 x 22 + 13 - 10 = 100.68 for both teams; 113 and 100 points; 48 minutes."""
    same = {"fga": 88, "fta": 22, "tov": 13, "oreb": 10, "fg3a": 10}
    own = {"minutes": 40.0, "pts": 113, "fgm": 46, "fg3m": 3, "ftm": 18, **same}
    other = {"minutes": 40.0, "pts": 100, "fgm": 40, "fg3m": 5, "ftm": 15, **same}
    tables = after(
        tmp_path, team_rows("BOS", 1, 240, own, {}) + team_rows("NYK", 11, 240, other, {})
    )
    cache = tables["player_daily_cache"]["player1"]
    assert cache["team_pace_last_10"] == pytest.approx(100.68)
    assert cache["team_off_rating_last_10"] == pytest.approx(100 * 113 / 100.68)
    assert cache["ts_pct_last_10"] == pytest.approx(113 / (2 * 97.68))
    defense = tables["team_defense_zone_analysis"]["BOS"]
    assert defense["defensive_rating_last_15"] == pytest.approx(100 * 100 / 100.68)
    assert defense["opponent_pace"] == pytest.approx(100.68)
    assert defense["opponent_points_per_game"] == 100


def test_the_game_has_one_number_of_possessions(tmp_path):
    """102 and 98 possessions make 100 for both."""
    own = {"minutes": 36.0, "fga": 88, "fta": 25, "oreb": 10, "tov": 13}
    other = {"minutes": 36.0, "fga": 84, "fta": 25, "oreb": 10, "tov": 13}
    tables = after(
        tmp_path, team_rows("BOS", 1, 240, own, {}) + team_rows("NYK", 11, 240, other, {})
    )
    paces = [
        tables["player_daily_cache"][who]["team_pace_last_10"] for who in ("player1", "player11")
    ]
    assert paces == pytest.approx([100, 100])


def test_overtime_from_the_minutes(tmp_path):
    """110 possessions in 53 minutes, the period count unknown."""
    own = {"minutes": 40.0, "fga": 100, "tov": 10}
    tables = after(tmp_path, team_rows("BOS", 1, 265, own, {}) + team_rows("NYK", 11, 265, own, {}))
    cache = tables["player_daily_cache"]["player1"]
    assert cache["team_pace_last_10"] == pytest.approx(110 * 48 / 53)
    assert cache["usage_rate_last_10"] == pytest.approx(100 * 110 * 53 / (40 * 110))


def test_usage_and_true_shooting(tmp_path):
    star = {
        "minutes": 36.0,
        "pts": 30,
        "fgm": 10,
        "fga": 20,
        "fg3m": 4,
        "fg3a": 9,
        "ftm": 6,
        "fta": 8,
        "tov": 3,
    }
    rest = {"fga": 68, "fta": 17, "tov": 10, "oreb": 10}
    rows = team_rows("BOS", 1, 240, star, rest) + team_rows("NYK", 11, 240, star, rest)
    cache = after(tmp_path, rows)["player_daily_cache"]["player1"]
    assert cache["usage_rate_last_10"] == pytest.approx(31.57, abs=0.005)
    assert cache["usage_rate_last_10"] == pytest.approx(100 * 26.52 * 48 / (36 * 112))
    assert cache["ts_pct_last_10"] == pytest.approx(0.63776, abs=5e-6)
