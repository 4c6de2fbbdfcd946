"""The daily cache's averages over a worked list of twelve games."""

import pytest
from given.rows import DAY, by_key, compute, context, days_before, player_game, write

GAMES = [  # newest first: points, minutes, usage, true shooting
    (30, 36, 28.1, 0.612),
    (22, 34, 24.0, 0.548),
    (18, 33, 22.5, 0.501),
    (25, 35, 26.2, 0.577),
    (31, 38, 29.9, 0.633),
    (12, 28, 18.7, 0.402),
    (27, 36, 27.3, 0.590),
    (20, 33, 23.4, 0.533),
    (24, 35, 25.8, 0.561),
    (16, 31, 21.1, 0.488),
    (40, 39, 31.0, 0.655),
    (8, 24, 17.0, 0.390),
]
EXPECTED = {
    "points_avg_last_5": 25.2,
    "points_avg_last_10": 22.5,
    "points_avg_season": 22.75,
    "points_std_last_10": (336.5 / 9) ** 0.5,
    "minutes_avg_last_10": 33.9,
    "usage_rate_last_10": 24.7,
    "player_usage_rate_season": 295 / 12,
    "ts_pct_last_10": 0.5445,
    "games_played_season": 12,
}


def played(number: int = 12, first: int = 2) -> list[dict]:
    return [
        player_game(
            days_before(first + n),
            points=points,
            minutes_played=float(minutes),
            usage_rate=usage,
            ts_pct=shooting,
        )
        for n, (points, minutes, usage, shooting) in enumerate(GAMES[:number])
    ]


def row_of(root, rows: list[dict]) -> dict:
    warehouse = write(root, player_game_summary=rows, upcoming_player_game_context=[context()])
    return by_key(compute(warehouse, "player_daily_cache"))["player"]


def assert_worked_values(row: dict) -> None:
    assert {name: row[name] for name in EXPECTED} == pytest.approx(EXPECTED, abs=1e-9)


def test_worked_values(tmp_path):
    row = row_of(tmp_path, played())
    assert_worked_values(row)
    assert row["points_std_last_10"] == pytest.approx(6.1146, abs=1e-4)
    assert not row["early_season_flag"]


def test_the_game_of_the_date_is_outside(tmp_path):
    today = player_game(DAY, points=45, minutes_played=40.0, usage_rate=35.0, ts_pct=0.8)
    assert_worked_values(row_of(tmp_path, [today, *played()]))


def test_a_dnp_is_no_game(tmp_path):
    nothing = dict.fromkeys(("points", "minutes_played", "fg_attempts", "ft_makes", "turnovers"))
    sat = player_game(days_before(1), is_active=False, player_status="dnp", **nothing)
    assert_worked_values(row_of(tmp_path, [sat, *played()]))


def test_a_scoreless_game_counts(tmp_path):
    row = row_of(tmp_path, [player_game(days_before(1), points=0, minutes_played=12.0), *played()])
    assert row["points_avg_last_5"] == pytest.approx((0 + 30 + 22 + 18 + 25) / 5)
    assert row["games_played_season"] == 13


def test_a_game_of_zero_rounded_minutes_counts_without_a_usage(tmp_path):
    short = player_game(days_before(1), points=0, minutes_played=0.0, usage_rate=None, ts_pct=None)
    row = row_of(tmp_path, [short, *played()])
    assert row["points_avg_last_5"] == pytest.approx(19)
    assert row["minutes_avg_last_10"] == pytest.approx((339 - 31) / 10)
    assert row["usage_rate_last_10"] == pytest.approx((247.0 - 21.1) / 9)


def test_the_cup_final_is_no_average(tmp_path):
    final = player_game(days_before(1), game_type="cup_final", points=45)
    assert_worked_values(row_of(tmp_path, [final, *played()]))


@pytest.mark.parametrize(
    ("number", "early", "deviation"),
    [
        (1, True, None),
        (2, True, 32**0.5),
        (5, True, 29.7**0.5),
        (9, True, (2606 / 72) ** 0.5),
        (10, False, (336.5 / 9) ** 0.5),
    ],
)
def test_small_samples_are_kept_and_flagged(tmp_path, number, early, deviation):
    row = row_of(tmp_path, played(number))
    assert row["games_played_season"] == number
    assert row["early_season_flag"] is early
    reason = f"Only {number} games available, need 10" if early else None
    assert row["insufficient_data_reason"] == reason
    assert row["points_std_last_10"] == pytest.approx(deviation)


def test_no_game_yet(tmp_path):
    row = row_of(tmp_path, [])
    assert row["points_avg_last_5"] is None
    assert row["games_played_season"] == 0
    assert row["window_games"] == 0
    assert row["completeness_percentage"] is None
