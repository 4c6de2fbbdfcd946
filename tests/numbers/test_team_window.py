"""The team window is the last 15 counted games strictly before the date."""

import pytest
from given.rows import (
    DAY,
    NO_ALLOWED_ZONES,
    by_key,
    compute,
    days_before,
    game,
    team_defense,
    write,
)


def row_of(root, rows: list[dict], **tables) -> dict:
    warehouse = write(root, team_defense_game_summary=rows, **tables)
    return by_key(compute(warehouse, "team_defense_zone_analysis"), "team_abbr")["BOS"]


def games(number: int, makes: int = 20) -> list[dict]:
    return [
        team_defense(days_before(n + 1), opp_paint_makes=makes, opp_paint_attempts=40)
        for n in range(number)
    ]


def test_the_game_of_the_date_is_outside(tmp_path):
    today = team_defense(DAY, opp_paint_makes=40, opp_paint_attempts=40)
    row = row_of(tmp_path, [*games(15), today])
    assert row["paint_pct_allowed_last_15"] == 0.5  # 320 of 640 with the game of the date


def test_the_sixteenth_game_is_outside(tmp_path):
    old = team_defense(days_before(30), opp_paint_makes=40, opp_paint_attempts=40)
    row = row_of(tmp_path, [*games(15), old])
    assert row["paint_pct_allowed_last_15"] == 0.5
    assert row["window_first_date"] == days_before(15)
    assert row["window_last_date"] == days_before(1)
    assert (row["games_in_sample"], row["data_quality_tier"]) == (15, "high")
    assert not row["early_season_flag"]


def test_the_cup_final_is_outside(tmp_path):
    final = team_defense(
        days_before(1), game_type="cup_final", opp_paint_makes=40, opp_paint_attempts=40
    )
    row = row_of(tmp_path, [*games(15)[1:], final])
    assert row["games_in_sample"] == 14
    assert row["window_last_date"] == days_before(2)


def test_a_game_without_lines_takes_its_place(tmp_path):
    empty = team_defense(
        days_before(1),
        points_allowed=None,
        opp_fg_attempts=None,
        defensive_rating=None,
        opponent_pace=None,
        **NO_ALLOWED_ZONES,
    )
    rows = [empty, *(games(16)[1:])]
    row = row_of(tmp_path, rows)
    assert (row["games_in_sample"], row["zone_games_in_sample"]) == (15, 14)
    assert row["paint_attempts_allowed_per_game"] == 40
    assert row["opponent_points_per_game"] == pytest.approx(100)
    assert row["window_first_date"] == days_before(15)


def test_another_season_is_outside(tmp_path):
    last_season = team_defense(
        days_before(250), season_year=2022, opp_paint_makes=40, opp_paint_attempts=40
    )
    row = row_of(tmp_path, [*games(3), last_season], nba_schedule=[game(), game(days_before(1))])
    assert row["games_in_sample"] == 3


@pytest.mark.parametrize(("number", "tier"), [(9, "low"), (10, "medium"), (14, "medium")])
def test_tiers(tmp_path, number, tier):
    row = row_of(tmp_path, games(number))
    assert row["data_quality_tier"] == tier
    assert row["early_season_flag"]
