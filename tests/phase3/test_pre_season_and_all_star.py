from given.files import game, line, phase3, rows, shot, write
from nba_backfill.phase3 import files


def test_pre_season_and_all_star_games_are_left_out_and_counted(tmp_path):
    write(
        tmp_path,
        [
            game("0012300001", "2023-10-10"),
            game("0022300001", "2023-10-24"),
            game("0032300001", "2024-02-18", "EST", "WST"),
        ],
        [line("0012300001", 1), line("0022300001", 1), line("0032300001", 1, "EST")],
        [shot("0012300001", 1, "BOS", 2, 3), shot("0022300001", 1, "BOS", 2, 3)],
    )

    assert [g.game_id for g in files.schedule(tmp_path)] == ["0022300001"]
    assert files.load(tmp_path).dropped == {"games": 2, "player_box": 2, "shots": 1}
    assert [r["game_id"] for r in rows(phase3(tmp_path), "player_game_summary")] == ["0022300001"]
