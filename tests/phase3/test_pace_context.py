import pytest
from given.files import game, line, phase3, row, write


def test_expected_pace_of_the_game_against_the_league(tmp_path):
    """Paces before the day: BOS and NYK 100, LAL and ORL 90; MIA and CHI 104 do not play on it."""
    pairs = [("0022300001", "BOS", "NYK", 100), ("0022300002", "LAL", "ORL", 90),
             ("0022300003", "MIA", "CHI", 104)]  # fmt: skip
    day = "0022300004"
    con = phase3(
        write(
            tmp_path,
            [*(game(key, "2023-11-01", home, away, n_periods=4) for key, home, away, _ in pairs),
             game(day, "2023-11-03", "BOS", "LAL")],
            [line(key, 10 * i + j, team, minutes=240, fga=pace)
             for i, (key, home, away, pace) in enumerate(pairs, 1)
             for j, team in enumerate((home, away))]
            + [line(day, 10, "BOS", "dnp")],
        )
    )  # fmt: skip

    league = (100 + 100 + 90 + 90 + 104 + 104) / 6
    team = row(con, "upcoming_team_game_context", f"game_id = '{day}' AND team_abbr = 'BOS'")
    assert team["pace_last_10"] == 100
    assert team["opponent_pace_last_10"] == 90
    assert team["league_pace_last_10"] == pytest.approx(league, abs=1e-9)
    assert team["pace_differential"] == pytest.approx(95 - league, abs=1e-9)
    player = row(con, "upcoming_player_game_context", f"game_id = '{day}'")
    for name in ("opponent_pace_last_10", "league_pace_last_10", "pace_differential"):
        assert player[name] == team[name]
