"""player_shot_zone_analysis: where each player shot from over his last 10 and 20 games."""

from reference.completeness import expected_dates, few_games_reason, player_found, tail
from reference.history import History, at_least, counted, ratio
from reference.season import ZONES

SHORT, LONG, LONG_MINIMUM = 10, 20, 15


def zone_known(window: list) -> list:
    return [game for game in window if game.zones is not None]


def sums(window: list) -> tuple[dict, dict]:
    """zone -> attempts and zone -> makes over the zone-known games of the window."""
    games = zone_known(window)
    attempts = {zone: sum(game.zones[zone][0] for game in games) for zone in ZONES}
    makes = {zone: sum(game.zones[zone][1] for game in games) for zone in ZONES}
    return attempts, makes


def percent(part: float, whole: float) -> float | None:
    share = ratio(part, whole)
    return None if share is None else 100 * share


def primary_zone(paint: float | None, mid_range: float | None, three: float | None) -> str | None:
    """From the three shares in percent; the order of the tests decides between two."""
    if paint is None:
        return None
    if at_least(paint, 40):
        return "paint"
    if at_least(three, 40):
        return "perimeter"
    return "mid_range" if at_least(mid_range, 35) else "balanced"


def sample_quality(games: int, window: int) -> str:
    if games >= window:
        return "excellent"
    if games >= int(0.7 * window):
        return "good"
    return "limited" if games >= int(0.5 * window) else "insufficient"


def tier(games: int) -> str:
    return "high" if games >= SHORT else "medium" if games >= 7 else "low"


def last_ten(window: list) -> dict:
    attempts, makes = sums(window)
    total, games = sum(attempts.values()), zone_known(window)
    told = [game for game in games if game.assisted is not None]
    made = sum(game.assisted + game.unassisted for game in told)
    row = {"total_shots_last_10": total or None}
    for zone in ZONES:
        row[f"{zone}_rate_last_10"] = percent(attempts[zone], total)
        row[f"{zone}_pct_last_10"] = ratio(makes[zone], attempts[zone])
        row[f"{zone}_attempts_per_game"] = ratio(attempts[zone], len(games))
    row["assisted_rate_last_10"] = percent(sum(game.assisted for game in told), made)
    row["unassisted_rate_last_10"] = percent(sum(game.unassisted for game in told), made)
    row["primary_scoring_zone"] = primary_zone(*(row[f"{zone}_rate_last_10"] for zone in ZONES))
    return row


def last_twenty(window: list) -> dict:
    attempts, makes = sums(window if len(window) >= LONG_MINIMUM else [])
    return {
        "paint_rate_last_20": percent(attempts["paint"], sum(attempts.values())),
        "paint_pct_last_20": ratio(makes["paint"], attempts["paint"]),
        "games_in_sample_20": len(window),
        "sample_quality_20": sample_quality(len(window), LONG),
    }


def player_row(past: History, lookup: str, games: list) -> dict:
    window = games[:SHORT]
    team = past.last_team[lookup]
    expected = expected_dates(past, team, window)
    found = player_found(past, team, expected, needs_team_line=False)
    reason = few_games_reason(len(window), SHORT)
    return {
        "player_lookup": lookup,
        "universal_player_id": str(past.ids[lookup]),
        "analysis_date": past.day,
        **last_ten(window),
        "games_in_sample_10": len(window),
        "zone_games_in_sample": len(zone_known(window)),
        "sample_quality_10": sample_quality(len(window), SHORT),
        **last_twenty(games[:LONG]),
        "data_quality_tier": tier(len(window)),
        **tail(window, expected, found, reason is not None, reason, {}),
    }


def player_zones(past: History) -> list[dict]:
    """One row per player with a counted played game this season before the day."""
    return [
        player_row(past, lookup, counted(games))
        for lookup, games in past.played.items()
        if counted(games)
    ]
