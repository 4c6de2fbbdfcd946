"""Who is listed, and as what."""

from decimal import Decimal

from given.platform_season import game, listed, season

DAY = "2024-01-05"
GAME = game("0022300001", DAY)


def statuses(made) -> dict[str, str]:
    return {row["player_lookup"]: row["player_status"] for row in made.rows("listing")}


def test_who_did_not_dress_or_was_not_with_the_team_is_inactive():
    made = season([GAME], [
        listed(DAY, "coach", status="dnp", dnp_reason="DNP - Coach's Decision"),
        listed(DAY, "injured", status="dnp", dnp_reason="DND - Injury/Illness"),
        listed(DAY, "away", status="dnp", dnp_reason="NWT - Trade Pending"),
        listed(DAY, "played"),
        listed(DAY, "out", status="inactive"),
    ])  # fmt: skip

    assert statuses(made) == {
        "coach": "dnp", "injured": "inactive", "away": "inactive", "played": "active",
        "out": "inactive",
    }  # fmt: skip
    told = {row["player_lookup"]: row["player_status"]
            for row in made.rows("upcoming_player_game_context")}  # fmt: skip
    assert told == {"coach": "available", "injured": "out", "away": "out", "played": "available",
                    "out": "out"}  # fmt: skip


def test_a_dash_in_the_minutes_of_who_played_is_zero():
    made = season([GAME], [listed(DAY, "short", minutes_decimal=None)])

    row = made.row("player_game_summary")
    assert (row["minutes_played"], row["is_active"], row["usage_rate"]) == (0.0, True, None)


def test_who_did_not_play_has_no_box():
    made = season([GAME], [listed(DAY, "sat", status="dnp")])

    row = made.row("player_game_summary")
    assert (row["points"], row["minutes_played"], row["assists"]) == (None, None, None)


def test_an_unresolved_last_name_is_no_player_and_makes_the_listing_known():
    made = season([GAME], [
        listed(DAY, "played"),
        listed(DAY, "james", status="inactive", name_resolution_status="not_found"),
    ])  # fmt: skip

    assert statuses(made) == {"played": "active"}
    row = made.row("upcoming_player_game_context")
    assert (row["player_status"], row["listing_incomplete"]) == ("available", False)
    assert made.findings()["unresolved_inactive"] == (1, f"{DAY} BOS james")


def test_without_anybody_absent_the_listing_is_unknown():
    made = season([GAME], [listed(DAY, "played"), listed(DAY, "other", "NYK")])

    row = made.row("upcoming_player_game_context", player_lookup="played")
    assert (row["player_status"], row["star_teammates_out"]) == (None, None)
    assert row["listing_incomplete"]
    assert made.findings()["games_without_listing"] == (1, f"{DAY} 0022300001")


def summary(lookup: str, team: str = "BOS", **more) -> dict:
    """A row of the platform's player_game_summary as its second source leaves it."""
    return {"game_date": GAME["game_date"], "player_lookup": lookup, "team_abbr": team,
            "player_full_name": lookup, "universal_player_id": f"{lookup}_001", "is_active": True,
            "player_status": "active", "minutes_played": Decimal(31), "points": 12,
            "processed_at": GAME["processed_at"], **more}  # fmt: skip


def test_a_team_without_gamebook_has_the_players_of_the_summary():
    made = season(
        [GAME],
        [listed(DAY, "visitor", "NYK")],
        player_game_summary=[
            summary("second"),
            summary("sat", minutes_played=None, points=None),
            summary("visitor", "NYK", points=99),
        ],
    )

    assert statuses(made) == {"second": "active", "sat": "dnp", "visitor": "active"}
    rows = {row["player_lookup"]: row for row in made.rows("player_game_summary")}
    assert (rows["second"]["minutes_played"], rows["second"]["fg_attempts"]) == (31.0, None)
    assert rows["second"]["universal_player_id"] == "second_001"
    assert rows["visitor"]["points"] == 0
    assert made.findings()["teams_without_gamebook"] == (1, f"{DAY} BOS")


def test_of_two_listings_on_a_date_the_available_one_is_kept():
    games = [GAME, game("0022300002", DAY, "LAL", "MIA")]
    made = season(games, [
        listed(DAY, "traded", "LAL", "inactive"),
        listed(DAY, "traded", "BOS", "dnp"),
    ])  # fmt: skip

    assert made.row("listing")["team_abbr"] == "BOS"


def test_rows_of_a_team_without_a_game_fall_out_and_are_told():
    made = season([GAME], [listed(DAY, "played"), listed(DAY, "lost", "MIA")])

    assert statuses(made) == {"played": "active"}
    assert made.findings()["rows_of_no_game"] == (1, f"{DAY} MIA lost")
