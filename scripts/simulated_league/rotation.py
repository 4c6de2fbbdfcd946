"""Who is available, who plays, who starts and for how long: before a game, from depth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .players import Players, ages
from .streams import stream

_STRETCHES = 2.5  # absences of an average player in a season
_LENGTH = (1.35, 1.35)  # log mean and deviation of an absence, days
_LONGEST = 160
# Minutes by place in the day's order, regular season and playoffs.
_REGULAR = np.array(
    [36.2, 34.6, 32.9, 30.9, 28.1, 22.6, 19.2, 15.8, 12.4, 8.6, 5.4, 4.4, 4.0, 3.6, 3.4, 3.2, 3.0]
)
_PLAYOFFS = np.array(
    [39.0, 37.0, 35.0, 32.5, 29.0, 23.5, 18.0, 12.5, 7.5, 4.0, 3.0, 2.6, 2.4, 2.2, 2.0, 2.0, 2.0]
)
_SIXTH_MAN = 0.13  # shots per minute above the role's that make a scorer off the bench
_LAST = 1000.0  # sorts behind everybody who counts
_LOAD_MANAGEMENT = 0.16  # chance that a leading player of 30 or more skips a second night
_CAP = 44.0  # regulation minutes of one player
_PLANNED = ((8, 0.03), (9, 0.26), (10, 0.37), (11, 0.17), (12, 0.10), (13, 0.07))  # players used


class Rotation(NamedTuple):
    """Arrays of shape (rows, slots), one row per team and game."""

    listed: np.ndarray
    active: np.ndarray
    played: np.ndarray
    started: np.ndarray
    minutes: np.ndarray  # regulation minutes, a row sums to 240
    expected: np.ndarray  # minutes as foreseen before the game


def absences(seed: int, season: int, players: Players, days: int) -> np.ndarray:
    """(players, days) mask of days on which a player is hurt or ill."""
    rng = stream(seed, season, "availability")
    n = len(players.player_id)
    count = rng.poisson(_STRETCHES * players.frailty)
    who = np.repeat(np.arange(n), count)
    first = rng.integers(-20, days, len(who))
    length = np.minimum(np.ceil(rng.lognormal(*_LENGTH, len(who))), _LONGEST).astype(int)
    change = np.zeros((n, days + 1), dtype=int)
    np.add.at(change, (who, np.clip(first, 0, days)), 1)
    np.add.at(change, (who, np.clip(first + length, 0, days)), -1)
    return np.cumsum(change, axis=1)[:, :days] > 0


def rotation(
    rng: np.random.Generator,
    players: Players,
    roster: np.ndarray,
    hurt: np.ndarray,
    rest: np.ndarray,
    season: int,
    playoffs: bool,
) -> Rotation:
    """Choose the active list, the players used, starters and minutes of each row.

    roster: (rows, slots) player indices; hurt: same shape; rest: days since the last game.
    At least eight players are always active: hurt ones play when too few are healthy.
    """
    value = players.value[roster]
    old = (ages(players, season) >= 30)[roster] & (value > 1.9)
    sits_out = (rest == 1)[:, None] & old & (rng.random(value.shape) < _LOAD_MANAGEMENT)
    hurt = hurt | (sits_out & (not playoffs))
    listed, active = _active_list(rng, value, hurt, playoffs)
    used, share = zip(*_PLANNED)
    planned = np.minimum(rng.choice(used, len(rest), p=share), active.sum(axis=1))
    mood = value + rng.normal(0.0, 0.28, value.shape)
    order = _places(np.where(active, -mood, _LAST))
    played = order < planned[:, None]
    minutes = _minutes(rng, order, played, _PLAYOFFS if playoffs else _REGULAR)
    # Scorers below the first rank are kept for the second unit.
    sixth_man = np.where((players.appetite > _SIXTH_MAN) & (players.value < 1.75), 0.38, 0.0)
    wish = value - sixth_man[roster] + rng.normal(0.0, 0.12, value.shape)
    started = _places(np.where(played, -wish, _LAST)) < 5
    plain = (_PLAYOFFS if playoffs else _REGULAR)[_places(np.where(active, -value, _LAST))]
    expected = _to_total(np.where(active, plain, 0.0), 240.0)
    return Rotation(listed, active, played, started, minutes, expected)


def _active_list(rng, value, hurt, playoffs: bool) -> tuple[np.ndarray, np.ndarray]:
    """(listed, active) masks: the healthiest and best, at least eight and at most fifteen."""
    listed = np.ones(value.shape, dtype=bool)
    if playoffs:  # two-way players are not eligible
        listed[:, 15:] = False
    rank = _places(np.where(listed, np.where(hurt, 100.0, 0.0) - value, _LAST))
    healthy = (listed & ~hurt).sum(axis=1)
    limit = 15 if playoffs else 12 + rng.choice(4, len(value), p=(0.25, 0.52, 0.13, 0.10))
    size = np.clip(np.minimum(healthy, limit), 8, 15)
    return listed, listed & (rank < size[:, None])


def _minutes(rng, order: np.ndarray, played: np.ndarray, curve: np.ndarray) -> np.ndarray:
    """Regulation minutes by place in the day's order, with luck."""
    place = curve[order]
    spread = np.where(place > 10, np.where(place < 25, 4.0, 3.0), 0.35 * place)
    raw = np.maximum(place + rng.normal(0.0, 1.0, order.shape) * spread, 0.8)
    return _to_total(np.where(played, raw, 0.0), 240.0)


def _places(key: np.ndarray) -> np.ndarray:
    """Rank of each column within its row, 0 for the smallest."""
    return np.argsort(np.argsort(key, axis=1, kind="stable"), axis=1, kind="stable")


def _to_total(minutes: np.ndarray, total: float) -> np.ndarray:
    """Scale rows to ``total`` with nobody above the cap."""
    for _ in range(4):
        minutes = np.minimum(minutes * (total / minutes.sum(axis=1, keepdims=True)), _CAP)
    short = total - minutes.sum(axis=1, keepdims=True)
    below = np.where(minutes > 0, _CAP - minutes, 0.0)
    room = np.maximum(below.sum(axis=1, keepdims=True), 1e-9)
    return minutes + below * np.minimum(short / room, 1.0)
