"""Betting lines from what was foreseeable before each game, with the gaps real feeds have."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .season import Season
from .streams import stream

_MARGIN_NOISE = 1.0  # points by which a spread misses the model's own expectation
_TOTAL_NOISE = 3.0
_NO_SPREAD = 0.003  # share of games whose spread is missing
_POINTS_NOISE = 1.3
_LEAST_MINUTES = 13.0  # expected minutes from which a player is quoted

# Share of quotable players a book quotes. The default books come first.
BOOKS = (
    ("DraftKings", 0.82),
    ("FanDuel", 0.78),
    ("BetMGM", 0.62),
    ("Caesars", 0.55),
    ("BetRivers", 0.5),
    ("Fanatics", 0.35),
)
_OTHER_MARKETS = ("player_rebounds", "player_assists")
_LATE_QUOTES = 0.02  # share of quotes taken after tip-off
_NO_SNAPSHOT = 0.02  # share of quotes without a time


class Odds(NamedTuple):
    """Per game; NaN where missing."""

    home_spread: np.ndarray  # negative = home favoured
    total: np.ndarray


class Props(NamedTuple):
    """Per quote, ordered by game."""

    game: np.ndarray
    player: np.ndarray  # player index
    market: np.ndarray
    bookmaker: np.ndarray
    line: np.ndarray
    minutes_before_tip: np.ndarray  # NaN = unknown, negative = after tip-off


def odds(seed: int, season: Season) -> Odds:
    """Spread and total of every game, in half points."""
    rng = stream(seed, season.frame.season, "market", 1)
    home, away = season.lines.expected[0::2], season.lines.expected[1::2]
    games = len(home)
    margin = home - away + rng.normal(0.0, _MARGIN_NOISE, games)
    margin = np.where(np.abs(margin) < 0.5, np.where(margin < 0, -0.5, 0.5), margin)
    spread = np.where(rng.random(games) < _NO_SPREAD, np.nan, -_halves(margin))
    return Odds(spread, _halves(home + away + rng.normal(0.0, _TOTAL_NOISE, games)))


def props(seed: int, season: Season) -> Props:
    """Player lines of several books and markets."""
    rng = stream(seed, season.frame.season, "market", 2)
    turns = season.rotation
    row, slot = np.nonzero(turns.active & (turns.expected >= _LEAST_MINUTES))
    points = _expected_points(season)[row, slot]
    points = np.maximum(points + rng.normal(0.0, _POINTS_NOISE, len(points)), 1.5)
    who = season.roster[row, slot]
    minutes = turns.expected[row, slot]
    parts = []
    for name, share in BOOKS:
        quoted = np.flatnonzero(rng.random(len(row)) < share)
        moved = quoted[rng.random(len(quoted)) < 0.12]  # an earlier quote besides the last
        at = np.concatenate([quoted, moved])
        early = np.arange(len(at)) >= len(quoted)
        line = _halves(points[at] + rng.normal(0.0, 0.5, len(at)) * (1 + early)) - 0.5
        parts.append((at, "player_points", name, _to_half(line), _times(rng, early)))
    for market, weight in zip(_OTHER_MARKETS, (season.habits.defensive_boards,
                                               season.habits.passes)):  # fmt: skip
        at = np.flatnonzero(rng.random(len(row)) < 0.6)
        mean = minutes[at] * weight[who[at]] * 0.11
        line = _to_half(_halves(mean + rng.normal(0.0, 0.4, len(at))))
        parts.append((at, market, "DraftKings", line, _times(rng, np.zeros(len(at), bool))))
    at = np.concatenate([part[0] for part in parts])
    size = [len(part[0]) for part in parts]
    order = np.argsort(at, kind="stable")
    return Props(
        (row // 2)[at][order], who[at][order],
        np.repeat([part[1] for part in parts], size)[order],
        np.repeat([part[2] for part in parts], size)[order],
        np.concatenate([part[3] for part in parts])[order],
        np.concatenate([part[4] for part in parts])[order],
    )  # fmt: skip


def _expected_points(season: Season) -> np.ndarray:
    """Points per player foreseen from expected minutes, habits and the team's expectation."""
    habits, roster = season.habits, season.roster
    minutes = season.rotation.expected
    field = (habits.zones * habits.make @ np.array([2, 2, 3]))[roster] * habits.shots[roster]
    raw = minutes * (field + 0.14 * habits.fouled[roster] * habits.ft_pct[roster])
    return raw * (season.lines.expected / raw.sum(axis=1))[:, None]


def _times(rng, early: np.ndarray) -> np.ndarray:
    """Minutes before tip-off of the snapshots."""
    before = np.where(early, rng.uniform(60, 600, len(early)), rng.gamma(2.0, 4.0, len(early)))
    luck = rng.random(len(early))
    before = np.where(luck < _LATE_QUOTES, -rng.uniform(1, 90, len(early)), before)
    before = np.where(luck > 1 - _NO_SNAPSHOT, np.nan, before)
    return np.round(before, 1)


def _halves(x: np.ndarray) -> np.ndarray:
    return np.round(x * 2) / 2


def _to_half(line: np.ndarray) -> np.ndarray:
    """Lines end in .5, the least is 0.5."""
    return np.maximum(np.floor(line) + 0.5, 0.5)
