"""Skills and tendencies per player and per team, as numbers a game can use.

Zones are, in this order, paint, mid-range and three.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .players import Players
from .streams import stream


class League(NamedTuple):
    """A season's level: where the league as a whole stands."""

    pace: float  # possessions per 48 minutes and team
    zones: tuple[float, float, float]  # shares of attempts
    make: tuple[float, float, float]  # make percentages as fractions
    trips: float  # two-shot trips to the line per possession
    turnovers: float  # share of possessions


_LEAGUE = {
    2021: League(99.9, (0.408, 0.193, 0.399), (0.586, 0.419, 0.3535), 0.0965, 0.1300),
    2022: League(100.8, (0.424, 0.189, 0.387), (0.598, 0.435, 0.3605), 0.1045, 0.1320),
    2023: League(100.1, (0.423, 0.182, 0.395), (0.594, 0.432, 0.3655), 0.0960, 0.1280),
}
_LATER = League(99.9, (0.415, 0.170, 0.415), (0.597, 0.430, 0.3620), 0.0955, 0.1310)
OWN_ROSTER = 0.5  # how far a team's shot selection follows its players' tendencies


class Habits(NamedTuple):
    """Per player, aligned with Players. Rates are relative weights per minute unless noted."""

    shots: np.ndarray
    zones: np.ndarray  # (n, 3) shares of his attempts, sum 1
    make: np.ndarray  # (n, 3) make percentage as fraction
    fouled: np.ndarray
    ft_pct: np.ndarray
    loses: np.ndarray  # turnovers
    passes: np.ndarray  # assists
    offensive_boards: np.ndarray
    defensive_boards: np.ndarray
    steals: np.ndarray
    blocks: np.ndarray
    fouls: np.ndarray
    alone: np.ndarray  # log odds against being assisted
    guards: np.ndarray  # (n, 3) opponent's make percentage, difference as fraction


class Styles(NamedTuple):
    """Per team."""

    pace: np.ndarray  # possessions per 48 minutes, difference
    zones: np.ndarray  # (30, 3) log odds of own attempts
    concedes: np.ndarray  # (30, 3) log odds of the opponent's attempts
    make: np.ndarray  # (30, 3) own make percentage, difference
    guards: np.ndarray  # (30, 3) opponent's make percentage, difference
    turnovers: np.ndarray  # own share of possessions, difference
    forces: np.ndarray  # opponent's
    offensive_boards: np.ndarray  # share of own misses, difference
    fouled: np.ndarray  # factor on trips to the line


def league_level(season: int) -> League:
    """The league's level in the regular season."""
    return _LEAGUE.get(season, _LATER)


def habits(players: Players, season: int, seed: int) -> Habits:
    """This season's habits: the person's lasting ones and a little form."""
    rng = stream(seed, season, "form")
    v, big = players.value, players.size
    star = np.maximum(v - 1.1, 0.0)
    n = len(v)
    taste = players.taste + rng.normal(0.0, 0.1, (n, 3))
    taste = taste + np.stack([0.62 * big, 0.16 * np.minimum(star, 2.0), -0.55 * big], axis=1)
    level = league_level(season)
    zones = np.exp(taste + np.log(level.zones))
    make = players.touch + rng.normal(0.0, 0.008, (n, 3))
    make = make + 0.011 * (np.minimum(v, 3.0) - 1.4)[:, None]
    make = make + big[:, None] * np.array([0.03, 0.004, -0.008])
    base = 0.350 + 0.115 * np.minimum(star, 2.6)
    base = base + players.appetite * (0.08 + 0.58 * np.minimum(v, 2.2))
    zones = zones / zones.sum(axis=1, keepdims=True)
    weight = (_usual_minutes(v) * np.maximum(base, 0.12) * (players.team >= 0))[:, None]
    zones = _centred(np.log(zones), zones * weight, np.log(level.zones))
    zones = np.exp(zones) / np.exp(zones).sum(axis=1, keepdims=True)
    return Habits(
        shots=np.maximum(base, 0.12),
        zones=zones,
        make=_centred(make, zones * weight, level.make),
        fouled=np.maximum(base, 0.1) ** 1.35 * np.exp(0.35 * players.whistle + 0.28 * big),
        ft_pct=np.clip(0.785 + players.line - 0.05 * big + 0.012 * (v - 1.4), 0.45, 0.95),
        loses=np.maximum(base, 0.12) * np.exp(0.12 * players.craft),
        passes=np.exp(0.42 * players.craft - 0.55 * big + 0.33 * np.minimum(star, 3.0)),
        offensive_boards=np.exp(1.05 * big + 0.2 * players.hustle),
        defensive_boards=np.exp(0.5 * big + 0.16 * players.hustle),
        steals=np.exp(-0.12 * big + 0.2 * players.hustle),
        blocks=np.exp(0.95 * big + 0.3 * players.hustle),
        fouls=np.exp(0.3 * big),
        alone=0.75 * players.craft - 0.55 * big + 0.35 * np.minimum(star, 3.0) - 0.35,
        guards=_centred(_guarding(players), weight, 0.0),
    )


def _usual_minutes(value: np.ndarray) -> np.ndarray:
    return np.interp(value, [0.2, 0.5, 0.9, 1.4, 2.0, 2.8], [3.0, 8.0, 16.0, 24.0, 31.0, 35.0])


def _centred(values: np.ndarray, weight: np.ndarray, mean) -> np.ndarray:
    """Shift columns so that their weighted mean is ``mean``."""
    return values - (values * weight).sum(axis=0) / weight.sum(axis=0) * np.ones(3) + mean


def _guarding(players: Players) -> np.ndarray:
    better = -0.006 * (np.minimum(players.value, 3.0) - 1.4)
    inside = -0.022 * players.size * (0.5 + 0.35 * players.hustle)
    outside = -0.004 * players.hustle
    return np.stack([better + inside, better + outside, 0.6 * better + outside], axis=1)


def styles(seed: int, season: int) -> Styles:
    """Team styles: half lasting, half of the season."""
    lasting, now = stream(seed, 0, "style"), stream(seed, season, "style")

    def draw(spread, *shape):
        both = lasting.normal(0.0, 1.0, (30, *shape)) + now.normal(0.0, 1.0, (30, *shape))
        both = both / np.sqrt(2.0)
        return (both - both.mean(axis=0)) / both.std(axis=0) * np.asarray(spread)

    good = draw(0.0115)[:, None]  # coaching and cohesion, at both ends
    return Styles(
        pace=draw(1.75),
        zones=draw((0.05, 0.12, 0.05), 3),
        concedes=draw((0.05, 0.06, 0.055), 3),
        make=draw((0.017, 0.018, 0.009), 3) + good,
        guards=draw((0.012, 0.011, 0.006), 3) - good,
        turnovers=draw(0.007),
        forces=draw(0.007),
        offensive_boards=draw(0.018),
        fouled=1.0 + draw(0.07),
    )
