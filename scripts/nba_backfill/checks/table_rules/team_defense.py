"""Rules of team_defense_zone_analysis."""

from nba_backfill.checks.table_rules.rule import Rule, quality_label, row_quality, zone_sample

_DEVIATIONS = {
    "paint": "paint_defense_vs_league_avg",
    "mid_range": "mid_range_defense_vs_league_avg",
    "perimeter": "three_pt_defense_vs_league_avg",
}
_KNOWN_ZONES = " + ".join(f"IF({column} IS NULL, 0, 1)" for column in _DEVIATIONS.values())


def _extreme_zone(column: str, sign: str) -> Rule:
    """The zone named in `column` has the lowest (sign '') or highest (sign '-') deviation."""
    named = " ".join(f"WHEN '{z}' THEN {sign}{c}" for z, c in _DEVIATIONS.items())
    lowest = ", ".join(f"COALESCE({sign}{c}, 1e9)" for c in _DEVIATIONS.values())
    return Rule(
        "extreme_zone",
        column,
        f"({column} IS NULL) != ({_KNOWN_ZONES} < 2)"
        f" OR CASE {column} {named} END > LEAST({lowest}) + 1e-9",
        "is not the zone with the " + ("highest" if sign else "lowest") + " deviation",
    )


ROWS = (
    *row_quality("analysis_date"),
    zone_sample("games_in_sample"),
    Rule(
        "window_games",
        "games_in_sample",
        "games_in_sample != window_games",
        "is not window_games",
    ),
    Rule(
        "early_season_games",
        "early_season_flag",
        "early_season_flag != (games_in_sample < 15)",
        "does not agree with games_in_sample",
    ),
    quality_label("data_quality_tier", "games_in_sample", (("high", 15), ("medium", 10)), "low"),
    _extreme_zone("strongest_zone", ""),
    _extreme_zone("weakest_zone", "-"),
    Rule(
        "paint_points",
        "paint_points_allowed_per_game",
        "ABS(paint_points_allowed_per_game"
        " - 2 * paint_pct_allowed_last_15 * paint_attempts_allowed_per_game) > 1e-6",
        "is not twice the paint makes",
    ),
)

DATES = (
    Rule("thirty_teams", "team_abbr", "COUNT(*) > 30", "has more than 30 teams"),
    *(
        Rule(
            "centred",
            column,
            f"ABS(AVG({column})) > 1e-6",
            "does not average to 0 over the teams",
        )
        for column in _DEVIATIONS.values()
    ),
    Rule(
        "teams_vary",
        "defensive_rating_last_15",
        "COUNT(defensive_rating_last_15) >= 10"
        " AND MIN(defensive_rating_last_15) = MAX(defensive_rating_last_15)",
        "is the same for every team",
    ),
)
