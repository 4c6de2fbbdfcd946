"""`phase3: warehouse` on BigQuery: the user's tables are read, and again only when changed."""

import datetime as dt

import pytest
from given.bigquery import emulator
from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase3 import existing

from warehouse.test_load_schedule import SCHEDULE, schedule


@pytest.fixture
def filled(tmp_path, faults):
    """Settings whose Phase 3 tables exist, empty but for a schedule of two games."""
    section = emulator.configuration()["bigquery"]
    maker = emulator.bigquery_warehouse(bigquery=section)
    for name in tables.PHASE3:
        maker.create(tables.table(name))
    maker.load(SCHEDULE, schedule("0022300001", "0022300002"), None)
    faults.clear()
    return emulator.settings(phase3="warehouse", bigquery=section, results=tmp_path), maker


def questions(faults) -> int:
    """Queries that reached the service."""
    return sum(path.endswith(("/queries", "/jobs")) for _, path, _ in faults.seen)


def test_the_schedule_is_read(filled):
    settings, _ = filled

    games = existing.schedule(settings)

    assert [(g.game_id, g.game_date, g.home_score, g.n_periods) for g in games] == [
        ("0022300001", dt.date(2024, 1, 5), 101, None),
        ("0022300002", dt.date(2024, 1, 5), 101, None),
    ]


def test_unchanged_tables_are_not_queried_again(filled, faults):
    settings, _ = filled
    first = existing.schedule(settings), existing.digests(settings)
    asked = questions(faults)

    assert (existing.schedule(settings), existing.digests(settings)) == first
    assert questions(faults) == asked > 0


def test_a_changed_schedule_is_read_again(filled):
    settings, maker = filled
    existing.schedule(settings)

    maker.load(SCHEDULE, schedule("0022300003"), None)

    assert [game.game_id for game in existing.schedule(settings)] == ["0022300003"]


def test_a_table_without_a_needed_column_is_refused(filled):
    settings, maker = filled
    place = maker.names.place("nba_analytics.team_offense_game_summary")
    maker.jobs.run("test", f"CREATE OR REPLACE TABLE `{place}` (game_date DATE, pace STRING)", {})

    with pytest.raises(BackfillError) as failure:
        existing.described(settings)

    assert str(failure.value) == (
        f"BigQuery table {place} "
        "lacks season_year INT64 (for player_daily_cache, ml_feature_store); "
        "lacks game_type STRING (for player_daily_cache, ml_feature_store); "
        "lacks team_abbr STRING (for player_daily_cache, ml_feature_store); "
        "lacks points_scored INT64 (for verify_phase3); "
        "lacks fg_attempts INT64 (for player_daily_cache, ml_feature_store); "
        "lacks possessions FLOAT64 (for verify_phase3); "
        "has pace as STRING, not FLOAT64 (for player_daily_cache); "
        "lacks offensive_rating FLOAT64 (for player_daily_cache); "
        "lacks win_flag BOOL (for ml_feature_store); "
        "name other columns in bigquery.columns.team_offense_game_summary or let "
        "bigquery.datasets point elsewhere"
    )


def test_a_missing_table_is_named(filled):
    settings, maker = filled
    place = maker.names.place("nba_analytics.player_game_summary")
    maker.jobs.client.delete_table(place)

    with pytest.raises(BackfillError, match=rf"looking at {place}: Not found"):
        existing.described(settings)


def test_nothing_is_created_for_a_reader(filled, faults):
    settings, _ = filled
    existing.described(settings)

    created = [path for method, path, _ in faults.seen if path.endswith(("/tables", "/datasets"))]
    assert created == []
