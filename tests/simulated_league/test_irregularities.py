"""The oddities of real files are there, so that the default run meets them."""


def test_play_in_and_cup_final_have_no_shots_all_other_games_do(season_files):
    without = season_files.execute("""
        SELECT season_type, COUNT(*) FROM games
        WHERE game_id NOT IN (SELECT game_id FROM shots) GROUP BY ALL ORDER BY 1
    """).fetchall()
    assert without == [("nba_cup_final", 1), ("play_in", 6)]


def test_some_played_games_round_to_zero_minutes(season_files):
    share = season_files.execute(
        "SELECT AVG((minutes = 0)::INT) FROM player_box WHERE status = 'played'"
    ).fetchone()[0]
    assert 0.001 < share < 0.01


def test_two_regular_games_have_no_listing(season_files):
    silent = season_files.execute("""
        SELECT game_id[:3], COUNT(*) FROM (
            SELECT game_id FROM player_box GROUP BY 1 HAVING BOOL_AND(status = 'played'))
        GROUP BY 1
    """).fetchall()
    assert silent == [("002", 2)]


def test_players_are_listed_by_both_teams_on_a_trade_day(any_files):
    rows = any_files.execute("""
        SELECT player_id, game_date, COUNT(*) AS n, COUNT(DISTINCT team_abbr) AS teams,
               COUNT(*) FILTER (status = 'inactive') AS inactive
        FROM player_box GROUP BY 1, 2 HAVING COUNT(*) > 1
    """).fetchall()
    assert len(rows) >= 3
    assert all(n == teams == 2 and inactive >= 1 for _, _, n, teams, inactive in rows)


def test_some_spreads_are_missing_and_every_game_has_odds(season_files):
    total, missing = season_files.execute(
        "SELECT COUNT(*), COUNT(*) FILTER (home_spread IS NULL) FROM odds"
    ).fetchone()
    assert total == season_files.execute("SELECT COUNT(*) FROM games").fetchone()[0]
    assert 1 <= missing <= 15


def test_points_lines_need_every_fallback(season_files):
    """Players quoted by the first book, only by later ones, only by others, and by none."""
    first, later, others = season_files.execute("""
        WITH q AS (SELECT game_id, player_id, LIST(DISTINCT bookmaker) AS books FROM props
                   WHERE market = 'player_points' AND COALESCE(minutes_before_tip, 0) >= 0
                   GROUP BY ALL)
        SELECT COUNT(*) FILTER ('DraftKings' IN books),
               COUNT(*) FILTER ('DraftKings' NOT IN books),
               COUNT(*) FILTER (NOT LIST_HAS_ANY(books,
                 ['DraftKings', 'FanDuel', 'BetMGM', 'Caesars'])) FROM q
    """).fetchone()
    assert first > 10 * others
    assert later > others > 30
    unquoted = season_files.execute("""
        SELECT COUNT(*) FROM player_box ANTI JOIN props USING (game_id, player_id)
        WHERE status = 'played' AND minutes >= 20
    """).fetchone()[0]
    assert unquoted > 10


def test_some_quotes_are_late_untimed_or_of_other_markets(season_files):
    late, untimed, other = season_files.execute("""
        SELECT AVG((minutes_before_tip < 0)::INT), AVG((minutes_before_tip IS NULL)::INT),
               AVG((market <> 'player_points')::INT) FROM props
    """).fetchone()
    assert 0.005 < late < 0.05
    assert 0.005 < untimed < 0.05
    assert 0.1 < other < 0.5
