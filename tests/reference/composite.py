"""player_composite_factors: fatigue, zone matchup, pace and usage for the players of a day."""

from reference.completeness import (
    early_upstream,
    early_upstream_reason,
    expected_dates,
    player_found,
    tail,
)
from reference.context import games_of
from reference.history import TOLERANCE, History, above, clamp

ZONE_PREFIX = {
    "paint": "paint",
    "mid_range": "mid_range",
    "perimeter": "three_pt",
    "balanced": "paint",
}


def fatigue(context: dict) -> dict:
    """The fatigue context: every penalty and bonus by name, adding up to the score."""

    def known(name, test):
        return context[name] is not None and test(context[name])

    penalties = [
        (label, points)
        for applies, label, points in (
            (known("back_to_back", bool), "back_to_back", 15),
            (known("games_in_last_7_days", lambda n: n >= 4), "frequent_games", 10),
            (known("minutes_in_last_7_days", lambda m: above(m, 240)), "heavy_minutes", 10),
            (
                known("avg_minutes_per_game_last_7", lambda m: above(m, 35)),
                "high_minutes_average",
                8,
            ),
            (
                known("back_to_backs_last_14_days", lambda n: n >= 2),
                "back_to_backs_last_14_days",
                12,
            ),
            (
                known("back_to_backs_last_14_days", lambda n: n == 1),
                "back_to_backs_last_14_days",
                5,
            ),
            (known("player_age", lambda a: a >= 35), "veteran_age", 10),
            (known("player_age", lambda a: 30 <= a <= 34), "age_30_to_34", 5),
        )
        if applies
    ]
    rested = known("days_rest", lambda d: d >= 3) and not known("back_to_back", bool)
    raw = 100 - sum(points for _, points in penalties) + (5 if rested else 0)
    score = clamp(raw, 0, 100)
    never_played = context["days_rest"] is None
    return {
        "days_rest": context["days_rest"],
        "back_to_back": context["back_to_back"],
        "games_last_7": context["games_in_last_7_days"],
        "minutes_last_7": context["minutes_in_last_7_days"],
        "avg_minutes_pg_last_7": context["avg_minutes_per_game_last_7"],
        "back_to_backs_last_14": context["back_to_backs_last_14_days"],
        "player_age": context["player_age"],
        "base_score": 100,
        "penalties_applied": [f"{label}: -{points}" for label, points in penalties],
        "bonuses_applied": ["extra_rest: +5"] if rested else [],
        "cap_adjustment": None if never_played else score - raw,
        "final_score": None if never_played else score,
    }


def zone_matchup(player: dict | None, defense: dict | None) -> dict:
    """Zone context: the player's share in his zone against what the opponent allows there."""
    zone = player and player["primary_scoring_zone"]
    deviation = None
    if zone is not None and defense is not None:
        deviation = defense[f"{ZONE_PREFIX[zone]}_defense_vs_league_avg"]
    if deviation is None:
        return {"missing_data": True}
    rate = player[f"{ZONE_PREFIX[zone]}_rate_last_10"]
    weighted = deviation * min(rate / 50, 1)
    if above(abs(weighted), 5):
        weighted *= 1.2
    score = clamp(weighted, -10, 10)
    return {
        "player_primary_zone": zone,
        "primary_zone_frequency": rate,
        "opponent_weak_zone": defense["weakest_zone"],
        "opponent_defense_vs_league": deviation,
        "mismatch_type": category(score, "favorable", "unfavorable", "neutral"),
        "final_score": score,
    }


def category(value: float | None, high: str, low: str, middle: str) -> str | None:
    if value is None:
        return None
    return high if above(value, 2) else low if above(-value, 2) else middle


def pace(context: dict) -> dict:
    difference = context["pace_differential"]
    return {
        "pace_differential": difference,
        "opponent_pace_last_10": context["opponent_pace_last_10"],
        "league_avg_pace": context["league_pace_last_10"],
        "pace_environment": category(difference, "fast", "slow", "normal"),
        "final_score": None if difference is None else clamp(difference / 2, -3, 3),
    }


def usage_score(projected: float | None, baseline: float | None, stars: int | None):
    if projected is None or baseline is None:
        return None
    if abs(baseline) <= TOLERANCE:
        return 0.0
    score = (projected - baseline) * 0.3
    if above(projected - baseline, 0):
        if stars is None:
            return None
        score *= {0: 1, 1: 1.15}.get(stars, 1.3)
    return clamp(score, -3, 3)


