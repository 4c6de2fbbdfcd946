"""Box scores: players sum to the score, points follow from makes, makes stay within attempts."""


def test_scores_are_the_sums_of_the_players_points(any_files):
    off = any_files.execute("""
        SELECT g.game_id FROM games g
        JOIN (SELECT game_id, team_abbr, SUM(pts) AS pts FROM player_box GROUP BY ALL) h
          ON h.game_id = g.game_id AND h.team_abbr = g.home_abbr
        JOIN (SELECT game_id, team_abbr, SUM(pts) AS pts FROM player_box GROUP BY ALL) a
          ON a.game_id = g.game_id AND a.team_abbr = g.away_abbr
        WHERE h.pts = g.home_score AND a.pts = g.away_score
    """)
    assert len(off.fetchall()) == any_files.execute("SELECT COUNT(*) FROM games").fetchone()[0]


def test_points_are_two_per_make_one_more_per_three_one_per_free_throw(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM player_box
        WHERE status = 'played' AND pts IS DISTINCT FROM 2 * fgm + fg3m + ftm
    """).fetchone() == (0,)


def test_makes_stay_within_attempts_and_threes_within_all(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM player_box WHERE status = 'played' AND NOT (
            fgm BETWEEN fg3m AND fga AND fg3m <= fg3a AND fg3a <= fga AND ftm <= fta
            AND fgm - fg3m <= fga - fg3a
            AND LEAST(fg3m, ftm, oreb, dreb, ast, stl, blk, tov, pf) >= 0 AND pf <= 6
            AND reb = oreb + dreb)
    """).fetchone() == (0,)


def test_only_players_who_played_have_a_line(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM player_box
        WHERE (status = 'played') <> (COALESCE(minutes, pts, fga, tov) IS NOT NULL)
    """).fetchone() == (0,)


def test_no_side_steals_or_rebounds_more_than_there_is(any_files):
    assert any_files.execute("""
        WITH t AS (SELECT game_id, team_abbr, SUM(tov) AS tov, SUM(stl) AS stl, SUM(oreb) AS oreb,
                          SUM(dreb) AS dreb, SUM(fga - fgm) AS missed, SUM(fta - ftm) AS missed_ft
                   FROM player_box GROUP BY ALL)
        SELECT COUNT(*) FROM t a JOIN t b ON a.game_id = b.game_id AND a.team_abbr <> b.team_abbr
        WHERE a.stl > b.tov OR a.oreb + b.dreb > a.missed + a.missed_ft
    """).fetchone() == (0,)
