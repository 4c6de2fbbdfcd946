"""Team lines: sums of the players, else the platform's own line, else unknown."""

from decimal import Decimal

from given.platform_season import game, listed, season

DAY = "2024-01-05"
GAME = game("0022300001", DAY)


def line(team: str, **more) -> dict:
    """A row of the platform's team_offense_game_summary: 88 attempts, 20 free throws, 12 lost."""
    return {
        "game_date": GAME["game_date"], "team_abbr": team, "points_scored": 100,
        "fg_attempts": 88, "fg_makes": 40, "three_pt_attempts": 30, "three_pt_makes": 10,
        "ft_attempts": 20, "ft_makes": 10, "rebounds": 45, "assists": 20, "turnovers": 12,
        "processed_at": GAME["processed_at"], **more,
    }  # fmt: skip


# 88 + 0.44 * 20 + 12 - 11 offensive rebounds = 97.8 possessions, 100 points: 102.25
RATING = Decimal("102.25")


def test_without_players_the_stored_line_is_taken_and_its_rebounds_come_back():
    made = season([GAME], team_offense_game_summary=[
        line("BOS", offensive_rating=RATING), line("NYK", offensive_rating=RATING),
    ])  # fmt: skip

    row = made.row("team_offense_game_summary", team_abbr="BOS")
    assert (row["fg_attempts"], row["offensive_rebounds"], row["rebounds"]) == (88, 11, 45)
    assert abs(row["possessions"] - 97.8) < 1e-9
    # minutes, and with them overtimes, are nobody's
    assert (row["overtime_periods"], row["pace"]) == (None, None)
    assert made.findings()["teams_without_players"] == (2, f"{DAY} BOS")


def test_of_a_line_that_stands_twice_the_fuller_counts():
    made = season([GAME], team_offense_game_summary=[
        line("BOS", fg_attempts=3, offensive_rating=RATING),
        line("BOS", offensive_rating=RATING),
    ])  # fmt: skip

    assert made.row("team_offense_game_summary", team_abbr="BOS")["fg_attempts"] == 88


def test_the_players_count_before_the_stored_line():
    made = season(
        [GAME],
        [listed(DAY, "one", points=60), listed(DAY, "two", points=40)],
        team_offense_game_summary=[line("BOS", points_scored=1, offensive_rating=RATING)],
    )

    assert made.row("team_offense_game_summary", team_abbr="BOS")["points_scored"] == 100


def test_a_game_nobody_tells_of_has_rows_without_lines():
    made = season([GAME])

    row = made.row("team_offense_game_summary", team_abbr="NYK")
    assert (row["fg_attempts"], row["possessions"], row["pace"]) == (None, None, None)
    assert (row["win_flag"], row["margin_of_victory"]) == (False, -10)


def test_overtimes_come_from_the_minutes():
    made = season([GAME], [
        listed(DAY, f"{team}{number}".lower(), team, minutes_decimal=58.0)
        for team in ("BOS", "NYK") for number in range(5)
    ])  # fmt: skip

    assert made.row("team_offense_game_summary", team_abbr="BOS")["overtime_periods"] == 2
