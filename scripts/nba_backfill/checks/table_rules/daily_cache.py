"""Rules of player_daily_cache."""

from nba_backfill.checks.table_rules.rule import Rule, row_quality

ROWS = (
    *row_quality("cache_date"),
    Rule(
        "window_games",
        "games_played_season",
        "window_games != LEAST(games_played_season, 10)",
        "does not agree with window_games",
    ),
    Rule(
        "early_season_games",
        "early_season_flag",
        "early_season_flag != (games_played_season < 10)",
        "does not agree with games_played_season",
    ),
    Rule(
        "short_season",
        "points_avg_season",
        "(games_played_season <= 5 AND ABS(points_avg_season - points_avg_last_5) > 1e-9)"
        " OR (games_played_season <= 10 AND ABS(points_avg_season - points_avg_last_10) > 1e-9)",
        "differs from a window that holds the whole season",
    ),
    Rule(
        "deviation_of_two",
        "points_std_last_10",
        "games_played_season < 2 AND points_std_last_10 IS NOT NULL",
        "has a value below two games",
    ),
    Rule(
        "window_7_in_14",
        "games_in_last_14_days",
        "games_in_last_7_days > games_in_last_14_days"
        " OR minutes_in_last_7_days > minutes_in_last_14_days + 1e-9"
        " OR back_to_backs_last_14_days > GREATEST(games_in_last_14_days - 1, 0)",
        "is less than the 7-day window or the pairs inside it",
    ),
    Rule(
        "minutes_per_game",
        "avg_minutes_per_game_last_7",
        "(avg_minutes_per_game_last_7 IS NULL) != (games_in_last_7_days = 0) OR ABS("
        "avg_minutes_per_game_last_7 - SAFE_DIVIDE(minutes_in_last_7_days, games_in_last_7_days)"
        ") > 1e-9",
        "is not minutes per game of the last 7 days",
    ),
)
