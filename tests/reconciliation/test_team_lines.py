"""Every team line equals the official one, which is no sum of player rows."""


def test_team_lines(facts):
    games, *deviations = facts.execute(
        """
        SELECT COUNT(*), SUM(ABS(t.points_scored - b.pts)), SUM(ABS(t.fg_attempts - b.fga)),
          SUM(ABS(t.rebounds - b.reb)), SUM(ABS(t.turnovers - b.tov))
        FROM team_offense_game_summary AS t JOIN team_box AS b USING (game_id, team_abbr)
        """
    ).fetchone()
    assert games == 7924
    assert deviations == [0, 0, 0, 0]
