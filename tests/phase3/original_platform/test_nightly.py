"""A night changes what it changes: only dates whose rows differ are replaced."""

import datetime as dt

import pytest
from given.bigquery import emulator
from given.original_platform import Platform
from given.platform_rows import Habits, league
from nba_backfill.errors import BackfillError
from nba_backfill.phase3.platform import build

RANGE = {"start_date": "2023-10-24", "end_date": "2024-06-30"}
SOURCE = league(dates=20, teams=4, roster=9)
DATES = sorted(set(SOURCE.games.game_date))


@pytest.fixture
def platform():
    """A platform of which Phase 3 can be made, up to the last date but one."""
    found = Platform(SOURCE, Habits())
    found.everything = found.rows
    found.rows = {
        name: [row for row in rows if row.get("game_date", DATES[0]) < DATES[-1]]
        for name, rows in found.rows.items()
    }
    return found.write()


def make(platform, tmp_path) -> dict:
    """Dates replaced by table; empty when nothing had to be done."""
    made = build.make(platform.settings(tmp_path, **RANGE), lambda line: None)
    seasons = made["seasons"].get("2023", {})
    return {name: counts["replaced"] for name, counts in seasons.items()}


def test_from_nothing_through_a_new_night_to_a_correction(platform, tmp_path):
    assert set(make(platform, tmp_path).values()) == {len(DATES) - 1}

    asked = len(emulator.start().faults.seen)
    assert make(platform, tmp_path) == {}
    assert {method for method, _, _ in emulator.start().faults.seen[asked:]} == {"GET"}

    # a night: the last date is played
    platform.rows = platform.everything
    platform.write()
    assert set(make(platform, tmp_path).values()) == {1}

    # a correction: one player's points on one date move his team's line of that date, and the
    # paces and forms of later dates that rest on it stay as they are
    day = DATES[-2]
    row = next(
        row
        for row in platform.rows["nba_raw.nbac_gamebook_player_stats"]
        if row["game_date"] == day and row["player_status"] == "active"
    )
    row["steals"] += 1
    platform.write("nba_raw.nbac_gamebook_player_stats")
    assert make(platform, tmp_path) == {
        "team_offense_game_summary": 0,
        "team_defense_game_summary": 1,
        "player_game_summary": 1,
        "upcoming_team_game_context": 0,
        "upcoming_player_game_context": 0,
        "nba_schedule": 0,
    }


def test_a_game_that_moves_leaves_its_date(platform, tmp_path):
    make(platform, tmp_path)
    schedule = platform.rows["nba_raw.nbac_schedule"]
    last = max(row["game_date"] for row in schedule)
    moved = next(row for row in schedule if row["game_date"] == last)
    rows = [row for row in schedule if row["game_id"] == moved["game_id"]]
    for row in rows:
        row["game_date"] = last + dt.timedelta(days=3)
    platform.write("nba_raw.nbac_schedule")

    replaced = make(platform, tmp_path)

    assert replaced["nba_schedule"] == 2
    found = platform.warehouse.query(
        "SELECT game_id FROM nba_reference.nba_schedule "
        "WHERE game_date BETWEEN @start_date AND @end_date AND game_id = "
        f"'{moved['game_id']}'",
        dt.date(2023, 8, 1),
        dt.date(2024, 7, 31),
    )
    assert found.num_rows == 1


def test_a_lost_table_is_made_again(platform, tmp_path):
    make(platform, tmp_path)
    place = platform.warehouse.names.place("nba_analytics.player_game_summary")
    platform.warehouse.jobs.client.delete_table(place)

    assert make(platform, tmp_path)["player_game_summary"] == len(DATES) - 1


def test_tables_that_may_be_absent_leave_their_columns_null(platform, tmp_path):
    client, raw = platform.warehouse.jobs.client, platform.places["nba_raw"]
    for name in (
        "bigdataball_play_by_play",
        "br_rosters_current",
        "odds_api_game_lines",
        "odds_api_player_points_props",
    ):
        client.delete_table(f"{raw}.{name}")
    named = {**platform.named, "datasets": {"nba_raw": raw, "nba_analytics": ""}}

    made = build.make(platform.settings(tmp_path, **RANGE, platform=named), lambda line: None)

    told = [row["meaning"] for row in made["findings"] if row["finding"].startswith("no_")][:6]
    assert told == [
        "the platform's nba_raw.bigdataball_play_by_play is absent: every zone column is NULL",
        "the platform's nba_raw.br_rosters_current is absent: player_age is NULL",
        "the platform's nba_raw.odds_api_game_lines is absent: game_spread and game_total are NULL",
        "the platform's nba_raw.odds_api_player_points_props is absent: current_points_line is "
        "NULL",
        "the platform's nba_analytics.player_game_summary is absent: universal_player_id is the "
        "name key",
        "the platform's nba_analytics.team_offense_game_summary is absent: such games have NULL "
        "lines",
    ]
    rows = platform.warehouse.query(
        "SELECT COUNT(*) AS n, COUNT(p.paint_attempts) AS zones, COUNT(u.player_age) AS ages, "
        "COUNT(u.current_points_line) AS quoted, COUNT(u.game_spread) AS spreads, "
        "COUNTIF(p.universal_player_id <> p.player_lookup) AS registered "
        "FROM nba_analytics.player_game_summary AS p "
        "JOIN nba_analytics.upcoming_player_game_context AS u "
        "ON u.game_date = p.game_date AND u.player_lookup = p.player_lookup "
        "WHERE p.game_date BETWEEN @start_date AND @end_date "
        "AND u.game_date BETWEEN @start_date AND @end_date",
        dt.date(2023, 8, 1),
        dt.date(2024, 7, 31),
    )
    (row,) = rows.to_pylist()
    assert row.pop("n") > 300
    assert set(row.values()) == {0}


def test_an_interrupted_run_is_finished_by_the_next(platform, tmp_path):
    faults = emulator.start().faults
    faults.add("POST", r"/(queries|jobs)$", times=1, status=400, reason="invalidQuery",
               message="injected", match=b"MERGE `nba-test.nba_analytics")  # fmt: skip
    with pytest.raises(BackfillError, match="injected"):
        make(platform, tmp_path)
    faults.clear()

    assert set(make(platform, tmp_path).values()) == {len(DATES) - 1}
    assert platform.warehouse.dates(_schedule_by_date()) == set(DATES[:-1])


def _schedule_by_date():
    """The schedule's contract, with the column its dates are asked by."""
    from dataclasses import replace

    from nba_backfill.tables import table

    return replace(table("nba_schedule"), partition="game_date")
