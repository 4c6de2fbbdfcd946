"""ml_feature_store_v2: the 25 features of the players of a day."""

import math

from reference.completeness import (
    early_upstream,
    early_upstream_reason,
    expected_dates,
    player_found,
    tail,
)
from reference.context import games_of
from reference.history import TOLERANCE, History, at_least, clamp, counted, mean

FEATURES = (
    "points_avg_last_5",
    "points_avg_last_10",
    "points_avg_season",
    "points_std_last_10",
    "games_in_last_7_days",
    "fatigue_score",
    "shot_zone_mismatch_score",
    "pace_score",
    "usage_spike_score",
    "rest_advantage",
    "injury_risk",
    "recent_trend",
    "minutes_change",
    "opponent_def_rating",
    "opponent_pace",
    "home_away",
    "back_to_back",
    "playoff_game",
    "pct_paint",
    "pct_mid_range",
    "pct_three",
    "pct_free_throw",
    "team_pace",
    "team_off_rating",
    "team_win_pct",
)
CALCULATED = (
    "rest_advantage",
    "injury_risk",
    "recent_trend",
    "minutes_change",
    "pct_free_throw",
    "team_win_pct",
)
FROM_PHASE3 = ("home_away", "back_to_back", "playoff_game")


def rest_advantage(own: int | None, opponent: int | None) -> float | None:
    return None if own is None or opponent is None else clamp(own - opponent, -2, 2)


def stepped(value: float, small: float, large: float) -> int:
    """-2..2 by two thresholds on either side."""
    size = 2 if at_least(abs(value), large) else 1 if at_least(abs(value), small) else 0
    return size if value > 0 else -size


def recent_trend(points: list[float]) -> int | None:
    """Newest first: mean of the two newest minus mean of the three before them."""
    if len(points) < 5:
        return None
    return stepped(mean(points[:2]) - mean(points[2:5]), 2, 5)


def minutes_change(recent: float | None, season: float | None) -> int | None:
    if recent is None or season is None:
        return None
    if abs(recent) <= TOLERANCE or abs(season) <= TOLERANCE:
        return 0
    return stepped((recent - season) / season, 0.1, 0.2)


def free_throw_share(games: list) -> float | None:
    """Share of the points made at the line over up to ten games, at most a half."""
    points = sum(game.points for game in games)
    if len(games) < 5 or points == 0:
        return None
    return clamp(sum(game.free_throws for game in games) / points, 0, 0.5)


def win_share(team_games: list) -> float | None:
    return None if len(team_games) < 5 else sum(g.won for g in team_games) / len(team_games)


def fraction(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def features(
    past: History,
    context: dict,
    composite: dict,
    cache: dict,
    zones: dict | None,
    defense: dict | None,
) -> dict:
    games = games_of(past, context["player_lookup"])
    zones, defense = zones or {}, defense or {}
    flag = context["back_to_back"]
    return {
        **{name: cache[name] for name in FEATURES[:5]},
        **{name: composite[name] for name in FEATURES[5:9]},
        "rest_advantage": rest_advantage(context["days_rest"], context["opponent_days_rest"]),
        "injury_risk": {"available": 0, "out": 3, None: None}[context["player_status"]],
        "recent_trend": recent_trend([g.points for g in games]),
        "minutes_change": minutes_change(
            cache["minutes_avg_last_10"], mean(g.minutes for g in games)
        ),
        "opponent_def_rating": defense.get("defensive_rating_last_15"),
        "opponent_pace": defense.get("opponent_pace"),
        "home_away": {True: 1.0, False: 0.0, None: 0.5}[context["is_home"]],
        "back_to_back": None if flag is None else float(flag),
        "playoff_game": float(context["playoff_game"]),
        "pct_paint": fraction(zones.get("paint_rate_last_10")),
        "pct_mid_range": fraction(zones.get("mid_range_rate_last_10")),
        "pct_three": fraction(zones.get("three_pt_rate_last_10")),
        "pct_free_throw": free_throw_share(games[:10]),
        "team_pace": cache["team_pace_last_10"],
        "team_off_rating": cache["team_off_rating_last_10"],
        "team_win_pct": win_share(counted(past.team_played.get(context["team_abbr"], []))),
    }


def provenance(name: str, value: float | None) -> str:
    if value is None:
        return "missing"
    if name in CALCULATED:
        return "calculated"
    return "phase3" if name in FROM_PHASE3 else "phase4"


def feature_row(
    past: History,
    context: dict,
    composite: dict,
    cache: dict,
    zones: dict | None,
    defense: dict | None,
) -> dict:
    values = features(past, context, composite, cache, zones, defense)
    missing = [name for name in FEATURES if values[name] is None]
    window = games_of(past, context["player_lookup"])[:10]
    expected = expected_dates(past, context["team_abbr"], window)
    found = player_found(past, context["team_abbr"], expected, needs_team_line=True)
    early = early_upstream(
        {
            "player_composite_factors": composite,
            "player_daily_cache": cache,
            "player_shot_zone_analysis": zones,
            "team_defense_zone_analysis": defense,
        }
    )
    upstream = {
        "player_composite_factors": composite,
        "player_daily_cache": cache,
        "player_shot_zone": zones,
        "team_defense_zone": defense,
    }
    return {
        **{
            name: context[name]
            for name in (
                "player_lookup",
                "universal_player_id",
                "game_id",
                "team_abbr",
                "opponent_team_abbr",
                "is_home",
                "days_rest",
                "player_status",
                "listing_incomplete",
            )
        },
        "game_date": past.day,
        **values,
        **{f"{name}_source": provenance(name, values[name]) for name in FEATURES},
        "features": [math.nan if values[name] is None else values[name] for name in FEATURES],
        "feature_names": list(FEATURES),
        "feature_count": len(FEATURES),
        "feature_version": "v2_25_pit",
        "feature_quality_score": 100 * (len(FEATURES) - len(missing)) / len(FEATURES),
        "data_source": "partial" if missing else "complete",
        "missing_features": missing,
        "is_feature_complete": not missing,
        **tail(
            window,
            expected,
            found,
            bool(early),
            early_upstream_reason(early),
            upstream,
            context["listing_incomplete"],
        ),
    }
