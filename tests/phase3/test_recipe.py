"""What decides Phase 3 beside the source is part of every date's digest."""

import shutil

import pytest
from given.files import game, settings_for, write
from nba_backfill import phase3
from nba_backfill.phase3.digests import recipe
from nba_backfill.phase3.source import digests
from nba_backfill.settings import Settings


@pytest.fixture
def own_definitions(tmp_path, monkeypatch):
    """A copy of the SQL files that the test may edit."""
    folder = tmp_path / "definitions"
    shutil.copytree(phase3.DEFINITIONS, folder)
    monkeypatch.setattr(phase3, "DEFINITIONS", folder)
    phase3.definition.cache_clear()
    yield folder
    phase3.definition.cache_clear()


def edited(file, old: str, new: str) -> str:
    """The recipe after replacing text in a file."""
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    phase3.definition.cache_clear()
    return recipe(Settings())


def test_a_comment_and_layout_change_nothing(own_definitions):
    before = recipe(Settings())
    file = own_definitions / "zoned_shots.sql"

    assert edited(file, "  CASE\n", "  -- the zone\n\n      CASE\n") == before


def test_another_zone_border_changes_the_recipe(own_definitions):
    before = recipe(Settings())
    file = own_definitions / "zoned_shots.sql"

    assert edited(file, "distance_ft <= 8", "distance_ft <= 10") != before


def test_another_window_changes_the_recipe(own_definitions):
    before = recipe(Settings())
    file = own_definitions / "upcoming_team_game_context.sql"

    assert edited(file, "ROWS 9 PRECEDING", "ROWS 14 PRECEDING") != before


def test_another_list_of_bookmakers_changes_the_digest_of_every_date(tmp_path):
    folder = write(tmp_path, [game("0022300001", "2023-10-24"), game("0022300002", "2023-10-26")])

    before = digests(settings_for(folder)).by_date
    after = digests(settings_for(folder, props={"bookmakers": ["FanDuel"]})).by_date
    assert before.keys() == after.keys()
    assert all(before[date] != after[date] for date in before)
