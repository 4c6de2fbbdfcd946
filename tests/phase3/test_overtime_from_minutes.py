import pytest
from given.files import game, line, phase3, rows, write

GAME = "0022300001"


@pytest.mark.parametrize(
    "home_minutes, away_minutes, overtimes",
    [(240, 240, 0), (241, 238, 0), (265, 265, 1), (267, 264, 1), (290, 289, 2), (230, 228, 0)],
)
def test_minutes_tell_the_overtimes_where_the_schedule_does_not(
    tmp_path, home_minutes, away_minutes, overtimes
):
    write(
        tmp_path,
        [game(GAME, "2023-10-24", "BOS", "NYK")],
        [
            line(GAME, 1, "BOS", minutes=home_minutes - 40),
            line(GAME, 2, "BOS", minutes=40),
            line(GAME, 3, "NYK", minutes=away_minutes),
        ],
    )

    found = rows(phase3(tmp_path), "team_offense_game_summary")
    assert [team["overtime_periods"] for team in found] == [overtimes, overtimes]
