"""Season totals of every player equal those of the box scores."""


def test_player_totals(facts):
    different = facts.execute(
        """
        WITH ours AS (
          SELECT season_year, universal_player_id AS player, COUNT(*) AS games,
            SUM(points) AS pts, SUM(fg_attempts) AS fga, SUM(ft_makes) AS ftm,
            SUM(assists) AS ast, SUM(minutes_played) AS minutes
          FROM player_game_summary WHERE is_active GROUP BY ALL
        ),
        theirs AS (
          SELECT season[:4]::INT, player_id::VARCHAR, COUNT(*), SUM(pts), SUM(fga), SUM(ftm),
            SUM(ast), SUM(minutes)
          FROM player_box WHERE status = 'played' GROUP BY ALL
        )
        SELECT COUNT(*) FROM (
          (FROM ours EXCEPT FROM theirs) UNION ALL (FROM theirs EXCEPT FROM ours)
        )
        """
    ).fetchone()
    players = facts.execute(
        "SELECT COUNT(DISTINCT (season_year, universal_player_id))"
        " FROM player_game_summary WHERE is_active"
    ).fetchone()
    assert different == (0,)
    assert players == (1719,)
