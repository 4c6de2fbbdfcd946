"""The scoring leaders of the regular seasons: games and points a game as published."""

PUBLISHED = [
    (2021, "Joel Embiid", 68, 30.6),
    (2022, "Joel Embiid", 66, 33.1),
    (2023, "Luka Dončić", 70, 33.9),
]


def test_scoring_leaders(facts):
    rows = facts.execute(
        """
        SELECT season_year, player_full_name, COUNT(*), ROUND(AVG(points), 1)
        FROM player_game_summary WHERE game_type = 'regular' AND is_active
        GROUP BY season_year, universal_player_id, player_full_name
        HAVING COUNT(*) >= 58
        QUALIFY ROW_NUMBER() OVER (PARTITION BY season_year ORDER BY AVG(points) DESC) = 1
        ORDER BY season_year
        """
    ).fetchall()
    assert rows == PUBLISHED
