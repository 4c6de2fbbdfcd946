"""Shots find their zone and their shooter; what does not fit the box is unknown, never 0."""

from given.platform_season import event, game, listed, season

DAY = "2024-01-05"
GAME = game("0022300001", DAY)


def box(lookup: str, attempts: int, made: int = 0, threes: int = 0, **more) -> dict:
    return listed(
        DAY, lookup, field_goals_attempted=attempts, field_goals_made=made,
        three_pointers_attempted=threes, **more,
    )  # fmt: skip


def zones(made, lookup: str) -> tuple:
    row = made.row("player_game_summary", player_lookup=lookup)
    return row["paint_attempts"], row["mid_range_attempts"], row["three_attempts_pbp"]


def test_the_type_decides_before_the_distance():
    made = season([GAME], [box("shooter", 4, threes=1)], [
        event(DAY, 1, "Shooter", feet=8.0),
        event(DAY, 2, "Shooter", feet=8.1),
        event(DAY, 3, "Shooter", feet=2, shot_type="3PT"),
        event(DAY, 4, "Shooter", feet=0),
    ])  # fmt: skip

    assert zones(made, "shooter") == (2, 1, 1)


def test_suffixes_accents_and_numbers_find_their_player():
    names = {
        "garytrentjr": "Gary Trent",
        "lukadoncic": "77 Luka Dončić",
        "robertwilliams": "Robert Williams III",
        "oneale": "O'Neale",
    }
    made = season(
        [GAME],
        [box(lookup, 1) for lookup in names],
        [event(DAY, number, name) for number, name in enumerate(names.values())],
    )

    assert {lookup: zones(made, lookup) for lookup in names} == dict.fromkeys(names, (1, 0, 0))
    assert "unmatched_shooters" not in made.findings()


def test_two_players_of_one_short_name_stay_unknown():
    made = season(
        [GAME],
        [box("jalenwilliamsjr", 1), box("jalenwilliamsiii", 1)],
        [event(DAY, 1, "Jalen Williams"), event(DAY, 2, "Jalen Williams")],
    )

    assert zones(made, "jalenwilliamsjr") == (None, None, None)
    assert not made.row("player_game_summary", player_lookup="jalenwilliamsiii")[
        "has_complete_shot_zones"
    ]
    assert made.findings()["unmatched_shooters"] == (1, f"{DAY} BOS jalenwilliams")
    # the team's shots are all there
    assert made.row("team_offense_game_summary", team_abbr="BOS")["team_paint_attempts"] == 2


def test_a_player_without_a_shot_in_a_game_with_shots_has_zeros():
    made = season([GAME], [box("shooter", 1), box("quiet", 0)], [event(DAY, 1, "Shooter")])

    assert zones(made, "quiet") == (0, 0, 0)


def test_shots_that_do_not_add_up_to_the_box_are_unknown():
    made = season([GAME], [box("shooter", 3)], [event(DAY, 1, "Shooter")])

    assert zones(made, "shooter") == (None, None, None)
    team = made.row("team_offense_game_summary", team_abbr="BOS")
    assert (team["team_paint_attempts"], team["shot_zones_available"]) == (None, False)
    defense = made.row("team_defense_game_summary", defending_team_abbr="NYK")
    assert (defense["opp_paint_attempts"], defense["has_complete_shot_zones"]) == (None, False)
    found = made.findings()
    assert found["other_player_shots"] == (1, f"{DAY} shooter")
    assert found["other_team_shots"] == (1, f"{DAY} BOS")


def test_an_event_stored_twice_counts_once():
    made = season([GAME], [box("shooter", 1)], [event(DAY, 1, "Shooter")] * 2)

    assert zones(made, "shooter") == (1, 0, 0)


def test_events_of_the_fallback_source_are_no_shots():
    made = season([GAME], [box("shooter", 1)], [event(DAY, 1, "Shooter", event_type="2pt")])

    assert zones(made, "shooter") == (None, None, None)
    assert made.findings()["games_without_shots"] == (1, f"{DAY} 0022300001")


def test_assists_and_blocks_are_read():
    made = season(
        [GAME],
        [box("shooter", 2, made=1), listed(DAY, "helper", assists=1),
         listed(DAY, "blocker", "NYK", blocks=1)],
        [event(DAY, 1, "Shooter", shot_made=True, player_2_name="Helper", player_2_role="assist"),
         event(DAY, 2, "Shooter", player_2_name="Blocker", player_2_role="block")],
    )  # fmt: skip

    row = made.row("player_game_summary", player_lookup="shooter")
    assert (row["assisted_fg_makes"], row["unassisted_fg_makes"]) == (1, 0)
    assert made.row("player_game_summary", player_lookup="blocker")["paint_blocks"] == 1
    assert made.row("team_defense_game_summary", defending_team_abbr="NYK")["blocks_paint"] == 1


def test_assists_of_the_box_that_no_shot_tells_are_unknown():
    made = season(
        [GAME],
        [box("shooter", 1, made=1), listed(DAY, "helper", assists=1)],
        [event(DAY, 1, "Shooter", shot_made=True)],
    )

    row = made.row("player_game_summary", player_lookup="shooter")
    assert (row["paint_makes"], row["assisted_fg_makes"], row["unassisted_fg_makes"]) == (
        1, None, None,
    )  # fmt: skip


def test_blocks_of_the_box_that_no_shot_tells_are_unknown():
    made = season(
        [GAME],
        [box("shooter", 1), listed(DAY, "blocker", "NYK", blocks=1)],
        [event(DAY, 1, "Shooter"), event(DAY, 2, "Nobody", "NYK")],
    )

    assert made.row("team_defense_game_summary", defending_team_abbr="NYK")["blocks_paint"] is None
    assert made.row("player_game_summary", player_lookup="blocker")["paint_blocks"] is None


def test_assists_that_are_not_those_of_the_box_leave_player_and_team_unknown():
    made = season(
        [GAME],
        [box("shooter", 1, made=1), listed(DAY, "helper", assists=2), listed(DAY, "third")],
        [event(DAY, 1, "Shooter", shot_made=True, player_2_name="Helper", player_2_role="assist")],
    )

    assert zones(made, "helper") == (None, None, None)
    assert zones(made, "shooter") == (1, 0, 0)
    assert not made.row("team_offense_game_summary", team_abbr="BOS")["shot_zones_available"]


def test_a_helper_whose_name_is_nobodys_leaves_the_team_known():
    made = season(
        [GAME],
        [box("shooter", 1, made=1), listed(DAY, "helper", assists=1)],
        [event(DAY, 1, "Shooter", shot_made=True, player_2_name="Stranger",
               player_2_role="assist")],
    )  # fmt: skip

    assert zones(made, "helper") == (None, None, None)
    assert zones(made, "shooter") == (1, 0, 0)
    assert made.row("team_offense_game_summary", team_abbr="BOS")["team_paint_makes"] == 1
