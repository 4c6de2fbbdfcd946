"""Single shots agree with the box scores, player by player."""


def test_shots_give_every_players_attempts_makes_and_threes(any_files):
    assert any_files.execute("""
        WITH s AS (SELECT game_id, player_id, COUNT(*) AS fga, COUNT(*) FILTER (made) AS fgm,
                          COUNT(*) FILTER (shot_type = 3) AS fg3a,
                          COUNT(*) FILTER (shot_type = 3 AND made) AS fg3m
                   FROM shots GROUP BY ALL)
        SELECT COUNT(*) FROM player_box b LEFT JOIN s USING (game_id, player_id)
        WHERE status = 'played' AND b.game_id[:3] IN ('002', '004')
          AND (b.fga, b.fgm, b.fg3a, b.fg3m) IS DISTINCT FROM
              (COALESCE(s.fga, 0), COALESCE(s.fgm, 0), COALESCE(s.fg3a, 0), COALESCE(s.fg3m, 0))
    """).fetchone() == (0,)


def test_assisters_and_blockers_give_assists_and_blocks(any_files):
    assert any_files.execute("""
        WITH a AS (SELECT game_id, assist_player_id AS player_id, COUNT(*) AS ast FROM shots
                   GROUP BY ALL),
             k AS (SELECT game_id, block_player_id AS player_id, COUNT(*) AS blk FROM shots
                   GROUP BY ALL)
        SELECT COUNT(*) FROM player_box b
        LEFT JOIN a USING (game_id, player_id) LEFT JOIN k USING (game_id, player_id)
        WHERE status = 'played' AND b.game_id[:3] IN ('002', '004')
          AND (b.ast, b.blk) IS DISTINCT FROM (COALESCE(a.ast, 0), COALESCE(k.blk, 0))
    """).fetchone() == (0,)


def test_made_shots_are_assisted_by_a_teammate_misses_blocked_by_an_opponent(any_files):
    assert any_files.execute("""
        SELECT COUNT(*) FROM shots s
        JOIN player_box b ON b.game_id = s.game_id AND b.status = 'played'
          AND b.player_id = COALESCE(s.assist_player_id, s.block_player_id)
        WHERE s.assist_player_id IS NOT NULL
              AND (NOT made OR b.team_abbr <> s.team_abbr OR s.player_id = s.assist_player_id)
           OR s.block_player_id IS NOT NULL AND (made OR b.team_abbr = s.team_abbr)
    """).fetchone() == (0,)
    helpers = any_files.execute("""
        SELECT COUNT(*) FROM shots s ANTI JOIN player_box b ON b.game_id = s.game_id
          AND b.status = 'played' AND b.player_id = COALESCE(assist_player_id, block_player_id)
        WHERE COALESCE(assist_player_id, block_player_id) IS NOT NULL
    """)
    assert helpers.fetchone() == (0,)


def test_distances_fit_the_shot_type(any_files):
    ranges = any_files.execute("""
        SELECT shot_type, MIN(distance_ft), MAX(distance_ft) <= 94, MIN(distance_ft) >= 0
        FROM shots GROUP BY shot_type ORDER BY shot_type
    """).fetchall()
    assert ranges == [(2, 0, True, True), (3, 22, True, True)]
    assert any_files.execute(
        "SELECT MAX(distance_ft) FROM shots WHERE shot_type = 2"
    ).fetchone() == (23,)
