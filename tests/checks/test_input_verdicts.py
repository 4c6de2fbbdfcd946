"""`check_inputs`: what a date lacks, of whom, in which table; one row taken away at a time.

BOS plays NYK on 2024-01-15 after two earlier games; both list six players, all seen before.
"""

import datetime as dt

import pytest
from given import rows as small
from nba_backfill.checks.inputs import Verdict, check_inputs

DAY = small.DAY
TEAMS = {"BOS": "NYK", "NYK": "BOS"}
PCF, FS = "player_composite_factors", "ml_feature_store"


def tables() -> dict[str, list[dict]]:
    """Everything in place for the date, as rows per table."""
    past = [small.days_before(4), small.days_before(2)]
    names = {team: [f"{team.lower()}{i}" for i in range(6)] for team in TEAMS}
    teams = [{"team_abbr": t, "opponent_team_abbr": o} for t, o in TEAMS.items()]
    listed = [small.context(name, **team) for team in teams for name in names[team["team_abbr"]]]
    zones = [small.player_zones(row["player_lookup"]) for row in listed]
    return {
        "nba_schedule": [*(small.game(day) for day in past), small.game(is_final=True)],
        "player_game_summary": [
            small.player_game(day, name, **team)
            for day in past
            for team in teams
            for name in names[team["team_abbr"]]
        ],
        "team_offense_game_summary": [
            small.team_offense(day, t, o) for day in past for t, o in TEAMS.items()
        ],
        "team_defense_game_summary": [
            small.team_defense(day, team, opponent, opp_fg_attempts=88)
            for day in past
            for team, opponent in TEAMS.items()
        ],
        "upcoming_player_game_context": listed,
        "upcoming_team_game_context": [small.common(DAY, team) for team in teams],
        "team_defense_zone_analysis": [small.team_zones(team) for team in TEAMS],
        "player_shot_zone_analysis": zones,
        "player_composite_factors": [_dated(row, "game_date") for row in zones],
        "player_daily_cache": [_dated(row, "cache_date") for row in zones],
    }  # fmt: skip


def _dated(row: dict, column: str) -> dict:
    """A zone row as one of another table: the columns all Phase 4 tables share."""
    shared = {key: value for key, value in row.items() if key != "analysis_date"}
    return {**shared, column: DAY}


def verdict(folder, processor: str, rows: dict, **options) -> Verdict:
    return check_inputs(small.write(folder, **rows), processor, DAY, DAY, **options)[DAY]


@pytest.mark.parametrize(
    ("processor", "expected"),
    [
        ("team_defense_zone_analysis", 2),
        ("player_shot_zone_analysis", 12),
        ("player_composite_factors", 12),
        ("player_daily_cache", 12),
        ("ml_feature_store", 12),
    ],
)
def test_all_in_place(tmp_path, processor, expected):
    assert verdict(tmp_path, processor, tables()) == Verdict("ready", (), expected, ())


def test_a_team_without_listed_players(tmp_path):
    rows = tables()
    rows["upcoming_player_game_context"] = rows["upcoming_player_game_context"][:6]
    found = verdict(tmp_path, PCF, rows)
    assert found.state == "partial"
    assert found.reasons == ("NYK has no rows in upcoming_player_game_context",)
    assert found.expected_entities == 6
    assert found.kind == "incomplete_input"


def test_a_team_with_four_available_players(tmp_path):
    rows = tables()
    for row in rows["upcoming_player_game_context"][6:8]:
        row["player_status"] = "out"
    assert verdict(tmp_path, PCF, rows).reasons == (
        "NYK has 4 available of 6 listed players in upcoming_player_game_context, 5 are needed",
    )


def test_players_of_unknown_status_are_available(tmp_path):
    rows = tables()
    for row in rows["upcoming_player_game_context"]:
        row["player_status"] = None
    assert verdict(tmp_path, PCF, rows).state == "ready"


def test_a_date_without_any_listing(tmp_path):
    rows = tables()
    rows["upcoming_player_game_context"] = []
    found = verdict(tmp_path, PCF, rows)
    assert found == Verdict(
        "missing", (f"upcoming_player_game_context has no players of {DAY}",), 0, ()
    )
    assert found.kind == "missing_upstream"


