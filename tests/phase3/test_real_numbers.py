"""Published league numbers, identities of the box score, and the NBA's own usage."""

from given.files import row


def test_league_averages_of_2023_24(real):
    points, shooting = real.execute(
        """
        SELECT AVG(points_scored), SUM(fg_makes) / SUM(fg_attempts)
        FROM team_offense_game_summary WHERE season_year = 2023 AND game_type = 'regular'
        """
    ).fetchall()[0]

    assert round(points, 1) == 114.2
    assert round(shooting, 3) == 0.474


def test_zones_add_up_to_the_box_score(real):
    wrong = real.execute(
        """
        SELECT COUNT(*) FILTER (paint_attempts + mid_range_attempts + three_attempts_pbp
            <> fg_attempts OR paint_makes + mid_range_makes + three_makes_pbp <> fg_makes
            OR three_attempts_pbp <> three_pt_attempts OR three_makes_pbp <> three_pt_makes
            OR assisted_fg_makes + unassisted_fg_makes <> fg_makes
            OR paint_blocks + mid_range_blocks + three_pt_blocks <> blocks),
          COUNT(*)
        FROM player_game_summary WHERE is_active AND has_complete_shot_zones
        """
    ).fetchall()[0]

    assert wrong == (0, 83641)


def test_usage_agrees_with_the_official_one_of_the_playoffs(real, realdata):
    count, correlation, error = real.execute(
        f"""
        SELECT COUNT(*), CORR(usage_rate, 100 * usg_pct), AVG(ABS(usage_rate - 100 * usg_pct))
        FROM player_game_summary
        JOIN (SELECT game_id, CAST(player_id AS VARCHAR) AS universal_player_id, usg_pct
              FROM '{realdata}/player_box.parquet' WHERE usg_pct IS NOT NULL)
          USING (game_id, universal_player_id)
        WHERE minutes_played >= 10
        """
    ).fetchall()[0]

    assert count > 3000
    assert correlation >= 0.99
    assert error <= 1


def test_overtimes_and_paces_are_those_of_nba_games(real):
    """The schedule's periods reach the team rows."""
    longest = real.execute(
        "SELECT MAX(overtime_periods), MIN(pace), MAX(pace) FROM team_offense_game_summary"
    ).fetchall()[0]
    assert longest[0] == 3
    assert 80 < longest[1] < longest[2] < 125


def test_players_listed_twice_on_2022_02_10(real):
    """Six traded players were listed by both teams that week; one listing of each is kept."""
    doubled = real.execute(
        """
        SELECT COUNT(*) FROM (SELECT player_id, game_id FROM player_box)
        ANTI JOIN listings USING (player_id, game_id)
        """
    ).fetchall()
    assert doubled == [(6,)]


def test_the_game_of_2022_04_06_without_dnp_and_inactive_rows(real):
    unknown = real.execute(
        "SELECT DISTINCT game_id FROM upcoming_player_game_context WHERE listing_incomplete"
    ).fetchall()
    assert unknown == [("0022101193",)]


def test_the_lakers_after_the_cup_final(real):
    """Final on 2023-12-09, next game on the 12th at Dallas."""
    lakers = row(real, "upcoming_team_game_context",
                 "game_date = DATE '2023-12-12' AND team_abbr = 'LAL'")  # fmt: skip
    assert (lakers["days_rest"], lakers["opponent_team_abbr"]) == (3, "DAL")
    assert lakers["games_in_last_7_days"] == 2  # Dec 7 and 9


def test_the_play_in_has_no_zones_but_lines(real):
    found = real.execute(
        """
        SELECT COUNT(*), COUNT(team_paint_attempts), COUNT(fg_attempts), COUNT(pace)
        FROM team_offense_game_summary WHERE game_type = 'play_in'
        """
    ).fetchall()
    assert found == [(36, 0, 36, 36)]


def test_no_points_line_is_known_in_the_real_seasons(real):
    found = real.execute(
        """
        SELECT COUNT(current_points_line), COUNT(current_points_line_source), COUNT(game_spread)
        FROM upcoming_player_game_context
        """
    ).fetchall()[0]
    assert found[:2] == (0, 0)
    assert found[2] > 134_000
