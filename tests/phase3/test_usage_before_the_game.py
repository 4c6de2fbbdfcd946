import pytest
from given.files import game, line, phase3, row, write


def test_projection_weighs_by_minutes_and_recent_usage_takes_the_last_seven(tmp_path):
    """Nine games with 10 team plays a minute-fifth: usage falls out as 100 x plays / minutes."""
    minutes = [10, 20, 20, 20, 20, 20, 20, 20, 0]
    plays = [8, 4, 4, 4, 4, 4, 4, 5, 1]
    games, lines = [], []
    for i, (played, shots) in enumerate(zip(minutes, plays, strict=True), 1):
        key = f"002230000{i}"
        games.append(game(key, f"2023-11-{i:02d}", n_periods=4))
        lines.append(line(key, 1, "BOS", minutes=played, fga=shots))
        lines.append(line(key, 2, "BOS", minutes=200, fga=48 - shots))
    games.append(game("0022300099", "2023-11-20"))
    lines.append(line("0022300099", 1, "BOS", "dnp"))

    found = row(phase3(write(tmp_path, games, lines)), "upcoming_player_game_context",
                "game_id = '0022300099'")  # fmt: skip

    # usages 80, six times 20, 25 and NULL (0 minutes); the last seven: five 20s, 25, NULL
    assert found["avg_usage_rate_last_7_games"] == pytest.approx(125 / 6, abs=1e-9)
    assert found["projected_usage_rate"] == pytest.approx(
        (80 * 10 + 6 * 20 * 20 + 25 * 20) / 150, abs=1e-9
    )
