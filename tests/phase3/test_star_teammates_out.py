import pytest
from given.files import game, line, phase3, rows, write

DAY = "0022300099"
SEASON_AVERAGES = {  # player: (games, points of each, minutes of each)
    1: (10, 18, 20),  # a star by points
    2: (10, 12, 28),  # a star by minutes and points
    3: (9, 30, 36),  # too few games
    4: (10, 17, 27),  # short of both
    5: (10, 11, 35),  # minutes alone do not make a star
    6: (10, 5, 10),
}


def context(tmp_path, out: set[int]) -> dict[str, int]:
    """star_teammates_out by player, when `out` are inactive; player 7 is NYK's."""
    games = [game(f"00223000{i:02d}", f"2023-11-{i:02d}", "BOS", "NYK") for i in range(1, 11)]
    lines = [
        line(games[i]["game_id"], player, "BOS", pts=points, minutes=minutes)
        for player, (count, points, minutes) in SEASON_AVERAGES.items()
        for i in range(count)
    ]
    lines += [line(g["game_id"], 7, "NYK", pts=40, minutes=40) for g in games]
    day = [
        line(DAY, player, "NYK" if player == 7 else "BOS", "inactive" if player in out else "dnp")
        for player in (*SEASON_AVERAGES, 7)
    ]
    day.append(line(DAY, 8, "NYK", "inactive"))  # the source names who is inactive
    con = phase3(write(tmp_path, [*games, game(DAY, "2023-11-20")], lines + day))
    found = rows(con, "upcoming_player_game_context", f"game_id = '{DAY}'")
    return {r["player_lookup"]: r["star_teammates_out"] for r in found}


def test_nobody_out(tmp_path):
    assert set(context(tmp_path, out=set()).values()) == {0}


@pytest.mark.parametrize("player, stars", [(1, 1), (2, 1), (3, 0), (4, 0), (5, 0)])
def test_who_is_a_star(tmp_path, player, stars):
    assert context(tmp_path, out={player})["player6"] == stars


def test_a_star_is_not_his_own_teammate(tmp_path):
    found = context(tmp_path, out={1, 2, 3})

    assert found["player1"] == 1
    assert found["player2"] == 1
    assert found["player3"] == 2
    assert found["player6"] == 2
    assert found["player7"] == 0


def test_an_absent_star_of_the_opponent_does_not_count(tmp_path):
    found = context(tmp_path, out={7})

    assert found["player6"] == 0
    assert found["player7"] == 0
