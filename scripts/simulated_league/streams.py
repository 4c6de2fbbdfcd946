"""Independent random streams, one per (seed, season, purpose).

A purpose keeps its stream whatever else is drawn, so a season never depends on which other
seasons are asked for, and a change to one part leaves the draws of the others alone.
"""

from __future__ import annotations

import numpy as np

_PURPOSES = {
    "pool": 1,
    "summer": 2,
    "style": 3,
    "fixtures": 4,
    "moves": 5,
    "availability": 6,
    "regular": 7,
    "play_in": 8,
    "playoffs": 9,
    "minutes": 10,
    "box": 11,
    "shots": 12,
    "market": 13,
    "listing": 14,
    "form": 15,
}


def stream(seed: int, season: int, purpose: str, *more: int) -> np.random.Generator:
    """The generator of one purpose in one season; ``more`` splits it further (round, game)."""
    entropy = [seed, season, _PURPOSES[purpose], *more]
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy)))
