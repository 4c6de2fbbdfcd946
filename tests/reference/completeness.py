"""The columns every table ends with: the window, what should be in it, and whether to trust it."""

import datetime as dt

from reference.history import History, at_least


def expected_dates(past: History, team: str | None, window: list) -> list[dt.date]:
    """Dates of the team's counted final games from the window's oldest game to the day before."""
    if not window or team is None:
        return []
    oldest = window[-1].date
    return [g.date for g in past.finals if team in (g.home, g.away) and g.date >= oldest]


def team_found(past: History, team: str, dates: list[dt.date]) -> list[dt.date]:
    """Dates whose lines allowed by the team are known: its opponent has player rows."""
    known = {game.date for game in past.team_played.get(team, []) if game.opponent_has_box}
    return [date for date in dates if date in known]


def player_found(past: History, team: str, dates, needs_team_line: bool) -> list[dt.date]:
    """Dates on which a player of the team has a played row (and the team its line)."""
    return [
        date
        for date in dates
        if (team, date) in past.played_dates
        and (not needs_team_line or (team, date) in past.boxed_dates)
    ]


def tail(
    window: list,
    expected: list,
    found: list,
    early: bool,
    reason: str | None,
    upstream: dict[str, dict | None],
    listing_incomplete: bool | None = None,
) -> dict:
    """Window and trust columns. upstream: short name -> that table's row or None."""
    percentage = 100 * len(found) / len(expected) if expected else None
    own = percentage is None or at_least(percentage, 90)
    issues = [] if own else ["own_data_incomplete"]
    for name, row in upstream.items():
        if row is None or not row["is_production_ready"]:
            issues.append(f"upstream_{name}_incomplete")
    ready = not issues
    if listing_incomplete:
        issues.append("listing_incomplete")
    return {
        "early_season_flag": early,
        "insufficient_data_reason": reason,
        "window_first_date": window[-1].date if window else None,
        "window_last_date": window[0].date if window else None,
        "window_games": len(window),
        "expected_games_count": len(expected),
        "actual_games_count": len(found),
        "missing_games_count": len(expected) - len(found),
        "completeness_percentage": percentage,
        "is_production_ready": ready,
        "data_quality_issues": issues,
    }


def early_upstream(upstream: dict[str, dict | None]) -> list[str]:
    """Names of the upstream tables whose row is absent or early."""
    return [name for name, row in upstream.items() if row is None or row["early_season_flag"]]


def early_upstream_reason(names: list[str]) -> str | None:
    return f"Early or absent upstream: {', '.join(names)}" if names else None


def few_games_reason(games: int, needed: int) -> str | None:
    return f"Only {games} games available, need {needed}" if games < needed else None
