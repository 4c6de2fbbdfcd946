"""Team lines of a batch of games: possessions, shots by zone, free throws, score, overtime.

Rows come in pairs: row 2g is the home team of game g, row 2g + 1 the visitors, so that
``row ^ 1`` is the opponent. Possessions that end in a miss live on with an offensive rebound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .rotation import Rotation
from .tendencies import OWN_ROSTER, Habits, Styles, league_level

_HOME = np.array([0.0085, 0.0065, 0.006])  # make percentage gained at home, half of it lost away
_TIRED = np.array([0.010, 0.008, 0.008])  # make percentage lost on the second night
_BONUS = 0.0245  # single free throws per possession
_BOARDS = 0.2235  # offensive rebounds per missed shot
_LUCK = 0.74  # share of the luck of independent shots that remains
_LATE = 0.42  # chance that a side one point behind still ties the game
_PLAYOFFS = {"pace": 0.965, "make": -0.008, "turnovers": -0.006}


@dataclass
class Lines:
    """Team lines, one entry per row; zone arrays are (rows, 3) paint, mid-range, three."""

    attempts: np.ndarray
    makes: np.ndarray
    fta: np.ndarray
    ftm: np.ndarray
    turnovers: np.ndarray
    offensive_boards: np.ndarray
    overtimes: np.ndarray
    expected: np.ndarray  # points foreseen before the game, 48 minutes

    @property
    def points(self) -> np.ndarray:
        """Points per row."""
        return self.makes @ np.array([2, 2, 3]) + self.ftm


@dataclass
class Outlook:
    """What the two sides bring into a game, per row."""

    possessions: np.ndarray
    zones: np.ndarray
    make: np.ndarray
    turnovers: np.ndarray
    trips: np.ndarray
    boards: np.ndarray
    ft_pct: np.ndarray


def outlook(
    season: int, habits: Habits, styles: Styles, rotation: Rotation, roster: np.ndarray,
    team: np.ndarray, rest: np.ndarray, neutral: np.ndarray, playoffs: bool,
) -> Outlook:  # fmt: skip
    """Means of the batch's rows from who plays, team styles, opponent, place and rest."""
    level = league_level(season)
    rows = np.arange(len(team))
    foe = rows ^ 1
    other = team[foe]
    minutes = rotation.minutes
    share = minutes * habits.shots[roster]
    share = share / share.sum(axis=1, keepdims=True)
    tendency = np.log(np.einsum("rs,rsz->rz", share, habits.zones[roster]))
    tendency = np.log(level.zones) + OWN_ROSTER * (tendency - np.log(level.zones))
    zones = np.exp(tendency + styles.zones[team] + styles.concedes[other])
    by_zone = share[:, :, None] * habits.zones[roster]
    made = (by_zone * habits.make[roster]).sum(axis=1) / by_zone.sum(axis=1)
    guard = np.einsum("rs,rsz->rz", minutes / 240.0, habits.guards[roster])
    home = np.where(neutral, 0.0, np.where(rows % 2 == 0, 0.5, -0.5))[:, None]
    tired = (rest == 1)[:, None]
    make = made + styles.make[team] + styles.guards[other] + guard[foe]
    make = make + home * _HOME - tired * _TIRED + 0.4 * tired[foe] * _TIRED
    line = minutes * habits.fouled[roster]
    pace = level.pace + styles.pace[team] + styles.pace[other]
    pace = pace - 0.35 * (rest == 1) - 0.35 * (rest[foe] == 1)
    return Outlook(
        possessions=pace * (_PLAYOFFS["pace"] if playoffs else 1.0),
        zones=zones / zones.sum(axis=1, keepdims=True),
        make=make + (_PLAYOFFS["make"] if playoffs else 0.0),
        turnovers=level.turnovers + styles.turnovers[team] + styles.forces[other]
        - 0.004 * home[:, 0] + (_PLAYOFFS["turnovers"] if playoffs else 0.0),
        trips=level.trips * styles.fouled[team] * (1.0 + 0.05 * home[:, 0]),
        boards=_BOARDS + styles.offensive_boards[team],
        ft_pct=(line * habits.ft_pct[roster]).sum(axis=1) / line.sum(axis=1),
    )  # fmt: skip


