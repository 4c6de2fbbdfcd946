"""The players listed for the games of a day and what is known of them before tip-off."""

import datetime as dt
import math

from reference.history import History, at_least, counted, mean
from reference.season import Season, TeamGame
from reference.sources import Listing


def last_days(games: list, day: dt.date, days: int) -> list:
    """Games with day - days < date < day."""
    return [game for game in games if day - dt.timedelta(days=days) < game.date < day]


def rest(games: list, day: dt.date) -> int | None:
    """Calendar days since the newest game; 1 = played yesterday."""
    return (day - games[0].date).days if games else None


def back_to_backs(games: list) -> int:
    """Pairs of games one day apart, both inside the given window."""
    dates = {game.date for game in games}
    return sum(date + dt.timedelta(days=1) in dates for date in dates)


def projected_usage(games: list) -> float | None:
    """Minutes-weighted mean usage of the games with a usage."""
    known = [game for game in games if game.usage is not None]
    minutes = math.fsum(game.minutes for game in known)
    return math.fsum(game.usage * game.minutes for game in known) / minutes if minutes else None


def is_star(games: list) -> bool:
    """18 points a game, or 28 minutes and 12 points, over at least ten counted games."""
    if len(games) < 10:
        return False
    points, minutes = mean(g.points for g in games), mean(g.minutes for g in games)
    return at_least(points, 18) or (at_least(minutes, 28) and at_least(points, 12))


def team_pace(team_games: list[TeamGame]) -> float | None:
    return mean(game.pace for game in counted(team_games)[:10])


def unknown_listing(rows: list[Listing]) -> bool:
    """Nobody is listed who did not play, or the source never tells who was inactive."""
    return all(row.status == "played" for row in rows) or not rows[0].told


def age(born: dt.date | None, day: dt.date) -> int | None:
    """Full years on the day."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def player_context(
    past: History, row: Listing, rows: list[Listing], league: float | None, born: dt.date | None
) -> dict:
    game, day = row.game, past.day
    opponent = game.opponent(row.team)
    played = past.played.get(row.lookup, [])
    scored = counted(played)
    week, fortnight = last_days(played, day, 7), last_days(played, day, 14)
    unknown = unknown_listing(rows)
    stars = sum(
        mate.status == "inactive"
        and mate.team == row.team
        and mate is not row
        and is_star(counted(past.played.get(mate.lookup, [])))
        for mate in rows
    )
    own_pace = team_pace(past.team_played.get(row.team, []))
    other_pace = team_pace(past.team_played.get(opponent, []))
    differential = None
    if own_pace is not None and other_pace is not None:
        differential = (own_pace + other_pace) / 2 - league
    days_rest = rest(played, day)
    return {
        "player_lookup": row.lookup,
        "universal_player_id": str(row.player_id),
        "game_id": game.game_id,
        "team_abbr": row.team,
        "opponent_team_abbr": opponent,
        "is_home": None if game.neutral else row.team == game.home,
        "playoff_game": game.kind == "playoffs",
        "player_status": None if unknown else "out" if row.status == "inactive" else "available",
        "listing_incomplete": unknown,
        "days_rest": days_rest,
        "back_to_back": None if days_rest is None else days_rest == 1,
        "opponent_days_rest": rest(past.team_played.get(opponent, []), day),
        "games_in_last_7_days": len(week),
        "games_in_last_14_days": len(fortnight),
        "minutes_in_last_7_days": math.fsum(g.minutes for g in week),
        "minutes_in_last_14_days": math.fsum(g.minutes for g in fortnight),
        "avg_minutes_per_game_last_7": mean(g.minutes for g in week),
        "back_to_backs_last_14_days": back_to_backs(fortnight),
        "player_age": age(born, day),
        "projected_usage_rate": projected_usage(scored),
        "avg_usage_rate_last_7_games": mean(g.usage for g in scored[:7]),
        "star_teammates_out": None if unknown else stars,
        "opponent_pace_last_10": other_pace,
        "pace_differential": differential,
        "league_pace_last_10": league,
    }


def contexts(season: Season, past: History) -> list[dict]:
    """One row per player listed for a game of the day."""
    paces = [team_pace(games) for games in past.team_played.values()]
    league = mean(paces)
    result = []
    for game in past.today:
        rows = [row for row in season.listings if row.game.game_id == game.game_id]
        result += [
            player_context(past, row, rows, league, season.births.get(row.player_id))
            for row in rows
        ]
    return result


def games_of(past: History, lookup: str) -> list:
    """The player's counted played games, newest first."""
    return counted(past.played.get(lookup, []))
