"""A row is early and not ready when a row it reads is absent, early or not ready."""

import pytest
from given.rows import by_key, compute, context, player_zones, team_zones, write

PLAYERS, TEAMS = "player_shot_zone_analysis", "team_defense_zone_analysis"


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    listed = [
        context("fine"),
        context("early"),
        context("absent"),
        context("stale"),
        context("noteam", opponent_team_abbr="AAA"),
        context("unlisted", player_status=None, listing_incomplete=True),
    ]
    shots = [
        player_zones("fine"),
        player_zones("early", early_season_flag=True),
        player_zones("stale", is_production_ready=False),
        player_zones("noteam"),
        player_zones("unlisted"),
    ]
    warehouse = write(
        tmp_path_factory.mktemp("early"),
        upcoming_player_game_context=listed,
        player_shot_zone_analysis=shots,
        team_defense_zone_analysis=[team_zones("NYK")],
    )
    return by_key(compute(warehouse, "player_composite_factors"))


@pytest.mark.parametrize(
    ("lookup", "early", "reason", "ready", "issues"),
    [
        ("fine", False, None, True, []),
        ("early", True, f"Early or absent upstream: {PLAYERS}", True, []),
        (
            "absent",
            True,
            f"Early or absent upstream: {PLAYERS}",
            False,
            ["upstream_player_shot_zone_incomplete"],
        ),
        ("stale", False, None, False, ["upstream_player_shot_zone_incomplete"]),
        (
            "noteam",
            True,
            f"Early or absent upstream: {TEAMS}",
            False,
            ["upstream_team_defense_zone_incomplete"],
        ),
        ("unlisted", False, None, True, ["listing_incomplete"]),
    ],
)
def test_flags(rows, lookup, early, reason, ready, issues):
    row = rows[lookup]
    assert row["early_season_flag"] is early
    assert row["insufficient_data_reason"] == reason
    assert row["is_production_ready"] is ready
    assert row["data_quality_issues"] == issues
