"""Second pass: team lines shared out to players, so that every box score adds up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .season import Season
from .streams import stream

_FORM = 0.04  # a player's share of the shots varies by this much from game to game
_HEAT = 0.56  # and the log odds of a bench player's makes by this much,
_CALM = 0.12  # less with every step up in standing
_MOST_GAINED = 14.0  # minutes that a decided game gives a bench player
_STOLEN = 0.562  # share of turnovers that are steals
_REBOUNDED = 0.862  # defensive rebounds per ball that the shooting side does not get back


@dataclass
class Box:
    """Player lines, arrays (rows, slots) as in the season; zone arrays (rows, slots, 3)."""

    played: np.ndarray
    minutes: np.ndarray  # whole minutes
    exact: np.ndarray  # the same before rounding
    attempts: np.ndarray
    makes: np.ndarray
    fta: np.ndarray
    ftm: np.ndarray
    offensive_boards: np.ndarray
    defensive_boards: np.ndarray
    steals: np.ndarray
    turnovers: np.ndarray
    fouls: np.ndarray

    @property
    def points(self) -> np.ndarray:
        """Points per player."""
        return self.makes @ np.array([2, 2, 3]) + self.ftm


def box(seed: int, season: Season) -> Box:
    """Share out the season's team lines. Assists and blocks follow from single shots."""
    played, exact, minutes = _final_minutes(stream(seed, season.frame.season, "minutes"), season)
    rng = stream(seed, season.frame.season, "box")
    habits, roster, lines = season.habits, season.roster, season.lines
    foe = np.arange(len(exact)) ^ 1
    form = rng.gamma(1 / _FORM**2, _FORM**2, exact.shape)
    shots = exact * habits.shots[roster] * form
    attempts = np.stack(
        [_deal(rng, lines.attempts[:, z], shots * habits.zones[roster, z]) for z in range(3)],
        axis=2,
    )
    heat = np.exp(
        rng.normal(0.0, 1.0, exact.shape)
        * np.maximum(_HEAT - _CALM * season.players.value[roster], 0.1)
    )
    makes = np.stack(
        [_hits(rng, attempts[:, :, z], lines.makes[:, z], habits.make[roster, z], heat)
         for z in range(3)],
        axis=2,
    )  # fmt: skip
    line = exact * habits.fouled[roster] * form
    fta = 2 * _deal(rng, lines.fta // 2, line) + _deal(rng, lines.fta % 2, line)
    missed = lines.attempts.sum(axis=1) - lines.makes.sum(axis=1)
    loose = missed - lines.offensive_boards + (0.45 * (lines.fta - lines.ftm)).astype(int)
    return Box(
        played, minutes, exact, attempts, makes, fta,
        _hits(rng, fta, lines.ftm, habits.ft_pct[roster], np.ones(heat.shape)),
        _deal(rng, lines.offensive_boards, exact * habits.offensive_boards[roster]),
        _deal(rng, rng.binomial(loose[foe], _REBOUNDED), exact * habits.defensive_boards[roster]),
        _deal(rng, rng.binomial(lines.turnovers[foe], _STOLEN), exact * habits.steals[roster]),
        _deal(rng, lines.turnovers, exact * habits.loses[roster] * form),
        _fouls(rng, season, exact),
    )  # fmt: skip


def _final_minutes(rng, season: Season) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(played, exact, whole) minutes after blowouts and overtimes.

    In a decided game the bench's end comes in and the leading players sit.
    """
    turns, lines = season.rotation, season.lines
    points = lines.points
    margin = np.abs(points - points[np.arange(len(points)) ^ 1])
    decided = np.clip((margin - 11) / 22, 0.0, 1.0)
    chance = np.where(margin > 3, 0.05 + 0.5 * decided, 0.0)[:, None]
    joins = turns.active & ~turns.played & (rng.random(turns.played.shape) < chance)
    played = turns.played | joins
    bench = played & (turns.minutes < 12)
    gain = 0.2 + rng.exponential(1.0, played.shape) * (1.3 + 4.8 * decided)[:, None]
    gain = np.minimum(gain, _MOST_GAINED)
    gain = np.where(joins, gain, np.where(bench, 0.8 * decided[:, None] * gain, 0.0))
    main = np.where(turns.minutes >= 18, turns.minutes, 0.0)
    exact = turns.minutes + gain
    exact = exact - main * (gain.sum(axis=1) / main.sum(axis=1))[:, None]
    closing = np.where(exact >= np.sort(exact, axis=1)[:, [-7]], exact, 0.0)
    extra = 25.0 * lines.overtimes
    exact = exact + closing * (extra / closing.sum(axis=1))[:, None]
    whole = np.rint(exact).astype(int)
    return played, exact, _near_total(whole, 240 + 25 * lines.overtimes)


def _near_total(whole: np.ndarray, total: np.ndarray) -> np.ndarray:
    """Bring each row's sum within 4 of ``total`` by a minute from or to its longest players."""
    order = np.argsort(-whole, axis=1, kind="stable")
    place = np.argsort(order, axis=1, kind="stable")
    off = whole.sum(axis=1) - total
    excess = np.maximum(np.abs(off) - 4, 0)[:, None]
    return whole - np.sign(off)[:, None] * (place < excess)


def _deal(rng, count: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Deal ``count`` per row to its columns at random, proportionally to ``weight``."""
    share = weight / weight.sum(axis=1, keepdims=True)
    return rng.multinomial(count, share)


def _hits(rng, tries, hits, skill: np.ndarray, heat: np.ndarray) -> np.ndarray:
    """Choose which of the row's ``tries`` are the ``hits``, better and hotter shooters more often.

    Every try draws a key with an exponential race at its odds; the row's first ``hits`` win.
    """
    rows, slots = tries.shape
    flat = tries.ravel()
    owner = np.repeat(np.arange(rows * slots), flat)
    row = owner // slots
    p = np.clip(skill.ravel()[owner], 0.02, 0.98)
    key = rng.exponential(1.0, len(owner)) * (1 - p) / (p * heat.ravel()[owner])
    order = np.lexsort((key, row))
    first = np.searchsorted(row, np.arange(rows))
    place = np.arange(len(owner)) - first[row[order]]
    won = order[place < hits[row[order]]]
    return np.bincount(owner[won], minlength=rows * slots).reshape(rows, slots)


def _fouls(rng, season: Season, exact: np.ndarray) -> np.ndarray:
    """Personal fouls, at most six a player."""
    foe = np.arange(len(exact)) ^ 1
    count = rng.poisson(9.0 + 0.48 * season.lines.fta[foe])
    weight = (exact + 3.0 * (exact > 0)) * season.habits.fouls[season.roster]
    return np.minimum(_deal(rng, count, weight), 6)
