"""Rosters over a season: the opening seventeen, trades and signings day by day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .players import SLOTS, Players
from .streams import stream

_TRADES = 26
_SIGNINGS = 66
_DEADLINE = 112  # day of the trade deadline
_FREEZE = 165  # no signing after this day


class Move(NamedTuple):
    """From ``day`` on, ``player`` holds ``slot`` of ``team``; ``left`` is his old team or -1."""

    day: int
    team: int
    slot: int
    player: int
    left: int


class Rosters(NamedTuple):
    """``opening`` (30, SLOTS) player indices, best first, and the season's moves by day."""

    opening: np.ndarray
    moves: tuple[Move, ...]

    def players(self, team: np.ndarray, day: np.ndarray) -> np.ndarray:
        """(rows, SLOTS) player indices of the teams on the days."""
        found = self.opening[team].copy()
        for move in self.moves:
            found[(team == move.team) & (day >= move.day), move.slot] = move.player
        return found


def rosters(seed: int, season: int, players: Players, game_days: list[np.ndarray]) -> Rosters:
    """Rosters of the season; ``game_days[team]`` are the days of the team's regular games."""
    rng = stream(seed, season, "moves")
    opening = np.empty((30, SLOTS), dtype=int)
    for team in range(30):
        members = np.flatnonzero(players.team == team)
        opening[team] = members[np.argsort(-players.value[members], kind="stable")]
    moves = _trades(opening, game_days, rng) + _signings(players, rng)
    return Rosters(opening, tuple(sorted(moves)))


def _trades(opening: np.ndarray, game_days: list[np.ndarray], rng) -> list[Move]:
    """Swaps of two players of like standing, most of them in the deadline's last week.

    Every other one happens on a day on which both teams play, so that both list the player.
    """
    moves: list[Move] = []
    used: set[tuple[int, int]] = set()
    while len(moves) < 2 * _TRADES:
        a, b = rng.choice(30, 2, replace=False)
        slot = int(rng.integers(2, 13))
        late = rng.random() < 0.6
        day = int(rng.integers(_DEADLINE - 6, _DEADLINE + 1) if late else rng.integers(50, 105))
        if len(moves) % 4 == 0:
            shared = np.intersect1d(game_days[a], game_days[b])
            shared = shared[(shared >= 50) & (shared <= _DEADLINE)]
            if len(shared):
                day = int(shared[np.argmin(np.abs(shared - day))])
        if (a, slot) in used or (b, slot) in used:
            continue
        used |= {(a, slot), (b, slot)}
        moves.append(Move(day, int(a), slot, int(opening[b, slot]), int(b)))
        moves.append(Move(day, int(b), slot, int(opening[a, slot]), int(a)))
    return moves


def _signings(players: Players, rng) -> list[Move]:
    """Free agents who replace the end of a bench."""
    free = rng.permutation(np.flatnonzero(players.team < 0))[:_SIGNINGS]
    places = [(team, slot) for team in range(30) for slot in (13, 14, 15, 16)]
    chosen = rng.permutation(len(places))[: len(free)]
    days = rng.integers(20, _FREEZE, len(free))
    return [
        Move(int(day), *places[place], int(player), -1)
        for day, place, player in zip(days, chosen, free)
    ]
