"""Single shots with distance, assister and blocker, in agreement with the box scores."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .box import Box
from .season import Season
from .streams import stream

# Attempts by whole foot within the zone (relative), and how made ones are assisted and missed
# ones blocked there.
_PAINT_FEET = np.array([0.094, 0.182, 0.208, 0.162, 0.101, 0.077, 0.066, 0.059, 0.050])
_PAINT_MADE = np.array([0.64, 0.72, 0.59, 0.465, 0.39, 0.355, 0.34, 0.35, 0.365])
_PAINT_ASSISTED = np.array([0.33, 0.66, 0.60, 0.58, 0.53, 0.49, 0.46, 0.44, 0.43])
_PAINT_BLOCKED = np.array([0.10, 0.275, 0.29, 0.315, 0.315, 0.285, 0.24, 0.18, 0.155])
_MID_FEET = np.array(
    [0.105, 0.106, 0.103, 0.100, 0.09, 0.076, 0.079, 0.078, 0.075, 0.066, 0.059, 0.047, 0.033,
     0.02, 0.01]
)  # fmt: skip  # 9 .. 23 feet
_THREE_FEET = np.array([0.03, 0.13, 0.10, 0.21, 0.26, 0.14, 0.06, 0.022, 0.012, 0.006, 0.03])
_THREE_MADE = np.array([0.377, 0.385, 0.383, 0.369, 0.355, 0.352, 0.333, 0.334, 0.345, 0.3, 0.147])
_LONGEST = 90  # feet
_THREE_ASSISTED = np.array([0.97, 0.965, 0.925, 0.815, 0.785, 0.76, 0.745, 0.75, 0.66, 0.65, 0.5])
_MID_ASSISTED = 0.414
# Playmaking weighs less on threes, and shifts the league's mean, which is put back here.
_ALONE_WEIGHT = np.array([1.0, 1.0, 0.65])
_ALONE_MEAN = np.array([0.14, 0.08, -0.12])
_MID_BLOCKED = np.array([0.115, 0.095, 0.068, 0.062, 0.05, 0.05, 0.046, 0.04, 0.035] + [0.022] * 6)
_THREE_BLOCKED = 0.0128


class Shots(NamedTuple):
    """One entry per attempt, ordered by game; ids are player indices, -1 for none."""

    row: np.ndarray
    slot: np.ndarray
    zone: np.ndarray  # 0 paint, 1 mid-range, 2 three
    made: np.ndarray
    distance: np.ndarray  # whole feet
    assist: np.ndarray
    block: np.ndarray


def shots(seed: int, season: Season, box: Box) -> Shots:
    """Every attempt of the season's box scores. ``assist`` and ``block`` are slots of the
    shooter's and of the opponent's row."""
    rng = stream(seed, season.frame.season, "shots")
    row, slot, zone, made = _attempts(rng, box)
    place = _places(rng, zone, made)
    feet = np.where(zone == 0, place, np.where(zone == 1, place + 9, place + 22))
    far = (zone == 2) & (place == len(_THREE_FEET) - 1)
    beyond = np.where(made, rng.geometric(0.3, len(feet)), rng.geometric(0.06, len(feet)))
    feet = np.where(far, np.minimum(feet + beyond - 1, _LONGEST), feet)
    who = season.roster[row, slot]
    assisted = _chance(zone, place, _PAINT_ASSISTED, _MID_ASSISTED, _THREE_ASSISTED)
    alone = _ALONE_WEIGHT[zone] * _alone(season)[who] + _ALONE_MEAN[zone]
    assisted = _logistic(np.log(assisted / (1 - assisted)) - alone)
    passes = box.exact * season.habits.passes[season.roster]
    assist = np.where(made, _pick(rng, passes, row, slot, rng.random(len(row)) < assisted), -1)
    guard = box.exact * season.habits.blocks[season.roster]
    blocked = _chance(zone, place, _PAINT_BLOCKED, _MID_BLOCKED, _THREE_BLOCKED)
    size = guard.sum(axis=1) / box.exact.sum(axis=1)
    blocked = blocked * (size / size.mean())[row ^ 1] ** 0.8
    none = np.full(len(row), -1)
    block = np.where(made, -1, _pick(rng, guard, row ^ 1, none, rng.random(len(row)) < blocked))
    return Shots(row, slot, zone, made, feet, assist, block)


def _attempts(rng, box: Box) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows, slots, zones and outcomes of all attempts, in random order within a game."""
    rows, slots, zones = box.attempts.shape
    count = box.attempts.ravel()
    cell = np.repeat(np.arange(rows * slots * zones), count)
    first = np.repeat(np.cumsum(count) - count, count)
    made = np.arange(len(cell)) - first < box.makes.ravel()[cell]
    row = cell // (slots * zones)
    order = np.lexsort((rng.random(len(cell)), row // 2))
    cell, made, row = cell[order], made[order], row[order]
    return row, cell // zones % slots, cell % zones, made


def _places(rng, zone: np.ndarray, made: np.ndarray) -> np.ndarray:
    """Index into the zone's feet. Made shots come from closer in."""
    place = np.zeros(len(zone), dtype=int)
    flat = np.full(len(_MID_FEET), 0.5)
    tables = ((_PAINT_FEET, _PAINT_MADE), (_MID_FEET, flat), (_THREE_FEET, _THREE_MADE))
    for z, (feet, pct) in enumerate(tables):
        for outcome, weight in ((True, feet * pct), (False, feet * (1 - pct))):
            of = (zone == z) & (made == outcome)
            share = np.cumsum(weight) / weight.sum()
            place[of] = np.searchsorted(share[:-1], rng.random(of.sum()), side="right")
    return place


def _chance(zone, place, paint, mid, three) -> np.ndarray:
    """Look up a probability by zone and place."""
    size = len(_MID_FEET)
    table = np.zeros((3, size))
    table[0, :9] = paint
    table[1] = mid
    table[2, : len(_THREE_FEET)] = three
    return table[zone, np.minimum(place, size - 1)]


def _alone(season: Season) -> np.ndarray:
    """Log odds against an assist, centred on the league's shots."""
    alone = season.habits.alone
    weight = season.habits.shots * np.exp(0.7 * season.players.value)
    return alone - (alone * weight).sum() / weight.sum()


def _logistic(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))


def _pick(rng, weight: np.ndarray, row: np.ndarray, barred: np.ndarray, wanted: np.ndarray):
    """Slot of a player of ``row`` drawn by ``weight``, never ``barred``; -1 where not wanted."""
    chosen = np.full(len(row), -1)
    at = np.flatnonzero(wanted)
    table = weight[row[at]]
    held = barred[at] >= 0
    table[np.flatnonzero(held), barred[at][held]] = 0.0
    edge = np.cumsum(table, axis=1)
    draw = rng.random(len(at)) * edge[:, -1]
    chosen[at] = (edge <= draw[:, None]).sum(axis=1)
    return chosen
