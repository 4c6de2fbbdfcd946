"""Invented player names, recognisably not those of real players.

Accents, suffixes, apostrophes and initials occur as in real box scores, and each generation
holds one pair of namesakes, because keys made from names have to cope with both.
"""

from __future__ import annotations

import numpy as np

_FIRST = (
    "Aaron Abel Adrian Alec Amari Andre Anton Ari Asher Barrett Beau Bennett Blake Boris Brady "
    "Bruno Caleb Calvin Camden Carlo Cedric Chase Clark Cole Conrad Curtis Dalton Damon Darius "
    "Davion De'Marco Declan Deon Derrick Desmond Devin Dominic Drew Edgar Eli Elliot Emeka Emil "
    "Enzo Ezra Felix Finn Florian Gavin Georgi Grant Gustav Hakeem Harlan Hector Hugo Ian Igor "
    "Isaac Ivan J.R. Jamal Jasper Jonas Jules Kaden Karim Keanu Kellen Kendrick Kofi Lamar Lars "
    "Leander Leon Lionel Lorenzo Lucas Mahmoud Malik Marek Marius Mateo Maurice Milan Milo Moses "
    "Nico Niklas Nolan Octavio Omar Oscar Otto Pascal Percy Quentin Rafael Ramon Reece Roman "
    "Rory Rowan Ruben Sami Silas Simon Stefan T.J. Tariq Theo Tobias Trent Tyrell Umar Viktor "
    "Wade Wendell Xavier Yannick Yusuf Zane Zoltan"
)
_STEM = (
    "Ash Birch Black Bram Brook Cald Chad Clay Cole Crag Dal Dun East Elder Fair Fen Glen Gran "
    "Hales Haver Hazel Kel Kings Lang Lind Mar Mel Nor Oak Pem Quarr Raven Red Rock Shel Stan "
    "Thorn Wake Wel Wind"
)
_ENDING = (
    "bourne bridge burn combe croft dale field ford gate grove ham hurst leigh mere more shaw "
    "stead stone thorpe wick"
)
_ACCENTED = (
    "Dravić Šarnov Žorin Mésquine Valençay Börring Kalnýs Tomašek Núnoz Grândol Öberlin Wójtas"
)
_SUFFIX = "Jr. III II Sr."


def draw_names(rng: np.random.Generator, count: int, taken: set[str]) -> list[str]:
    """``count`` names not in ``taken`` (which is extended); the last one repeats the first."""
    names: list[str] = []
    while len(names) < count - 1:
        name = _draw(rng)
        if name not in taken:
            taken.add(name)
            names.append(name)
    return [*names, names[0]] if count > 1 else names


def _draw(rng: np.random.Generator) -> str:
    first = _one(rng, _FIRST)
    if rng.random() < 0.05:
        last = _one(rng, _ACCENTED)
    else:
        last = _one(rng, _STEM) + _one(rng, _ENDING)
        if rng.random() < 0.02:
            last += "-" + _one(rng, _STEM) + _one(rng, _ENDING)
    suffix = f" {_one(rng, _SUFFIX)}" if rng.random() < 0.05 else ""
    return f"{first} {last}{suffix}"


def _one(rng: np.random.Generator, words: str) -> str:
    choices = words.split()
    return choices[rng.integers(len(choices))]
