"""Faults in the SQL of the three tables of the listed players."""

from planted_faults.fault import COUNTED, Edit, Fault, until_date_included

FACTORS, CACHE, STORE = "player_composite_factors", "player_daily_cache", "ml_feature_store_v2"

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
        (Edit("      + COALESCE(pace_points, 0)\n", ""),),
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
            *until_date_included("after_player_game", "listed_players", "game_date"),
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
            *until_date_included("after_team_game", "listed_players", "game_date"),
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
            *until_date_included("after_player_game", "listed_players", "game_date"),
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
            *until_date_included("after_team_game", "listed_players", "game_date"),
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
        "one average under the name of another",
        STORE,
        (
            Edit(
                "    daily_cache.points_avg_last_5,\n",
                "    daily_cache.points_avg_last_10 AS points_avg_last_5,\n",
            ),
        ),
    ),
)

FAULTS = (*COMPOSITE, *DAILY_CACHE, *FEATURE_STORE)