@pytest.mark.parametrize("processor", ["team_defense_zone_analysis", "player_shot_zone_analysis"])
def test_zones_need_no_listing(tmp_path, processor):
    rows = tables()
    rows["upcoming_player_game_context"] = rows["upcoming_team_game_context"] = []
    assert verdict(tmp_path, processor, rows).state == "ready"


def test_a_team_without_its_context_row(tmp_path):
    rows = tables()
    del rows["upcoming_team_game_context"][1]
    assert verdict(tmp_path, PCF, rows).reasons == ("NYK has no row in upcoming_team_game_context",)


def test_an_upstream_partition_without_a_team(tmp_path):
    rows = tables()
    del rows["team_defense_zone_analysis"][0]
    assert verdict(tmp_path, PCF, rows).reasons == ("team_defense_zone_analysis has no row of BOS",)


def test_an_upstream_partition_without_some_players(tmp_path):
    rows = tables()
    del rows["player_daily_cache"][7:9]
    assert verdict(tmp_path, FS, rows).reasons == (
        "player_daily_cache lacks 2 of 6 players of NYK (first: nyk1)",
    )


def test_an_upstream_partition_that_is_not_there(tmp_path):
    rows = tables()
    rows["player_composite_factors"] = []
    found = verdict(tmp_path, FS, rows)
    assert (found.state, found.reasons) == (
        "missing",
        (f"player_composite_factors has no rows of {DAY}",),
    )
    assert verdict(tmp_path, FS, rows, upstream=False).state == "ready"


def test_a_newcomer_needs_no_zone_row(tmp_path):
    rows = tables()
    rows["player_game_summary"] = [
        row for row in rows["player_game_summary"] if row["player_lookup"] != "bos0"
    ]
    rows["player_shot_zone_analysis"] = [
        row for row in rows["player_shot_zone_analysis"] if row["player_lookup"] != "bos0"
    ]
    assert verdict(tmp_path, PCF, rows).state == "ready"
    assert verdict(tmp_path, "player_shot_zone_analysis", rows).expected_entities == 11


def test_a_hole_in_the_history_is_a_note(tmp_path):
    rows = tables()
    del rows["team_defense_game_summary"][0]
    rows["team_defense_game_summary"][0]["opp_fg_attempts"] = None
    assert verdict(tmp_path, "team_defense_zone_analysis", rows) == Verdict(
        "ready", (), 2, ("team_defense_game_summary lacks 2 of 4 team-games before D",)
    )


def test_no_history_at_all(tmp_path):
    rows = tables()
    rows["team_defense_game_summary"] = []
    found = verdict(tmp_path, "team_defense_zone_analysis", rows)
    assert found.state == "missing"
    assert found.reasons == (
        f"team_defense_game_summary has no rows before {DAY}, the season has 4 team-games by then",
    )


def test_opening_night_needs_nothing(tmp_path):
    rows = {"nba_schedule": [small.game(is_final=True)]}
    assert verdict(tmp_path, "team_defense_zone_analysis", rows) == Verdict("ready", (), 0, ())


def test_a_day_without_a_final_game(tmp_path):
    rows = {"nba_schedule": [small.game(is_final=False)]}
    found = verdict(tmp_path, PCF, rows)
    assert found.state == "not_applicable"
    assert found.reasons == (f"no final game on {DAY} in the schedule",)


def test_a_cup_final_is_no_history(tmp_path):
    day = small.days_before(1)
    rows = {"nba_schedule": [small.game(day, game_type="cup_final"), small.game(is_final=True)]}
    assert verdict(tmp_path, "team_defense_zone_analysis", rows).expected_entities == 0


def test_every_day_of_the_range_has_a_verdict(tmp_path):
    found = check_inputs(small.write(tmp_path, **tables()), PCF, small.days_before(4), DAY)
    assert [v.state for v in found.values()] == [
        "missing", "not_applicable", "missing", "not_applicable", "ready",
    ]  # fmt: skip
    assert list(found) == [DAY - dt.timedelta(days=i) for i in (4, 3, 2, 1, 0)]
