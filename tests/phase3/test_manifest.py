import pytest
from given.files import game, line, settings_for, shot, write
from nba_backfill.errors import BackfillError
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase3.manifest import Manifest, lost
from nba_backfill.phase3.oddities import ODDITIES
from nba_backfill.warehouse.parquet import ParquetWarehouse


def source(folder):
    return write(
        folder,
        [game("0022200001", "2022-10-18"), game("0022300001", "2023-10-24"),
         game("0022300002", "2023-10-26")],
        [line("0022200001", 1), line("0022300001", 1), line("0022300001", 2, "NYK", "inactive"),
         line("0022300002", 1)],
        [shot("0022300001", 1, "BOS", 2, 3)],
    )  # fmt: skip


@pytest.fixture
def built(tmp_path):
    log = []
    warehouse = ParquetWarehouse(tmp_path / "warehouse")
    manifest = build_phase3(settings_for(source(tmp_path / "source")), warehouse, log.append)
    return manifest, log


def test_rows_and_seasons_of_every_table(built):
    manifest, _ = built

    assert {name: held.seasons for name, held in manifest.tables.items()} == {
        "nba_schedule": {2022: 1, 2023: 2},
        "player_game_summary": {2022: 1, 2023: 3},
        "team_offense_game_summary": {2022: 2, 2023: 4},
        "team_defense_game_summary": {2022: 2, 2023: 4},
        "upcoming_player_game_context": {2022: 1, 2023: 3},
        "upcoming_team_game_context": {2022: 2, 2023: 4},
    }
    assert list(map(str, manifest.tables["player_game_summary"].digests)) == [
        "2022-10-18", "2023-10-24", "2023-10-26",
    ]  # fmt: skip


def test_what_the_source_lacks_is_told(built):
    manifest, _ = built

    counts = {f["finding"]: f["count"] for f in manifest.findings}
    assert counts == {
        "double_listings": 0,
        "games_without_player_rows": 3,
        "games_without_shots": 2,
        "doubled_events": 0,
        "shots_other_than_box": 1,
        "games_without_assists": 0,
        "games_without_blocks": 0,
        "seasons_without_inactive_list": 0,
        "games_without_listing": 2,
        "games_without_spread": 3,
        "games_with_other_points": 3,
        "shots_of_players_not_played": 0,
        "quotes_of_unknown_players": 0,
        "points_lines": 0,
        "birth_dates": 0,
        **dict.fromkeys(ODDITIES, 0),
        "games_of_odd_minutes": 3,
    }
    assert manifest.source == "files"


def test_the_log_has_a_line_for_every_table(built):
    _, log = built

    assert log[1:] == [
        "nba_reference.nba_schedule: 3 rows",
        "nba_analytics.player_game_summary: 4 rows, seasons [2022, 2023]",
        "nba_analytics.team_offense_game_summary: 6 rows, seasons [2022, 2023]",
        "nba_analytics.team_defense_game_summary: 6 rows, seasons [2022, 2023]",
        "nba_analytics.upcoming_player_game_context: 4 rows, seasons [2022, 2023]",
        "nba_analytics.upcoming_team_game_context: 6 rows, seasons [2022, 2023]",
    ]


def test_the_same_content_gives_the_same_manifest(built, tmp_path):
    manifest, _ = built
    settings = settings_for(source(tmp_path / "copy"))

    assert build_phase3(settings, ParquetWarehouse(tmp_path / "other"), str) == manifest


def test_it_is_read_as_it_was_written(built, tmp_path):
    manifest, _ = built
    manifest.write(tmp_path / "phase3.json")

    assert Manifest.read(tmp_path / "phase3.json") == manifest


def test_another_source_than_the_planned_one_is_refused(tmp_path):
    warehouse = ParquetWarehouse(tmp_path / "warehouse")
    settings = settings_for(source(tmp_path / "source"))

    with pytest.raises(BackfillError, match="has changed since this run was planned"):
        build_phase3(settings, warehouse, str, planned="another")
    assert not list(tmp_path.glob("warehouse/**/*.parquet")), "nothing is loaded"


def test_lost_and_foreign_files_are_named(built, tmp_path):
    manifest, _ = built
    warehouse = ParquetWarehouse(tmp_path / "warehouse")
    assert lost(manifest, warehouse) == []

    folder = tmp_path / "warehouse/nba_analytics"
    cut = folder / "player_game_summary/season_year=2023/data.parquet"
    cut.write_bytes(cut.read_bytes()[:-1])
    (folder / "team_offense_game_summary/season_year=2022/data.parquet").unlink()
    other = build_phase3(
        settings_for(write(tmp_path / "one", [game("0022300001", "2023-10-24")])),
        ParquetWarehouse(tmp_path / "other"),
        str,
    )
    assert other.tables["nba_schedule"].rows == 1
    schedule = "nba_reference/nba_schedule/data.parquet"
    (tmp_path / "other" / schedule).replace(tmp_path / "warehouse" / schedule)
    assert lost(manifest, warehouse) == [
        "nba_reference.nba_schedule",
        "nba_analytics.player_game_summary",
        "nba_analytics.team_offense_game_summary",
    ]
