"""Spreads and totals are in half points, player lines end in .5."""


def test_odds_are_half_points_and_no_spread_is_zero(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM odds
        WHERE 2 * home_spread <> ROUND(2 * home_spread) OR 2 * total <> ROUND(2 * total)
           OR home_spread = 0 OR total NOT BETWEEN 180 AND 270
    """).fetchone() == (0,)


def test_player_lines_end_in_a_half(any_files):
    assert any_files.execute(
        "SELECT COUNT(*) FROM props WHERE line - FLOOR(line) <> 0.5"
    ).fetchone() == (0,)


def test_points_lines_are_fair(season_files):
    over, gap = season_files.execute("""
        SELECT AVG((pts > line)::INT), AVG(pts - line) FROM props
        JOIN player_box USING (game_id, player_id)
        WHERE market = 'player_points' AND status = 'played'
    """).fetchone()
    assert 0.45 < over < 0.55
    assert -0.7 < gap < 0.7
