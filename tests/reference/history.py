"""What is known before tip-off on a day: games of the season strictly before it."""

import datetime as dt
import math
from typing import NamedTuple

from reference.season import PlayerGame, Season, TeamGame
from reference.sources import Game, Listing

TOLERANCE = 1e-12


class History(NamedTuple):
    """Newest game first everywhere; `played` and `team_played` hold uncounted games too."""

    day: dt.date
    today: list[Game]
    finals: list[Game]
    played: dict[str, list[PlayerGame]]
    team_played: dict[str, list[TeamGame]]
    last_team: dict[str, str]
    ids: dict[str, int]
    played_dates: set
    boxed_dates: set


def history(season: Season, day: dt.date) -> History:
    """The season cut at `day`; of the day itself only the schedule stays."""

    def before(games):
        return sorted((g for g in games if g.date < day), key=lambda g: g.date, reverse=True)

    earlier: list[Listing] = sorted(
        (row for row in season.listings if row.game.date < day), key=lambda row: row.game.date
    )
    return History(
        day,
        [game for game in season.games if game.date == day],
        [game for game in season.games if game.date < day and game.final and game.counted],
        {
            who: games
            for who, all_games in season.player_games.items()
            if (games := before(all_games))
        },
        {
            team: games
            for team, all_games in season.team_games.items()
            if (games := before(all_games))
        },
        {row.lookup: row.team for row in earlier},
        {row.lookup: row.player_id for row in season.listings},
        {(row.team, row.game.date) for row in earlier if row.box is not None},
        {
            (game.team, game.date)
            for games in season.team_games.values()
            for game in before(games)
            if game.has_box
        },
    )


def counted(games: list) -> list:
    return [game for game in games if game.counted]


def mean(values) -> float | None:
    """Mean of the known values, None without one."""
    present = [value for value in values if value is not None]
    return math.fsum(present) / len(present) if present else None


def ratio(part: float | None, whole: float | None) -> float | None:
    """part / whole, None when either is unknown or nothing was tried."""
    return None if part is None or not whole else part / whole


def at_least(value: float, threshold: float) -> bool:
    return value >= threshold - TOLERANCE


def above(value: float, threshold: float) -> bool:
    return value > threshold + TOLERANCE


def clamp(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))
