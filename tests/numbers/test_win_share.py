"""The team's share of won games this season, from five counted games on."""

import datetime as dt

import pytest
from given.rows import DAY, OPENING, by_key, compute, context, team_offense, write


@pytest.mark.parametrize(
    ("won", "played", "expected"),
    [(35, 50, 0.7), (6, 8, 0.75), (2, 8, 0.25), (1, 2, None), (4, 4, None), (5, 5, 1.0)],
)
def test_share(tmp_path, won, played, expected):
    games = [team_offense(OPENING + dt.timedelta(days=n), win_flag=n < won) for n in range(played)]
    games += [
        team_offense(DAY, win_flag=True),
        team_offense(DAY - dt.timedelta(days=1), win_flag=False, game_type="cup_final"),
        team_offense(DAY - dt.timedelta(days=2), team="NYK", win_flag=False),
    ]
    warehouse = write(
        tmp_path, team_offense_game_summary=games, upcoming_player_game_context=[context()]
    )
    row = by_key(compute(warehouse, "ml_feature_store_v2"))["player"]
    assert row["team_win_pct"] == expected
    assert row["team_win_pct_source"] == ("missing" if expected is None else "calculated")
