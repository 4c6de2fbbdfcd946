"""Completeness: the schedule's counted games of the row's own window against those in Phase 3."""

import pytest
from given.rows import (
    NO_ALLOWED_ZONES,
    by_key,
    compute,
    context,
    days_before,
    game,
    player_game,
    team_defense,
    write,
)

NO_LINES = {"points_allowed": None, "opp_fg_attempts": None, **NO_ALLOWED_ZONES}


def team_row(root, schedule: list[dict], rows: list[dict], team: str) -> dict:
    warehouse = write(root, nba_schedule=[game(), *schedule], team_defense_game_summary=rows)
    return by_key(compute(warehouse, "team_defense_zone_analysis"), "team_abbr")[team]


def numbers(row: dict) -> tuple:
    return tuple(
        row[name]
        for name in (
            "expected_games_count",
            "actual_games_count",
            "missing_games_count",
            "completeness_percentage",
            "is_production_ready",
        )
    )


def test_a_game_counts_for_both_teams(tmp_path):
    pairs = [(8, "AAA", "BBB"), (6, "BBB", "AAA"), (4, "AAA", "CCC"), (2, "CCC", "AAA")]
    schedule = [game(days_before(day), home, away) for day, home, away in pairs]
    rows = [team_defense(days_before(day), team=team) for day, *teams in pairs for team in teams]
    results = {team: team_row(tmp_path / team, schedule, rows, team) for team in ("AAA", "BBB")}
    assert numbers(results["AAA"]) == (4, 4, 0, 100.0, True)
    assert numbers(results["BBB"]) == (2, 2, 0, 100.0, True)


def test_half_of_the_games(tmp_path):
    schedule = [game(days_before(day)) for day in (8, 6, 4, 2)]
    rows = [
        team_defense(days_before(8)),
        team_defense(days_before(4)),
        team_defense(days_before(6), **NO_LINES),
        team_defense(days_before(2), **NO_LINES),
    ]
    row = team_row(tmp_path, schedule, rows, "BOS")
    assert numbers(row) == (4, 2, 2, 50.0, False)
    assert row["data_quality_issues"] == ["own_data_incomplete"]


@pytest.mark.parametrize(("expected", "found", "ready"), [(10, 9, True), (9, 8, False)])
def test_ninety_percent_is_enough(tmp_path, expected, found, ready):
    schedule = [game(days_before(n + 1)) for n in range(expected)]
    rows = [
        team_defense(days_before(n + 1), **({} if n < found - 1 or n == expected - 1 else NO_LINES))
        for n in range(expected)
    ]
    row = team_row(tmp_path, schedule, rows, "BOS")
    assert numbers(row) == (expected, found, expected - found, 100 * found / expected, ready)


def player_row(root, schedule: list[dict], rows: list[dict]) -> dict:
    warehouse = write(root, nba_schedule=[game(), *schedule], player_game_summary=rows)
    return by_key(compute(warehouse, "player_shot_zone_analysis"))["player"]


def test_a_player_is_measured_by_his_teams_games(tmp_path):
    """17 of the 19 team games since his oldest window game are there: 89.5 percent."""
    days = range(1, 20)
    schedule = [game(days_before(day)) for day in days]
    mine = [player_game(days_before(day)) for day in (1, 3, 5, 7, 9, 11, 13, 15, 17, 19)]
    mates = [player_game(days_before(day), "mate") for day in days if day not in (4, 8)]
    row = player_row(tmp_path, schedule, mine + mates)
    assert numbers(row)[:3] == (19, 17, 2)
    assert row["completeness_percentage"] == pytest.approx(100 * 17 / 19)
    assert not row["is_production_ready"]


def test_games_he_missed_are_no_gaps(tmp_path):
    schedule = [game(days_before(day)) for day in (1, 2, 3, 4)]
    rows = [player_game(days_before(4))]
    rows += [player_game(days_before(day), "mate") for day in (1, 2, 3, 4)]
    assert numbers(player_row(tmp_path, schedule, rows)) == (4, 4, 0, 100.0, True)


def test_a_traded_player_is_measured_by_his_new_team(tmp_path):
    schedule = [game(days_before(day), "BOS", "NYK") for day in (5, 3)]
    schedule += [game(days_before(day), "LAL", "DEN") for day in (4, 2)]
    rows = [player_game(days_before(5)), player_game(days_before(3))]
    rows += [
        player_game(
            days_before(2),
            team_abbr="LAL",
            is_active=False,
            player_status="inactive",
            minutes_played=None,
        )
    ]
    rows += [player_game(days_before(day), "mate", team_abbr="LAL") for day in (4, 2)]
    row = player_row(tmp_path, schedule, rows)
    assert numbers(row) == (2, 2, 0, 100.0, True)  # the two LAL games since his oldest game


def test_uncounted_and_unfinished_games_are_not_expected(tmp_path):
    schedule = [
        game(days_before(4)),
        game(days_before(3), game_type="cup_final"),
        game(days_before(2), is_final=False, home_score=None, away_score=None),
    ]
    assert numbers(player_row(tmp_path, schedule, [player_game(days_before(4))])) == (
        1,
        1,
        0,
        100.0,
        True,
    )


def test_nothing_expected_is_not_applicable(tmp_path):
    warehouse = write(tmp_path, upcoming_player_game_context=[context()])
    row = by_key(compute(warehouse, "player_composite_factors"))["player"]
    assert numbers(row)[:4] == (0, 0, 0, None)
    assert row["data_quality_issues"] == [
        "upstream_player_shot_zone_incomplete",
        "upstream_team_defense_zone_incomplete",
    ]
