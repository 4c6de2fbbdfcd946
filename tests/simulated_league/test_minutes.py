"""Minutes are whole, and a team's sum is within 4 of 240 + 25 per overtime."""


def test_team_minutes_are_near_the_length_of_the_game(any_files):
    furthest = any_files.execute("""
        SELECT MAX(ABS(total - 240 - 25 * (n_periods - 4))) FROM games
        JOIN (SELECT game_id, team_abbr, SUM(minutes) AS total FROM player_box
              WHERE status = 'played' GROUP BY ALL) USING (game_id)
    """).fetchone()[0]
    assert furthest <= 4


def test_nobody_plays_longer_than_the_game(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM player_box JOIN games USING (game_id)
        WHERE minutes > 48 + 5 * (n_periods - 4) OR minutes < 0
    """).fetchone() == (0,)


def test_overtimes_bring_longer_games(season_files):
    longest = dict(
        season_files.execute("""
            SELECT n_periods > 4, MAX(minutes) FROM player_box JOIN games USING (game_id)
            GROUP BY 1
        """).fetchall()
    )
    assert longest[True] > 48 >= longest[False]