def play(rng: np.random.Generator, view: Outlook) -> Lines:
    """Play a batch of games with overtimes until nothing is tied."""
    rows = len(view.turnovers)
    games = rows // 2
    pace = np.repeat(rng.normal(0.0, 3.9, games), 2) + view.possessions
    zones = view.zones * np.exp(rng.normal(0.0, 0.05, (rows, 3)))
    zones = zones / zones.sum(axis=1, keepdims=True)
    make = view.make + np.repeat(rng.normal(0.0, 0.012, (games, 3)), 2, axis=0)
    fouls = rng.gamma(70.0, 1 / 70.0, rows)
    lines = _stretch(rng, view, pace, zones, make, fouls)
    lines.expected = _expected_points(view)
    _late_ties(rng, lines)
    tied = _tied(lines)
    while tied.any():
        extra = _stretch(rng, view, pace * np.repeat(tied, 2) * (5 / 48), zones, make, fouls)
        for name in ("attempts", "makes", "fta", "ftm", "turnovers", "offensive_boards"):
            getattr(lines, name)[:] += getattr(extra, name)
        lines.overtimes += np.repeat(tied, 2)
        tied = _tied(lines)
    return lines


def _tied(lines: Lines) -> np.ndarray:
    return lines.points[0::2] == lines.points[1::2]


def _stretch(rng, view: Outlook, possessions, zones, make, fouls) -> Lines:
    """Lines of a stretch of ``possessions`` per row (fractions are rounded at random)."""
    rows = len(possessions)
    whole = np.floor(possessions + rng.random(rows)).astype(int)
    turnovers = rng.binomial(whole, view.turnovers)
    trips = rng.poisson(whole * view.trips * fouls)
    fta = 2 * trips + rng.poisson(whole * _BONUS)
    shots = np.maximum(whole - turnovers - np.floor(0.44 * fta + rng.random(rows)).astype(int), 0)
    attempts = np.zeros((rows, 3), dtype=int)
    makes = np.zeros((rows, 3), dtype=int)
    boards = np.zeros(rows, dtype=int)
    for _ in range(5):
        tries = rng.multinomial(shots, zones)
        # Sides ease off when ahead and press when behind: less luck than independent shots.
        hits = rng.binomial(tries, make)
        hits = np.floor(_LUCK * hits + (1 - _LUCK) * tries * make + rng.random(hits.shape))
        hits = np.minimum(hits.astype(int), tries)
        attempts += tries
        makes += hits
        shots = rng.binomial(shots - hits.sum(axis=1), view.boards)
        boards += shots
    attempts += rng.multinomial(shots, zones)  # the last rebounds end in misses
    ftm = rng.binomial(fta, view.ft_pct)
    none = np.zeros(rows, dtype=int)
    return Lines(attempts, makes, fta, ftm, turnovers, boards, none, none)


def _expected_points(view: Outlook) -> np.ndarray:
    per_shot = (view.zones * view.make * np.array([2, 2, 3])).sum(axis=1)
    again = 1.0 / (1.0 - view.boards * (1.0 - (view.zones * view.make).sum(axis=1)))
    free = 2.0 * view.trips + _BONUS
    shots = 1.0 - view.turnovers - 0.44 * free
    return view.possessions * (shots * again * per_shot + free * view.ft_pct)


def _late_ties(rng: np.random.Generator, lines: Lines) -> None:
    """Trailing by one late, a side plays for the tie: some one-point games reach overtime."""
    points = lines.points
    behind = points[0::2] - points[1::2]
    close = (np.abs(behind) == 1) & (rng.random(len(behind)) < _LATE)
    row = 2 * np.flatnonzero(close) + (behind[close] > 0)
    scores = lines.ftm[row] < lines.fta[row]
    lines.ftm[row[scores]] += 1
    leader = row[~scores] ^ 1
    lines.ftm[leader[lines.ftm[leader] > 0]] -= 1
