"""One row per game, whatever the platform's schedule holds of it."""

from given.platform_season import game, listed, season

WAITING = {"game_status": 1, "home_team_score": None, "away_team_score": None}


def test_a_moved_game_is_on_the_date_it_was_played():
    made = season([
        game("0022300001", "2024-01-05", **WAITING),
        game("0022300001", "2024-02-10"),
    ])  # fmt: skip

    row = made.row("nba_schedule")
    assert (str(row["game_date"]), row["home_score"], row["is_final"]) == ("2024-02-10", 100, True)
    assert made.findings()["moved_games"] == (1, "2024-01-05 0022300001")


def test_a_final_row_counts_although_a_later_date_is_stated_too():
    made = season([
        game("0022300001", "2024-01-05"),
        game("0022300001", "2024-02-10", **WAITING),
    ])  # fmt: skip

    assert str(made.row("nba_schedule")["game_date"]) == "2024-01-05"


def test_a_game_not_played_yet_has_no_score():
    made = season([
        game("0022300001", "2024-01-05", game_status=2, home_team_score=55, away_team_score=50),
        game("0022300002", "2024-01-08"),
    ])  # fmt: skip

    row = made.row("nba_schedule", game_id="0022300001")
    assert (row["home_score"], row["away_score"], row["is_final"]) == (None, None, False)
    assert made.findings()["postponed_games"] == (1, "2024-01-05 0022300001")


def test_types_and_season_come_from_the_id():
    made = season([
        game(f"{kind}2300001", f"2024-0{month}-05", season_year=2099)
        for month, kind in enumerate(("002", "004", "005", "001", "003"), start=1)
    ])  # fmt: skip

    found = {row["game_id"]: (row["game_type"], row["season_year"])
             for row in made.rows("nba_schedule")}  # fmt: skip
    assert found == {
        "0022300001": ("regular", 2023),
        "0042300001": ("playoffs", 2023),
        "0052300001": ("play_in", 2023),
    }


def final(day: str, home: str = "LAL", away: str = "IND") -> list[dict]:
    teams = {"home_team_abbr": home, "away_team_abbr": away}
    return [
        listed(day, "scorer", home, points=123, **teams),
        listed(day, "other", away, points=109, **teams),
    ]


def test_the_cup_final_is_taken_from_the_gamebook():
    made = season([game("0022300001", "2023-12-08")], final("2023-12-09"))

    row = made.row("nba_schedule", game_type="cup_final")
    assert {**row, "game_date": str(row["game_date"])} == {
        "game_id": "0062300001", "game_date": "2023-12-09", "season_year": 2023,
        "game_type": "cup_final", "home_team": "LAL", "away_team": "IND", "home_score": 123,
        "away_score": 109, "n_periods": None, "is_final": True,
    }  # fmt: skip
    assert made.findings()["cup_finals"] == (1, "2023-12-09 0062300001")


def test_two_candidates_are_no_cup_final():
    book = [*final("2023-12-09"), *final("2023-12-20", "MIA", "CHI")]
    made = season([game("0022300001", "2023-12-28")], book)

    assert made.rows("nba_schedule", game_type="cup_final") == []
    assert made.findings()["lost_cup_finals"] == (1, "2023")
    assert made.findings()["rows_of_no_game"] == (4, "2023-12-09 IND other")


def test_a_game_outside_december_that_the_schedule_lacks_is_no_cup_final():
    made = season([game("0022300001", "2023-11-08")], final("2023-11-09"))

    assert [row["game_type"] for row in made.rows("nba_schedule")] == ["regular"]
