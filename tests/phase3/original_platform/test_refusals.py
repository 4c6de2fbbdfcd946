"""What cannot go well is refused before any work, in one line that says the way out."""

import pytest
from given.bigquery import emulator
from given.original_platform import Platform
from given.platform_rows import Habits, league
from google.cloud import bigquery
from nba_backfill.errors import BackfillError
from nba_backfill.phase3.platform import build

SOURCE = league(dates=20, teams=4, roster=9)


@pytest.fixture
def platform():
    """A platform whose tables are there."""
    return Platform(SOURCE, Habits()).write()


def refused(of, tmp_path, **more) -> str:
    """The line a run ends with; nothing was written."""
    settings = of.settings(tmp_path, **more)
    statements = len(emulator.start().faults.seen)
    with pytest.raises(BackfillError) as failure:
        build.make(settings)
    asked = emulator.start().faults.seen[statements:]
    assert not [path for method, path, _ in asked if method != "GET"]
    return str(failure.value)


def dataset(platform, place: str, location: str) -> None:
    """(Re)makes a dataset in a location."""
    client = platform.warehouse.jobs.client
    client.delete_dataset(place, delete_contents=True, not_found_ok=True)
    made = bigquery.Dataset(place)
    made.location = location
    client.create_dataset(made)


def test_phase3_of_another_kind(platform, tmp_path):
    assert refused(platform, tmp_path, phase3="simulated") == (
        "config phase3: 'simulated' does not read the platform's tables; write phase3: warehouse, "
        "see docs/platform.md"
    )


def test_no_platform_section(platform, tmp_path):
    assert refused(platform, tmp_path, platform=None) == (
        "config platform: is missing; name the platform's project and datasets, see "
        "docs/platform.md"
    )


def test_a_target_inside_the_platforms_datasets(platform, tmp_path):
    place = platform.places["nba_analytics"]
    platform.section["datasets"]["nba_analytics"] = place

    assert refused(platform, tmp_path) == (
        f"config bigquery.datasets.nba_analytics: {place} is the platform's own dataset, which is "
        "only read; name one of yours, e.g. nba_analytics: nba_phase3"
    )


def test_the_default_names_in_the_platforms_project(platform, tmp_path):
    platform.section["datasets"]["nba_reference"] = "nba_reference"

    assert refused(platform, tmp_path).startswith(
        "config bigquery.datasets.nba_reference: nba-test.nba_reference is the platform's own"
    )


def test_raw_and_analytics_in_different_locations(platform, tmp_path):
    raw, analytics = platform.places["nba_raw"], platform.places["nba_analytics"]
    dataset(platform, raw, "us-west2")
    dataset(platform, analytics, "US")

    assert refused(platform, tmp_path) == (
        f"BigQuery datasets {raw} (us-west2) and {analytics} (US) are in different locations, and "
        "no statement can read both; copy player_game_summary and team_offense_game_summary to a "
        "dataset in us-west2 and name it in platform.datasets.nba_analytics, or leave them out: "
        "nba_analytics: ''"
    )


def test_another_location_than_the_configured_one(platform, tmp_path):
    for place in platform.places.values():
        dataset(platform, place, "us-west2")

    assert refused(platform, tmp_path) == (
        f"BigQuery dataset {platform.places['nba_raw']} is in us-west2, config bigquery.location "
        "says US; set it to us-west2"
    )


def test_a_dataset_of_ours_in_another_location(platform, tmp_path):
    place = platform.warehouse.names.dataset("nba_predictions")
    dataset(platform, place, "EU")

    assert refused(platform, tmp_path) == (
        f"config bigquery.datasets.nba_predictions: BigQuery dataset {place} is in EU, the "
        f"platform's {platform.places['nba_raw']} in US; name another one, it is made in US"
    )


def test_the_platforms_old_phase4_tables(platform, tmp_path):
    place = platform.warehouse.names.place("nba_precompute.player_daily_cache")
    client = platform.warehouse.jobs.client
    client.create_dataset(place.rpartition(".")[0])
    old = bigquery.Table(place, [
        bigquery.SchemaField("player_lookup", "STRING"),
        bigquery.SchemaField("cache_date", "DATE"),
        bigquery.SchemaField("points_avg_last_5", "NUMERIC"),
    ])  # fmt: skip
    client.create_table(old)

    told = refused(platform, tmp_path)

    assert told.startswith(
        f"config bigquery.datasets.nba_precompute: {place} is not a table of this pipeline (lacks "
        "column "
    )
    assert told.endswith(
        " more), as the platform's own are not; it stays as it is, name a dataset of yours, e.g. "
        "nba_precompute: backfill_precompute"
    )


def test_a_table_that_is_needed_is_not_there(platform, tmp_path):
    platform.warehouse.jobs.client.delete_table(f"{platform.places['nba_raw']}.nbac_schedule")

    assert refused(platform, tmp_path) == (
        "the platform's nba_raw.nbac_schedule is not there; it is needed for games, scores, "
        "teams: check platform.project and platform.datasets.nba_raw"
    )


def test_a_dataset_that_is_not_there(platform, tmp_path):
    wrong = {"project": emulator.PROJECT, "datasets": {"nba_raw": "nowhere", "nba_analytics": ""}}

    assert refused(platform, tmp_path, platform=wrong) == (
        "BigQuery dataset nba-test.nowhere is not there; check platform.project and "
        "platform.datasets.nba_raw"
    )


def test_nothing_tells_who_played(platform, tmp_path):
    client = platform.warehouse.jobs.client
    client.delete_table(f"{platform.places['nba_raw']}.nbac_gamebook_player_stats")
    named = {**platform.named, "datasets": {"nba_raw": platform.places["nba_raw"],
                                            "nba_analytics": ""}}  # fmt: skip

    assert refused(platform, tmp_path, platform=named) == (
        "neither nba_raw.nbac_gamebook_player_stats nor nba_analytics.player_game_summary of the "
        "platform is there; one of them must tell who played"
    )


def test_columns_that_are_lacking_or_of_another_kind(platform, tmp_path):
    place = f"{platform.places['nba_raw']}.br_rosters_current"
    client = platform.warehouse.jobs.client
    client.delete_table(place)
    client.create_table(bigquery.Table(place, [bigquery.SchemaField("birth_date", "DATE")]))

    assert refused(platform, tmp_path) == (
        "the platform's nba_raw.br_rosters_current, needed for birth dates: lacks player_lookup, "
        "birth_date is DATE, not STRING; docs/platform.md lists what is read"
    )
