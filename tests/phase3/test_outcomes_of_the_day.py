import datetime as dt

from given.files import BOX, game, line, phase3, write
from nba_backfill.phase3.digests import table_digests

DAY = dt.date(2023, 11, 5)
PLAYED = {**dict.fromkeys(BOX, 0), "minutes": 30, "pts": 20, "fga": 10, "fgm": 8}
CONTEXT = ("upcoming_player_game_context", "upcoming_team_game_context")


def contexts(folder, day_status: dict[int, str], score: int) -> list[dict]:
    """Digests of both context tables, two earlier games and one on 2023-11-05."""
    games = [game("0022300001", "2023-11-01"), game("0022300002", "2023-11-03"),
             game("0022300003", "2023-11-05", home_score=score)]  # fmt: skip
    lines = [line(g["game_id"], p, "BOS", **PLAYED) for g in games[:2] for p in day_status]
    for player, status in day_status.items():
        lines.append(line("0022300003", player, "BOS", status,
                          **(PLAYED if status == "played" else {})))  # fmt: skip
    lines.append(line("0022300003", 9, "NYK", "inactive"))
    con = phase3(write(folder, games, lines))
    return [table_digests(con, name) for name in CONTEXT]


def test_who_of_the_available_then_played_changes_no_context_of_the_date(tmp_path):
    before = contexts(tmp_path / "a", {1: "played", 2: "dnp", 3: "inactive"}, score=100)
    swapped = contexts(tmp_path / "b", {1: "dnp", 2: "played", 3: "inactive"}, score=120)

    assert swapped == before


def test_who_is_out_changes_it(tmp_path):
    before = contexts(tmp_path / "a", {1: "played", 2: "dnp", 3: "inactive"}, score=100)
    other = contexts(tmp_path / "b", {1: "played", 2: "inactive", 3: "dnp"}, score=100)

    assert other[0][DAY] != before[0][DAY]
