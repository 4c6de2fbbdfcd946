"""Every team has enough players: at least eight play, five of them start."""


def test_eight_to_fifteen_players_play_and_five_start(any_files):
    low, high, starters_low, starters_high = any_files.execute("""
        SELECT MIN(played), MAX(played), MIN(started), MAX(started) FROM (
            SELECT COUNT(*) AS played, COUNT(*) FILTER (started) AS started FROM player_box
            WHERE status = 'played' GROUP BY game_id, team_abbr)
    """).fetchone()
    assert (low, starters_low, starters_high) == (8, 5, 5)
    assert high <= 15


def test_every_team_game_lists_available_and_absent_players(any_files):
    rows = any_files.execute("""
        SELECT COUNT(*) FROM player_box WHERE status IN ('dnp', 'inactive') AND started IS NOT NULL
    """).fetchone()
    assert rows == (0,)
    statuses = any_files.execute("SELECT DISTINCT status FROM player_box ORDER BY 1").fetchall()
    assert statuses == [("dnp",), ("inactive",), ("played",)]


def test_absences_come_in_stretches(season_files):
    """A player ruled out is far more often out again in the team's next game than others are."""
    again, base = season_files.execute("""
        WITH x AS (SELECT player_id, (status = 'inactive')::INT AS absent,
                          LAG((status = 'inactive')::INT) OVER (
                            PARTITION BY player_id ORDER BY game_date) AS before
                   FROM player_box WHERE game_id LIKE '002%' AND player_id IN (
                     SELECT player_id FROM player_box GROUP BY 1 HAVING AVG(minutes) > 20))
        SELECT AVG(absent) FILTER (before = 1), AVG(absent) FILTER (before = 0) FROM x
    """).fetchone()
    assert again > 0.6
    assert base < 0.15
