"""No game ends in a tie, and the periods say how long it lasted."""


def test_no_ties_and_four_or_more_periods(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM games WHERE home_score = away_score OR n_periods NOT BETWEEN 4 AND 10
    """).fetchone() == (0,)


def test_some_games_go_into_overtime(any_files):
    share = any_files.execute("SELECT AVG((n_periods > 4)::INT) FROM games").fetchone()[0]
    assert 0.02 < share < 0.1


def test_overtime_adds_possessions(season_files):
    regulation, overtime = season_files.execute("""
        SELECT AVG(p) FILTER (n_periods = 4), AVG(p) FILTER (n_periods = 5) FROM games JOIN (
            SELECT game_id, SUM(fga + 0.44 * fta - oreb + tov) / 2 AS p FROM player_box
            GROUP BY game_id) USING (game_id) WHERE season_type = 'regular'
    """).fetchone()
    assert 5 < overtime - regulation < 16
