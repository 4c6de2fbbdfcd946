"""Faults in the SQL of the five Phase 4 tables."""

from planted_faults.fault import Edit, Fault

TEAM, ZONES = "team_defense_zone_analysis", "player_shot_zone_analysis"
FACTORS, CACHE, STORE = "player_composite_factors", "player_daily_cache", "ml_feature_store_v2"

COUNTED = "game_type IN ('regular', 'play_in', 'playoffs')"


def _until_date_included(relation: str, other: str, date: str) -> tuple[Edit, ...]:
    """`<=` for `<` in the join that picks the window as it stands before the date."""
    return (
        Edit(f"{relation}.game_date < {other}.{date}", f"{relation}.game_date <= {other}.{date}"),
        Edit(
            f"{relation}.next_game_date >= {other}.{date}",
            f"{relation}.next_game_date > {other}.{date}",
        ),
    )


TEAM_DEFENSE = (
    Fault(
        "team window includes the date",
        TEAM,
        (
            Edit(
                f"game_date < @end_date\n    AND {COUNTED}",
                f"game_date <= @end_date\n    AND {COUNTED}",
            ),
            *_until_date_included("after_game", "target_dates", "analysis_date"),
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
            *_until_date_included("after_game", "target_dates", "analysis_date"),
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

COMPOSITE = (
    Fault(
        "own team's defence",
        FACTORS,
        (
            Edit(
                "team_defense.team_abbr = listed_players.opponent_team_abbr",
                "team_defense.team_abbr = listed_players.team_abbr",
            ),
        ),
    ),
    Fault(
        "defence row of another date",
        FACTORS,
        (
            Edit(
                "team_defense.analysis_date = listed_players.game_date",
                "team_defense.analysis_date = @start_date",
            ),
        ),
    ),
    Fault("zone rate as a fraction", FACTORS, (Edit("zone_rate / 50", "zone_rate / 5000"),)),
    Fault(
        "a third of the pace", FACTORS, (Edit("pace_differential / 2", "pace_differential / 3"),)
    ),
    Fault(
        "unknown usage as zero",
        FACTORS,
        (
            Edit(
                "WHEN usage_difference IS NULL THEN NULL", "WHEN usage_difference IS NULL THEN 0.0"
            ),
        ),
    ),
    Fault(
        "adjustment stored as the score",
        FACTORS,
        (
            Edit(
                "fatigue AS fatigue_score",
                "CAST(FLOOR(fatigue_points_adjustment) AS INT64) AS fatigue_score",
            ),
        ),
    ),
    Fault(
        "penalty missing from the context",
        FACTORS,
        (Edit("IF(high_average_points < 0, ['", "IF(high_average_points < -8, ['"),),
    ),
    Fault(
        "total without the pace",
        FACTORS,
        (Edit("        + COALESCE(pace_points, 0)\n", ""),),
    ),
)

DAILY_CACHE = (
    Fault(
        "player window includes the date",
        CACHE,
        (
            Edit(
                "game_date < @end_date\n    AND is_active",
                "game_date <= @end_date\n    AND is_active",
            ),
            *_until_date_included("after_player_game", "listed_players", "game_date"),
        ),
        leaks=True,
    ),
    Fault(
        "team pace includes the date",
        CACHE,
        (
            Edit(
                f"game_date < @end_date\n    AND {COUNTED}",
                f"game_date <= @end_date\n    AND {COUNTED}",
            ),
            *_until_date_included("after_team_game", "listed_players", "game_date"),
        ),
        leaks=True,
    ),
    Fault(
        "DNPs counted as games",
        CACHE,
        (Edit("    AND is_active\n", ""),),
    ),
    Fault(
        "last 5 games are 6",
        CACHE,
        (Edit("ROWS BETWEEN 4 PRECEDING", "ROWS BETWEEN 5 PRECEDING"),),
    ),
    Fault("deviation of the population", CACHE, (Edit("STDDEV_SAMP", "STDDEV_POP"),)),
    Fault(
        "team window crosses seasons in October",
        CACHE,
        (
            Edit(
                "last_10 AS (\n    PARTITION BY team_abbr, season_year",
                "last_10 AS (\n    PARTITION BY team_abbr",
            ),
        ),
    ),
    Fault(
        "missing usage counts as zero",
        CACHE,
        (Edit("AVG(usage_rate) OVER last_10", "AVG(COALESCE(usage_rate, 0)) OVER last_10"),),
    ),
    Fault(
        "Cup final in the player's averages",
        CACHE,
        (Edit(f"AND is_active\n    AND {COUNTED}", "AND is_active"),),
    ),
)

FEATURE_STORE = (
    Fault(
        "trend includes the date",
        STORE,
        (
            Edit(
                "game_date < @end_date\n    AND is_active",
                "game_date <= @end_date\n    AND is_active",
            ),
            *_until_date_included("after_player_game", "listed_players", "game_date"),
        ),
        leaks=True,
    ),
    Fault(
        "win share includes the date",
        STORE,
        (
            Edit(
                f"game_date < @end_date\n    AND {COUNTED}",
                f"game_date <= @end_date\n    AND {COUNTED}",
            ),
            *_until_date_included("after_team_game", "listed_players", "game_date"),
        ),
        leaks=True,
    ),
    Fault(
        "sign of the trend",
        STORE,
        (
            Edit(
                "points_newest_2 / 2 - points_older_3 / 3",
                "points_older_3 / 3 - points_newest_2 / 2",
            ),
        ),
    ),
    Fault("percent as a share", STORE, (Edit("paint_rate_last_10 / 100", "paint_rate_last_10"),)),
    Fault(
        "win share of one half by default",
        STORE,
        (
            Edit(
                "SAFE_DIVIDE(team_wins_season, team_games_season), NULL)",
                "SAFE_DIVIDE(team_wins_season, team_games_season), 0.5)",
            ),
        ),
    ),
    Fault(
        "features of the own defence",
        STORE,
        (
            Edit(
                "team_defense.team_abbr = listed_players.opponent_team_abbr",
                "team_defense.team_abbr = listed_players.team_abbr",
            ),
        ),
    ),
    Fault(
        "cache row of another date",
        STORE,
        (
            Edit(
                "daily_cache.cache_date = listed_players.game_date",
                "daily_cache.cache_date = @start_date",
            ),
        ),
    ),
    Fault(
        "sign of the rest advantage",
        STORE,
        (Edit("days_rest - opponent_days_rest", "opponent_days_rest - days_rest"),),
    ),
    Fault(
        "unknown listing as available",
        STORE,
        (Edit("THEN 3.0 END AS injury_risk", "THEN 3.0 ELSE 0.0 END AS injury_risk"),),
    ),
    Fault(
        "play-in as playoffs",
        STORE,
        (Edit("season_phase = 'playoffs'", "season_phase IN ('playoffs', 'play_in')"),),
    ),
    Fault(
        "features in another order",
        STORE,
        (
            Edit(
                "      COALESCE(points_avg_last_5, CAST('NaN' AS FLOAT64)),\n"
                "      COALESCE(points_avg_last_10, CAST('NaN' AS FLOAT64)),\n",
                "      COALESCE(points_avg_last_10, CAST('NaN' AS FLOAT64)),\n"
                "      COALESCE(points_avg_last_5, CAST('NaN' AS FLOAT64)),\n",
            ),
        ),
    ),
)

FAULTS = (*TEAM_DEFENSE, *SHOT_ZONES, *COMPOSITE, *DAILY_CACHE, *FEATURE_STORE)
