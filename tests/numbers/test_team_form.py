"""Team pace and rating in the daily cache: plain means of the team's last ten counted games."""

import pytest
from given.rows import DAY, by_key, compute, context, days_before, team_offense, write

PACE = (101.2, 98.7, 99.5, 102.3, 97.1, 100.0, 103.4, 98.0, 99.9, 100.9)
RATING = (112.4, 108.9, 117.3, 121.0, 104.5, 111.1, 115.6, 109.8, 113.2, 118.7)


def row_of(root, extra: tuple = ()) -> dict:
    rows = [
        team_offense(days_before(n + 2), pace=pace, offensive_rating=rating)
        for n, (pace, rating) in enumerate(zip(PACE, RATING, strict=True))
    ]
    warehouse = write(
        root, team_offense_game_summary=[*rows, *extra], upcoming_player_game_context=[context()]
    )
    return by_key(compute(warehouse, "player_daily_cache"))["player"]


def test_means(tmp_path):
    row = row_of(tmp_path)
    assert row["team_pace_last_10"] == pytest.approx(100.1)
    assert row["team_off_rating_last_10"] == pytest.approx(113.25)


@pytest.mark.parametrize(
    "other",
    [
        team_offense(DAY, pace=200.0, offensive_rating=200.0),
        team_offense(days_before(1), team="NYK", pace=200.0, offensive_rating=200.0),
        team_offense(days_before(1), game_type="cup_final", pace=200.0, offensive_rating=200.0),
        team_offense(days_before(12), pace=200.0, offensive_rating=200.0),
    ],
    ids=["of the date", "of another team", "Cup final", "eleventh"],
)
def test_games_outside_the_window(tmp_path, other):
    assert row_of(tmp_path, (other,))["team_pace_last_10"] == pytest.approx(100.1)


def test_a_game_without_lines_takes_a_place(tmp_path):
    empty = team_offense(days_before(1), fg_attempts=None, pace=None, offensive_rating=None)
    row = row_of(tmp_path, (empty,))
    assert row["team_pace_last_10"] == pytest.approx((1001.0 - 100.9) / 9)