def usage(context: dict) -> dict:
    projected, baseline = context["projected_usage_rate"], context["avg_usage_rate_last_7_games"]
    difference = None if projected is None or baseline is None else projected - baseline
    return {
        "projected_usage_rate": projected,
        "avg_usage_last_7": baseline,
        "usage_differential": difference,
        "star_teammates_out": context["star_teammates_out"],
        "usage_trend": category(difference, "spike", "drop", "stable"),
        "final_score": usage_score(projected, baseline, context["star_teammates_out"]),
    }


def missing_fields(context: dict, player: dict | None, defense: dict | None) -> list[str]:
    """Names of the missing inputs; the first five are the ones completeness counts."""
    zone = player and player["primary_scoring_zone"]
    needed = ZONE_PREFIX[zone] if zone is not None else "paint"
    no_defense = defense is None or defense[f"{needed}_defense_vs_league_avg"] is None
    tests = {
        "days_rest": context["days_rest"] is None,
        "projected_usage_rate": context["projected_usage_rate"] is None,
        "pace_differential": context["pace_differential"] is None,
        "player_shot_zone": zone is None,
        "team_defense_zone": no_defense,
        "avg_minutes_per_game_last_7": context["avg_minutes_per_game_last_7"] is None,
        "player_age": context["player_age"] is None,
        "avg_usage_rate_last_7_games": context["avg_usage_rate_last_7_games"] is None,
        "star_teammates_out": context["star_teammates_out"] is None,
    }
    return [name for name, is_missing in tests.items() if is_missing]


COMPLETENESS_FIELDS = (
    "days_rest",
    "projected_usage_rate",
    "pace_differential",
    "player_shot_zone",
    "team_defense_zone",
)


def warnings(score: float | None, zone_score: float | None, total: float | None) -> list[str]:
    texts = []
    if score is not None and score < 50:
        texts.append("EXTREME_FATIGUE: fatigue score below 50")
    if zone_score is not None and above(abs(zone_score), 8):
        texts.append("EXTREME_MATCHUP: zone mismatch beyond 8 points")
    if total is not None and above(abs(total), 12):
        texts.append("EXTREME_ADJUSTMENT: total beyond 12 points")
    return texts


def composite_row(past: History, context: dict, player: dict | None, defense: dict | None) -> dict:
    parts = {
        "fatigue": fatigue(context),
        "zone": zone_matchup(player, defense),
        "pace": pace(context),
        "usage": usage(context),
    }
    scores = {name: part.get("final_score") for name, part in parts.items()}
    adjustment = None if scores["fatigue"] is None else (scores["fatigue"] - 100) / 20
    present = [
        value
        for value in (adjustment, scores["zone"], scores["pace"], scores["usage"])
        if value is not None
    ]
    total = sum(present) if present else None
    missing = missing_fields(context, player, defense)
    texts = warnings(scores["fatigue"], scores["zone"], total)
    window = games_of(past, context["player_lookup"])[:10]
    expected = expected_dates(past, context["team_abbr"], window)
    found = player_found(past, context["team_abbr"], expected, needs_team_line=False)
    early = early_upstream(
        {"player_shot_zone_analysis": player, "team_defense_zone_analysis": defense}
    )
    upstream = {"player_shot_zone": player, "team_defense_zone": defense}
    return {
        **{
            name: context[name]
            for name in (
                "player_lookup",
                "universal_player_id",
                "game_id",
                "team_abbr",
                "opponent_team_abbr",
                "listing_incomplete",
            )
        },
        "game_date": past.day,
        "analysis_date": past.day,
        "fatigue_score": scores["fatigue"],
        "fatigue_adjustment": adjustment,
        "shot_zone_mismatch_score": scores["zone"],
        "pace_score": scores["pace"],
        "usage_spike_score": scores["usage"],
        "total_composite_adjustment": total,
        "fatigue_context_json": parts["fatigue"],
        "shot_zone_context_json": parts["zone"],
        "pace_context_json": parts["pace"],
        "usage_context_json": parts["usage"],
        "calculation_version": "v1_4factors",
        "data_completeness_pct": 100.0 - 20 * sum(n in COMPLETENESS_FIELDS for n in missing),
        "missing_data_fields": ", ".join(missing) or None,
        "has_warnings": bool(texts),
        "warning_details": "; ".join(texts) or None,
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
