"""The zone score: the opponent's deviation in the player's zone, weighted by his share there."""

import pytest
from given.rows import by_key, compute, context, player_zones, team_zones, write

RATE = {
    "paint": "paint_rate_last_10",
    "perimeter": "three_pt_rate_last_10",
    "mid_range": "mid_range_rate_last_10",
    "balanced": "paint_rate_last_10",
}
DEVIATION = {
    "paint": "paint_defense_vs_league_avg",
    "perimeter": "three_pt_defense_vs_league_avg",
    "mid_range": "mid_range_defense_vs_league_avg",
    "balanced": "paint_defense_vs_league_avg",
}
CASES = [
    ("paint", 65.0, 4.3, 4.3),
    ("paint", 40.0, 7.0, 6.72),
    ("perimeter", 45.0, -6.0, -6.48),
    ("paint", 70.0, 9.0, 10.0),
    ("paint", 70.0, -9.0, -10.0),
    ("mid_range", 36.0, 3.0, 2.16),
    ("balanced", 34.0, 2.5, 1.70),
    ("paint", 50.0, 5.0, 5.0),
    ("paint", 50.0, 5.01, 6.012),
    ("paint", 44.44, 3.0, 2.6664),
    ("paint", 65.0, None, None),
]


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Player and opponent number n realise case n."""
    listed, players, teams = [], [], []
    for number, (zone, rate, deviation, _) in enumerate(CASES):
        listed.append(context(f"p{number}", opponent_team_abbr=f"T{number:02d}"))
        players.append(player_zones(f"p{number}", primary_scoring_zone=zone, **{RATE[zone]: rate}))
        teams.append(team_zones(f"T{number:02d}", **{DEVIATION[zone]: deviation}))
    listed += [context("nozones", opponent_team_abbr="T00"), context("p0two", team_abbr="BOS")]
    players.append(player_zones("p0two", primary_scoring_zone="paint", paint_rate_last_10=65.0))
    listed.append(context("nozone", opponent_team_abbr="T00"))
    players.append(player_zones("nozone", primary_scoring_zone=None))
    warehouse = write(
        tmp_path_factory.mktemp("zone"),
        upcoming_player_game_context=listed,
        player_shot_zone_analysis=players,
        team_defense_zone_analysis=teams,
    )
    return by_key(compute(warehouse, "player_composite_factors"))


@pytest.mark.parametrize("number", range(len(CASES)))
def test_score(rows, number):
    assert rows[f"p{number}"]["shot_zone_mismatch_score"] == pytest.approx(CASES[number][3])


@pytest.mark.parametrize("lookup", ["nozones", "p0two", "nozone"])
def test_missing_row_or_zone_is_null_not_zero(rows, lookup):
    assert rows[lookup]["shot_zone_mismatch_score"] is None
    assert rows[lookup]["shot_zone_context_json"].replace(" ", "") == '{"missing_data":true}'


@pytest.mark.parametrize(
    ("lookup", "named"),
    [
        ("nozones", "player_shot_zone"),
        ("nozone", "player_shot_zone"),
        ("p0two", "team_defense_zone"),
        ("p10", "team_defense_zone"),
    ],
)
def test_missing_side_is_named(rows, lookup, named):
    assert named in rows[lookup]["missing_data_fields"].split(", ")
