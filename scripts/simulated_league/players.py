"""The players: persistent people with ages, tendencies and skills, and who plays where.

The league of 2021 has 600 players and is carried on summer by summer from the seed alone:
everybody ages, the weakest leave, rookies arrive, some change teams. It is carried back in the same
way: who has just arrived has not come yet, and veterans who left are still there. A season's
players therefore do not depend on results nor on which seasons are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from .calendar import FIRST_SEASON
from .names import draw_names
from .streams import stream
from .teams import TEAMS

FOUNDED = 2021  # the season whose players are drawn
SLOTS = 17  # roster places of a team: 15 and two two-way players
POOL = 600  # players under contract or free to sign
_ROOKIES = 60  # who come in a summer, and as many go
_LAST_NAMED = 2045  # of the seasons whose names earlier players leave alone
_MOVERS = 0.28  # share of players who change teams in a summer
_FIRST_ID = 90_000_001  # far above real NBA ids


@dataclass
class Players:
    """One array per attribute, aligned; ``team`` is -1 for free agents."""

    player_id: np.ndarray
    name: np.ndarray
    born: np.ndarray  # datetime64[D]
    talent: np.ndarray  # before age
    size: np.ndarray  # -1 guard .. 1 centre
    touch: np.ndarray  # (n, 3) shooting above the role's, fractions per zone
    taste: np.ndarray  # (n, 3) log odds of a zone above the role's
    appetite: np.ndarray  # shots per minute above the role's
    craft: np.ndarray  # passing, standard score
    hustle: np.ndarray  # rebounding, steals, blocks, standard score
    whistle: np.ndarray  # free throws drawn, standard score
    line: np.ndarray  # free-throw percentage above the role's
    frailty: np.ndarray  # injury rate, mean 1
    team: np.ndarray
    value: np.ndarray  # standing in the league this season: 0 worst, about 4.5 best

    def take(self, keep: np.ndarray) -> Players:
        """The players selected by a mask or an index array."""
        return Players(**{f.name: getattr(self, f.name)[keep] for f in fields(self)})


def league(seed: int, season: int) -> Players:
    """All players of a season, ordered by player id.

    Raises ValueError before the first simulated season.
    """
    if season < FIRST_SEASON:
        raise ValueError(f"the simulated league begins in {FIRST_SEASON}")
    if season >= FOUNDED:
        return _carried_on(seed, season)[0]
    players, taken = _carried_on(seed, FOUNDED)[0], set(_carried_on(seed, _LAST_NAMED)[1])
    for year in reversed(range(season, FOUNDED)):
        players = _summer_before(players, year, stream(seed, year, "summer"), taken)
    return players


def _carried_on(seed: int, season: int) -> tuple[Players, set[str]]:
    """The players of a season from the founding on, and all names given until then."""
    rng = stream(seed, FOUNDED, "pool")
    taken: set[str] = set()
    age = np.clip(18.5 + rng.gamma(3.2, 2.5, POOL), 19, 40)
    players = _draw_players(rng, POOL, age, FOUNDED, _FIRST_ID, taken)
    _rank(players, FOUNDED, rng)
    players.team = _first_teams(players.value, rng)
    for year in range(FOUNDED + 1, season + 1):
        players = _summer(players, year, stream(seed, year, "summer"), taken)
    return players, taken


def _draw_players(
    rng: np.random.Generator, n: int, age: np.ndarray, season: int, first_id: int, taken: set[str]
) -> Players:
    size = rng.uniform(-1.0, 1.0, n)
    born = np.datetime64(date(season, 10, 1)) - np.round(age * 365.25).astype("timedelta64[D]")
    return Players(
        player_id=first_id + np.arange(n),
        name=np.array(draw_names(rng, n, taken), dtype=object),
        born=born,
        talent=rng.exponential(1.0, n),
        size=size,
        touch=rng.normal(0.0, 1.0, (n, 3)) * (0.034, 0.034, 0.019),
        taste=rng.normal(0.0, 1.0, (n, 3)) * (0.45, 0.55, 0.5),
        appetite=rng.normal(0.0, 0.095, n),
        craft=rng.normal(0.0, 1.0, n),
        hustle=rng.normal(0.0, 1.0, n),
        whistle=rng.normal(0.0, 1.0, n),
        line=rng.normal(0.0, 0.06, n),
        frailty=rng.gamma(2.5, 1 / 2.5, n),
        team=np.full(n, -1),
        value=np.zeros(n),
    )


def ages(players: Players, season: int) -> np.ndarray:
    """Age in years on 1 October of the season's first year."""
    return (np.datetime64(date(season, 10, 1)) - players.born).astype(int) / 365.25


