"""The league's FG% is the unweighted mean over at least ten teams, and deviations add up to 0."""

import pytest
from given.rows import by_key, compute, days_before, team_defense, write


def rows_of(root, teams: int) -> dict:
    """Team 0 allows 500 of 1000 in the paint, the others 60 of 100; no other shots."""
    shots = [(500, 1000)] + [(60, 100)] * (teams - 1)
    rows = [
        team_defense(
            days_before(3), team=f"T{n}", opp_paint_makes=makes, opp_paint_attempts=attempts
        )
        for n, (makes, attempts) in enumerate(shots)
    ]
    warehouse = write(root, team_defense_game_summary=rows)
    return by_key(compute(warehouse, "team_defense_zone_analysis"), "team_abbr")


def test_every_team_weighs_the_same(tmp_path):
    rows = rows_of(tmp_path, teams=10)
    assert rows["T1"]["paint_defense_vs_league_avg"] == pytest.approx(1.0)  # .600 - .590
    assert rows["T0"]["paint_defense_vs_league_avg"] == pytest.approx(-9.0)


def test_deviations_average_to_zero(tmp_path):
    rows = rows_of(tmp_path, teams=12)
    assert sum(row["paint_defense_vs_league_avg"] for row in rows.values()) == pytest.approx(0)


def test_nine_teams_make_no_league(tmp_path):
    rows = rows_of(tmp_path, teams=9)
    assert {row["paint_defense_vs_league_avg"] for row in rows.values()} == {None}
    assert rows["T1"]["paint_pct_allowed_last_15"] == pytest.approx(0.6)


def test_a_zone_nobody_shot_from_has_no_league(tmp_path):
    rows = rows_of(tmp_path, teams=10)
    assert {row["mid_range_defense_vs_league_avg"] for row in rows.values()} == {None}
