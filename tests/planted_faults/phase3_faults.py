"""Faults in the SQL that builds Phase 3 from the source files."""

from planted_faults.fault import Edit, Fault

PLAYERS, TEAMS = "upcoming_player_game_context", "upcoming_team_game_context"
LINES = "points_lines"

FAULTS = (
    Fault(
        "load includes the date",
        PLAYERS,
        (Edit("a.last_date < l.game_date", "a.last_date <= l.game_date"),),
        leaks=True,
    ),
    Fault(
        "usage and stars include the date",
        PLAYERS,
        (Edit("f.last_date < l.game_date", "f.last_date <= l.game_date"),),
        leaks=True,
    ),
    Fault(
        "pace includes the date",
        TEAMS,
        (Edit("p.last_date < t.game_date", "p.last_date <= t.game_date"),),
        leaks=True,
    ),
    Fault(
        "7 days are 8",
        PLAYERS,
        (Edit("g.game_date > l.game_date - 7)", "g.game_date >= l.game_date - 7)"),),
    ),
    Fault(
        "pairs that start before the 14 days",
        PLAYERS,
        (Edit("g.pair_start > game_date - 14", "g.pair_start >= game_date - 14"),),
    ),
    Fault(
        "a star is his own teammate",
        PLAYERS,
        (Edit("stars - IF(is_out AND is_star, 1, 0)", "stars"),),
    ),
    Fault(
        "stars who are available",
        PLAYERS,
        (Edit("COUNT(*) FILTER (is_out AND is_star)", "COUNT(*) FILTER (is_star)"),),
    ),
    Fault(
        "load counts DNPs",
        PLAYERS,
        (Edit("FROM player_game_summary WHERE is_active", "FROM player_game_summary"),),
    ),
    Fault(
        "load leaves the Cup final out",
        PLAYERS,
        (
            Edit(
                "FROM player_game_summary WHERE is_active",
                "FROM player_game_summary WHERE is_active AND game_type <> 'cup_final'",
            ),
        ),
    ),
    Fault(
        "load crosses seasons",
        PLAYERS,
        (
            Edit("a.season_year = l.season_year AND a.player_id", "a.player_id"),
            Edit(
                "PARTITION BY season_year, universal_player_id ORDER BY game_date ROWS 12",
                "PARTITION BY universal_player_id ORDER BY game_date ROWS 12",
            ),
        ),
    ),
    Fault("usage of 8 games", PLAYERS, (Edit("ROWS 6 PRECEDING", "ROWS 7 PRECEDING"),)),
    Fault(
        "quotes after tip-off",
        LINES,
        (Edit("COALESCE(minutes_before_tip, 0) >= 0", "TRUE"),),
    ),
    Fault("any market", LINES, (Edit("market = 'player_points' AND line", "line"),)),
    Fault(
        "spread of the home team for both",
        TEAMS,
        (Edit("IF(s.home_game, home_spread, 0 - home_spread)", "home_spread"),),
    ),
    Fault(
        "opponent's pace alone",
        TEAMS,
        (
            Edit(
                "(own_pace.pace_last_10 + opponent_pace.pace_last_10) / 2 - league_pace_last_10",
                "opponent_pace.pace_last_10 - league_pace_last_10",
            ),
        ),
    ),
    Fault(
        "duplicate listings kept",
        "listings",
        (
            Edit(
                "  QUALIFY ROW_NUMBER() OVER (\n"
                "    PARTITION BY stated.player_id, schedule.game_date\n",
                "  QUALIFY ROW_NUMBER() OVER (\n"
                "    PARTITION BY stated.player_id, schedule.game_date, team_abbr\n",
            ),
        ),
    ),
    Fault(
        "distance before shot type",
        "zoned_shots",
        (Edit("WHEN shot_type = 3 THEN", "WHEN shot_type = 3 AND distance_ft > 8 THEN"),),
    ),
    Fault("8 feet are mid-range", "zoned_shots", (Edit("distance_ft <= 8", "distance_ft < 8"),)),
    Fault(
        "usage in an overtime game",
        "player_game_summary",
        (Edit("240 + 25 * overtime_periods", "240"),),
    ),
    Fault(
        "possessions of one team",
        "team_offense_game_summary",
        (Edit("+ SUM(turnovers)) / 2\n", "+ SUM(turnovers))\n"),),
    ),
    Fault(
        "pace not scaled for overtime",
        "team_offense_game_summary",
        (Edit("possessions * 48 / (48 + 5 * overtime_periods)", "possessions"),),
    ),
    Fault(
        "defensive rating of the opponent",
        "team_defense_game_summary",
        (
            Edit(
                "opponent.offensive_rating AS defensive_rating",
                "own.offensive_rating AS defensive_rating",
            ),
        ),
    ),
)
