"""Pace and ratings of a team's game against its players' official values in the playoffs.

Official values count possessions from the play-by-play and are rounded per player; ours are
estimates from the box score. Compared is the minutes-weighted mean over a team's players.
"""

import pytest

GAMES = """
WITH official AS (
  SELECT game_id, team_abbr,
    SUM(pace * minutes) / SUM(minutes) AS pace,
    SUM(off_rating * minutes) / SUM(minutes) AS offense,
    SUM(def_rating * minutes) / SUM(minutes) AS defense
  FROM player_box WHERE pace IS NOT NULL AND minutes > 0 GROUP BY game_id, team_abbr
)
SELECT COUNT(*), AVG(t.pace - o.pace), AVG(ABS(t.pace - o.pace)), CORR(t.pace, o.pace),
  AVG(offensive_rating - offense), AVG(ABS(offensive_rating - offense)),
  CORR(offensive_rating, offense),
  AVG(defensive_rating - defense), AVG(ABS(defensive_rating - defense)),
  CORR(defensive_rating, defense)
FROM official AS o
JOIN team_offense_game_summary AS t USING (game_id, team_abbr)
JOIN team_defense_game_summary AS d
  ON d.game_id = o.game_id AND d.defending_team_abbr = o.team_abbr
"""


@pytest.fixture(scope="module")
def compared(facts):
    """(team games, then mean deviation, mean absolute deviation, correlation of each value)."""
    return facts.execute(GAMES).fetchone()


def test_team_games(compared):
    assert compared[0] == 506


def test_pace(compared):
    mean, absolute, correlation = compared[1:4]
    assert mean == pytest.approx(-0.08, abs=0.01)
    assert absolute == pytest.approx(1.19, abs=0.01)
    assert correlation == pytest.approx(0.950, abs=0.001)


def test_offensive_rating(compared):
    mean, absolute, correlation = compared[4:7]
    assert mean == pytest.approx(-0.06, abs=0.01)
    assert absolute == pytest.approx(1.54, abs=0.01)
    assert correlation == pytest.approx(0.987, abs=0.001)


def test_defensive_rating(compared):
    mean, absolute, correlation = compared[7:10]
    assert mean == pytest.approx(0.09, abs=0.01)
    assert absolute == pytest.approx(1.51, abs=0.01)
    assert correlation == pytest.approx(0.987, abs=0.001)
