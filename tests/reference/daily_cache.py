"""player_daily_cache: season and recent form of the players of a day."""

import math

from reference.completeness import expected_dates, few_games_reason, player_found, tail
from reference.context import games_of
from reference.history import History, counted, mean

COPIED = (
    "games_in_last_7_days",
    "games_in_last_14_days",
    "minutes_in_last_7_days",
    "minutes_in_last_14_days",
    "back_to_backs_last_14_days",
    "avg_minutes_per_game_last_7",
    "player_age",
    "listing_incomplete",
)
FROM_ZONES = (
    "primary_scoring_zone",
    "paint_rate_last_10",
    "three_pt_rate_last_10",
    "assisted_rate_last_10",
)


def sample_deviation(values: list[float]) -> float | None:
    """Standard deviation with n - 1, None below two values."""
    if len(values) < 2:
        return None
    centre = mean(values)
    return math.sqrt(math.fsum((v - centre) ** 2 for v in values) / (len(values) - 1))


def cache_row(past: History, context: dict, zones: dict | None) -> dict:
    games = games_of(past, context["player_lookup"])
    ten = games[:10]
    team_ten = counted(past.team_played.get(context["team_abbr"], []))[:10]
    expected = expected_dates(past, context["team_abbr"], ten)
    found = player_found(past, context["team_abbr"], expected, needs_team_line=True)
    reason = few_games_reason(len(games), 10)
    return {
        "player_lookup": context["player_lookup"],
        "universal_player_id": context["universal_player_id"],
        "cache_date": past.day,
        "points_avg_last_5": mean(g.points for g in games[:5]),
        "points_avg_last_10": mean(g.points for g in ten),
        "points_avg_season": mean(g.points for g in games),
        "points_std_last_10": sample_deviation([g.points for g in ten]),
        "minutes_avg_last_10": mean(g.minutes for g in ten),
        "usage_rate_last_10": mean(g.usage for g in ten),
        "ts_pct_last_10": mean(g.true_shooting for g in ten),
        "games_played_season": len(games),
        "player_usage_rate_season": mean(g.usage for g in games),
        "team_pace_last_10": mean(g.pace for g in team_ten),
        "team_off_rating_last_10": mean(g.offensive_rating for g in team_ten),
        **{name: context[name] for name in COPIED},
        **{name: zones and zones[name] for name in FROM_ZONES},
        "cache_version": "v1",
        **tail(
            ten,
            expected,
            found,
            reason is not None,
            reason,
            {"player_shot_zone": zones},
            context["listing_incomplete"],
        ),
    }
