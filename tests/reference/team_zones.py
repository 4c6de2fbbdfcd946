"""team_defense_zone_analysis: what each team allowed over its last 15 counted games."""

from reference.completeness import expected_dates, few_games_reason, tail, team_found
from reference.history import TOLERANCE, History, counted, mean, ratio
from reference.season import ZONES

WINDOW = 15
LEAGUE_TEAMS = 10
ZONE_WORDS = {"paint": "paint", "mid_range": "mid_range", "three_pt": "perimeter"}
EMPTY_NOTES = {
    "paint": "No paint attempts",
    "mid_range": "No mid-range attempts",
    "three_pt": "No three-point attempts",
}


def zone_sums(window: list, zone: str) -> tuple[int, int]:
    """Attempts and makes in a zone over the games with known zones."""
    known = [game.allowed[zone][:2] for game in window if game.allowed is not None]
    return tuple(sum(parts) for parts in zip(*known, strict=True)) if known else (0, 0)


def blocks_per_game(window: list, zone: str) -> float | None:
    """Own blocks in a zone, a game of those that tell them."""
    blocks = [game.allowed[zone][2] for game in window if game.allowed is not None]
    return mean(blocks)


def pooled(window: list) -> dict[str, float | None]:
    """zone -> FG% allowed, makes over attempts of the whole window."""
    result = {}
    for zone in ZONES:
        attempts, makes = zone_sums(window, zone)
        result[zone] = ratio(makes, attempts)
    return result


def league_average(teams: list[dict]) -> dict[str, float | None]:
    """zone -> unweighted mean over the teams with a value, None below ten of them."""
    result = {}
    for zone in ZONES:
        values = [team[zone] for team in teams if team[zone] is not None]
        result[zone] = mean(values) if len(values) >= LEAGUE_TEAMS else None
    return result


def extremes(deviations: dict[str, float | None]) -> tuple[str | None, str | None]:
    """Strongest (lowest) and weakest (highest) zone; the first named wins a tie."""
    known = {zone: value for zone, value in deviations.items() if value is not None}
    if len(known) < 2:
        return None, None
    low, high = min(known.values()), max(known.values())
    strongest = next(zone for zone, value in known.items() if value <= low + TOLERANCE)
    weakest = next(zone for zone, value in known.items() if value >= high - TOLERANCE)
    return ZONE_WORDS[strongest], ZONE_WORDS[weakest]


def notes(window: list, zone_games: int) -> str | None:
    if zone_games == 0:
        return "No games with known zones"
    texts = [EMPTY_NOTES[zone] for zone in ZONES if zone_sums(window, zone)[0] == 0]
    return "; ".join(texts) or None


def tier(games: int) -> str:
    return "high" if games >= WINDOW else "medium" if games >= 10 else "low"


def zone_columns(window: list, zone_games: int, league: dict) -> tuple[dict, dict]:
    """The per-zone columns and the deviations from the league in percentage points."""
    row, deviations, own = {}, {}, pooled(window)
    for zone in ZONES:
        attempts, makes = zone_sums(window, zone)
        deviations[zone] = (
            None if own[zone] is None or league[zone] is None else (own[zone] - league[zone]) * 100
        )
        row[f"{zone}_pct_allowed_last_15"] = own[zone]
        row[f"{zone}_attempts_allowed_per_game"] = ratio(attempts, zone_games)
        row[f"{zone}_blocks_per_game"] = blocks_per_game(window, zone)
        row[f"{zone}_defense_vs_league_avg"] = deviations[zone]
        if zone == "paint":
            row["paint_points_allowed_per_game"] = ratio(2 * makes, zone_games)
    return row, deviations


def team_row(past: History, team: str, window: list, league: dict) -> dict:
    zone_games = sum(game.allowed is not None for game in window)
    zones, deviations = zone_columns(window, zone_games, league)
    strongest, weakest = extremes(deviations)
    expected = expected_dates(past, team, window)
    reason = few_games_reason(len(window), WINDOW)
    return {
        "team_abbr": team,
        "analysis_date": past.day,
        **zones,
        "defensive_rating_last_15": mean(game.defensive_rating for game in window),
        "opponent_points_per_game": mean(game.points_allowed for game in window),
        "opponent_pace": mean(game.pace for game in window),
        "games_in_sample": len(window),
        "zone_games_in_sample": zone_games,
        "strongest_zone": strongest,
        "weakest_zone": weakest,
        "data_quality_tier": tier(len(window)),
        "calculation_notes": notes(window, zone_games),
        **tail(window, expected, team_found(past, team, expected), reason is not None, reason, {}),
    }


def team_zones(past: History) -> list[dict]:
    """One row per team with a counted game this season before the day."""
    windows = {team: counted(games)[:WINDOW] for team, games in past.team_played.items()}
    windows = {team: window for team, window in windows.items() if window}
    league = league_average([pooled(window) for window in windows.values()])
    return [team_row(past, team, window, league) for team, window in windows.items()]