def _rank(players: Players, season: int, rng: np.random.Generator) -> None:
    """Set ``value`` from the rank of talent at this age, so every season has the same ladder."""
    curve_age = [18, 20, 22, 25, 27, 30, 33, 36, 40]
    curve = [0.45, 0.6, 0.76, 0.95, 1.0, 1.0, 0.88, 0.7, 0.45]
    now = players.talent * np.interp(ages(players, season), curve_age, curve)
    now = now + rng.normal(0.0, 0.1, len(now))
    rank = np.empty(len(now))
    rank[np.argsort(-now, kind="stable")] = np.arange(len(now))
    players.value = (-np.log((rank + 0.6) / (len(now) + 0.6))) ** 0.8


def _first_teams(value: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Deal players to teams band by band, one of each thirty to every team."""
    team = np.full(len(value), -1)
    order = np.argsort(-value, kind="stable")
    for band in range(SLOTS):
        team[order[band * 30 : band * 30 + 30]] = rng.permutation(len(TEAMS))
    return team


def _summer(players: Players, year: int, rng: np.random.Generator, taken: set[str]) -> Players:
    """The next season's players: departures, rookies, new ratings, moves."""
    fading = players.value - 0.15 * np.maximum(ages(players, year) - 31, 0)
    stays = np.ones(len(players.team), dtype=bool)
    stays[np.argsort(fading + rng.normal(0.0, 0.3, len(fading)), kind="stable")[:_ROOKIES]] = False
    first_id = int(players.player_id.max()) + 1
    age = np.clip(rng.normal(20.8, 1.4, _ROOKIES), 19, 25)
    rookies = _draw_players(rng, _ROOKIES, age, year, first_id, taken)
    rookies.talent *= 1.35
    return _settled(_joined(players.take(stays), rookies), year, rng)


def _summer_before(
    players: Players, year: int, rng: np.random.Generator, taken: set[str]
) -> Players:
    """The players of `year`, given those of the season after it."""
    youth = ages(players, year) + rng.normal(0.0, 0.5, len(players.team))
    stays = np.ones(len(players.team), dtype=bool)
    stays[np.argsort(youth, kind="stable")[:_ROOKIES]] = False
    first_id = int(players.player_id.min()) - _ROOKIES
    age = np.clip(rng.normal(31.5, 3.0, _ROOKIES), 25, 40)
    veterans = _draw_players(rng, _ROOKIES, age, year, first_id, taken)
    return _settled(_joined(veterans, players.take(stays)), year, rng)


def _joined(first: Players, second: Players) -> Players:
    return Players(
        **{f.name: np.concatenate([getattr(first, f.name), getattr(second, f.name)])
           for f in fields(Players)}
    )  # fmt: skip


def _settled(players: Players, year: int, rng: np.random.Generator) -> Players:
    """The players with this season's standing and teams."""
    _rank(players, year, rng)
    _fill_rosters(players)
    _move(players, rng)
    return players


def _fill_rosters(players: Players) -> None:
    """Give every open place to the best free player, the weakest team choosing first."""
    for _ in range(SLOTS):
        size = np.bincount(players.team[players.team >= 0], minlength=30)
        short = np.flatnonzero(size < SLOTS)
        if not len(short):
            return
        strength = np.zeros(30)
        signed = players.team >= 0
        np.add.at(strength, players.team[signed], players.value[signed])
        short = short[np.argsort(strength[short], kind="stable")]
        free = np.flatnonzero(players.team < 0)
        best = free[np.argsort(-players.value[free], kind="stable")][: len(short)]
        players.team[best] = short


def _move(players: Players, rng: np.random.Generator) -> None:
    """Swap teams among movers of similar standing; free agents take part at the bottom."""
    order = np.argsort(-players.value, kind="stable")
    for start in range(0, len(order), 30):
        band = order[start : start + 30]
        moving = band[rng.random(len(band)) < _MOVERS]
        players.team[moving] = players.team[rng.permutation(moving)]
