"""A key that changes afterwards is said: how many rows, of whom, and what to join on."""

from given.files import game, line, settings_for, write
from nba_backfill.phase3.build import build_phase3
from nba_backfill.warehouse.parquet import ParquetWarehouse

NEWER = ["0022300001", "0022300002"]


def built(folder, games, lines, warehouse) -> list[str]:
    log = []
    build_phase3(settings_for(write(folder, games, lines)), warehouse, log.append)
    return [text for text in log if "keys" in text]


def test_an_older_season_with_a_namesake_moves_the_plain_key(tmp_path):
    warehouse = ParquetWarehouse(tmp_path / "warehouse")
    games = [game(NEWER[0], "2023-10-24"), game(NEWER[1], "2023-10-26")]
    lines = [line(key, 7, player_name="Same Name") for key in NEWER]
    older = line("0022200001", 3, player_name="Same Name")

    assert built(tmp_path / "a", games, lines, warehouse) == []
    assert built(tmp_path / "a", games, lines, warehouse) == []
    assert built(
        tmp_path / "b", [game("0022200001", "2022-10-18"), *games], [older, *lines], warehouse
    ) == [
        "player keys have changed in 2 player rows, e.g. samename is now samename7 in 2; join on "
        "universal_player_id, which stays"
    ]
