"""Faults in the SQL of the two zone tables."""

from planted_faults.fault import COUNTED, Edit, Fault, until_date_included

TEAM, ZONES = "team_defense_zone_analysis", "player_shot_zone_analysis"

TEAM_DEFENSE = (
    Fault(
        "team window includes the date",
        TEAM,
        (
            Edit(
                f"game_date < @end_date\n    AND {COUNTED}",
                f"game_date <= @end_date\n    AND {COUNTED}",
            ),
            *until_date_included("after_game", "target_dates", "analysis_date"),
        ),
        leaks=True,
    ),
    Fault(
        "league average includes the date",
        TEAM,
        (
            Edit(
                f"game_date < @end_date\n    AND {COUNTED}",
                f"game_date <= @end_date\n    AND {COUNTED}",
            ),
            Edit(
                "(paint_pct - AVG(paint_pct) OVER league) * 100",
                "(paint_pct - (SELECT AVG(paint_makes / paint_attempts) FROM team_games"
                " WHERE team_games.game_date <= team_windows.analysis_date)) * 100",
            ),
        ),
        leaks=True,
    ),
    Fault(
        "team window crosses seasons",
        TEAM,
        (
            Edit(
                "PARTITION BY team_abbr, season_year\n    ORDER BY game_date\n    ROWS",
                "PARTITION BY team_abbr\n    ORDER BY game_date\n    ROWS",
            ),
        ),
    ),
    Fault("team window of 16 games", TEAM, (Edit("14 PRECEDING", "15 PRECEDING"),)),
    Fault(
        "Cup final in the team window",
        TEAM,
        (Edit(f"@end_date\n    AND {COUNTED}\n", "@end_date\n"),),
    ),
    Fault(
        "missing points count as zero",
        TEAM,
        (Edit("AVG(points_allowed)", "AVG(COALESCE(points_allowed, 0))"),),
    ),
    Fault(
        "attempts per game over all games",
        TEAM,
        (
            Edit(
                "SAFE_DIVIDE(paint_attempts, zone_games_in_sample)",
                "SAFE_DIVIDE(paint_attempts, games_in_sample)",
            ),
        ),
    ),
    Fault(
        "sign of the deviation",
        TEAM,
        (
            Edit(
                "(paint_pct - AVG(paint_pct) OVER league)",
                "(AVG(paint_pct) OVER league - paint_pct)",
            ),
        ),
    ),
    Fault(
        "deviation as a fraction",
        TEAM,
        (
            Edit(
                "(paint_pct - AVG(paint_pct) OVER league) * 100",
                "(paint_pct - AVG(paint_pct) OVER league)",
            ),
        ),
    ),
    Fault(
        "league mean of pooled attempts",
        TEAM,
        (
            Edit(
                "(paint_pct - AVG(paint_pct) OVER league)",
                "(paint_pct - SUM(paint_makes) OVER league / SUM(paint_attempts) OVER league)",
            ),
        ),
    ),
)

SHOT_ZONES = (
    Fault(
        "shot window includes the date",
        ZONES,
        (
            Edit("game_date < @end_date\n),\n\nplayed", "game_date <= @end_date\n),\n\nplayed"),
            *until_date_included("after_game", "target_dates", "analysis_date"),
        ),
        leaks=True,
    ),
    Fault("shots of DNP games", ZONES, (Edit("WHERE is_active\n    AND", "WHERE"),)),
    Fault(
        "shot window of 11 games",
        ZONES,
        (Edit("ROWS BETWEEN 9 PRECEDING", "ROWS BETWEEN 10 PRECEDING"),),
    ),
    Fault(
        "shot window crosses seasons",
        ZONES,
        (
            Edit(
                "last_10 AS (\n      PARTITION BY player_lookup, season_year",
                "last_10 AS (\n      PARTITION BY player_lookup",
            ),
        ),
    ),
    Fault(
        "paint share without the threes",
        ZONES,
        (
            Edit(
                "SAFE_DIVIDE(paint_attempts_10, shots_10)",
                "SAFE_DIVIDE(paint_attempts_10, shots_10 - three_pt_attempts_10)",
            ),
        ),
    ),
    Fault(
        "threes of the box score",
        ZONES,
        (Edit("IF(has_complete_shot_zones, three_attempts_pbp, NULL)", "three_pt_attempts"),),
    ),
    Fault(
        "assisted rate as a fraction",
        ZONES,
        (Edit("100 * SAFE_DIVIDE(assisted_makes_10", "SAFE_DIVIDE(assisted_makes_10"),),
    ),
    Fault(
        "perimeter before paint",
        ZONES,
        (
            Edit(
                "    WHEN paint_rate >= 40 - 1e-12 THEN 'paint'\n"
                "    WHEN three_pt_rate >= 40 - 1e-12 THEN 'perimeter'\n",
                "    WHEN three_pt_rate >= 40 - 1e-12 THEN 'perimeter'\n"
                "    WHEN paint_rate >= 40 - 1e-12 THEN 'paint'\n",
            ),
        ),
    ),
)

FAULTS = (*TEAM_DEFENSE, *SHOT_ZONES)
