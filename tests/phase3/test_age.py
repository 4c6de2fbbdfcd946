import datetime as dt

from given.files import game, line, phase3, rows, write

BORN = dt.date(1998, 3, 3)


def ages(folder) -> list[int]:
    return [r["player_age"] for r in rows(phase3(folder), "upcoming_player_game_context")]


def test_age_on_the_date_of_the_game(tmp_path):
    dates = ["2024-03-02", "2024-03-03"]
    games = [game(f"002230000{i}", date) for i, date in enumerate(dates, 1)]
    in_box = [{**line(g["game_id"], 1, status="dnp"), "birth_date": BORN} for g in games]
    in_players = [line(g["game_id"], 1, status="dnp") for g in games]

    assert ages(write(tmp_path / "box", games, in_box)) == [25, 26]
    assert ages(
        write(tmp_path / "players", games, in_players,
              players=[{"player_id": 1, "birth_date": BORN}])
    ) == [25, 26]  # fmt: skip
