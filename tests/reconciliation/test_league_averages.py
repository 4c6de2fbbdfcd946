"""League averages of the regular seasons as published: points a game, FG%, 3P%."""

PUBLISHED = {
    2021: (110.6, 0.461, 0.354),
    2022: (114.7, 0.475, 0.361),
    2023: (114.2, 0.474, 0.366),
}


def test_league_averages(facts):
    rows = facts.execute(
        """
        SELECT season_year, ROUND(AVG(points_scored), 1),
          ROUND(SUM(fg_makes) / SUM(fg_attempts), 3),
          ROUND(SUM(three_pt_makes) / SUM(three_pt_attempts), 3)
        FROM team_offense_game_summary WHERE game_type = 'regular' GROUP BY season_year
        """
    ).fetchall()
    assert {year: values for year, *values in rows} == {
        year: list(values) for year, values in PUBLISHED.items()
    }
