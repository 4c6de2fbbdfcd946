"""The regular season: who meets whom, and on which day.

Each team plays 4 games against its division and six more teams of its conference, 3 against
the conference's other four, 2 against every team of the other conference: 82 games, 41 at home.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .calendar import Frame
from .streams import stream

# Mean games per weekday (Monday first) of a season with 15 games on its fullest day.
_WEEKDAY_GAMES = np.array([8.1, 5.7, 9.9, 4.7, 9.6, 7.0, 7.5])
_REACH = 6  # days to either side over which a team's games repel each other
# Cost of a game at distance 0..6 days: the rhythm is a game every second day.
_SPACING = np.array([0.0, 2.05, 0.85, 0.95, 0.7, 0.35, 0.15])
_MOST = 15


class Fixtures(NamedTuple):
    """Regular-season games in order of play; day counts from opening night."""

    home: np.ndarray
    away: np.ndarray
    day: np.ndarray


def fixtures(seed: int, frame: Frame) -> Fixtures:
    """The season's 1,230 games with their days, sorted by day."""
    rng = stream(seed, frame.season, "fixtures")
    games = _pairings(frame.season, rng)
    open_days = np.array([(day - frame.opening).days for day in frame.open_days])
    targets = _slate_targets(frame, open_days, len(games), rng)
    planner = _Planner(games, targets)
    queue = _fix_first_and_last(planner, rng, int(open_days[-1]))
    planner.place_all(queue, rng)
    planner.fill_empty_days()
    order = np.lexsort((rng.random(len(games)), planner.day))
    return Fixtures(games[order, 0], games[order, 1], planner.day[order])


def _pairings(season: int, rng: np.random.Generator) -> np.ndarray:
    """(1230, 2) array of home and away team indices."""
    label = np.concatenate([rng.permutation(5) + 5 * d for d in range(6)])
    games: list[tuple[int, int]] = []
    for a in range(30):
        for b in range(a + 1, 30):
            home, away = _home_counts(a, b, season)
            games += [(label[a], label[b])] * home + [(label[b], label[a])] * away
    return np.array(games)


def _home_counts(a: int, b: int, season: int) -> tuple[int, int]:
    """Games of the pair at a's and at b's place (a < b, positions within divisions of 5)."""
    if a // 15 != b // 15:
        return 1, 1
    if a // 5 == b // 5:
        return 2, 2
    step = (b - a - season) % 5  # a ring: two of five opponents meet three times only
    return {0: (2, 1), 1: (1, 2)}.get(step, (2, 2))


def _slate_targets(
    frame: Frame, open_days: np.ndarray, games: int, rng: np.random.Generator
) -> np.ndarray:
    """Wanted number of games per day (0 on off days), at least 1 on open days."""
    weekday = np.array([day.weekday() for day in frame.open_days])
    weight = _WEEKDAY_GAMES[weekday] * rng.lognormal(0.0, 0.44, len(open_days))
    gap = np.diff(open_days, prepend=open_days[0] - 1, append=open_days[-1] + 1)
    beside_off = (gap[1:] == 2) | (gap[:-1] == 2)
    weight[beside_off] += 4.0
    pause = frame.all_star_break[0]
    fixed = {0: 2, 1: 12, len(open_days) - 1: _MOST}
    for at, day in enumerate(frame.open_days):
        if (day.month, day.day) == (12, 25):
            fixed[at] = 5
        if (pause - day).days == 1:
            fixed[at] = 3
    target = np.zeros(len(open_days), dtype=int)
    at = np.array(list(fixed))
    target[at] = list(fixed.values())
    free = np.setdiff1d(np.arange(len(open_days)), at)
    target[free] = _share_out(weight[free], games - target[at].sum())
    per_day = np.zeros(open_days[-1] + 1, dtype=int)
    per_day[open_days] = target
    return per_day


def _share_out(weight: np.ndarray, total: int) -> np.ndarray:
    """Integers 1..14 near ``weight``'s proportions that sum to ``total``."""
    scale = total / weight.sum()
    for _ in range(40):
        shares = np.clip(weight * scale, 1.0, _MOST - 1.0)
        scale *= total / shares.sum()
    floor = np.floor(shares).astype(int)
    missing = total - floor.sum()
    floor[np.argsort(floor - shares, kind="stable")[:missing]] += 1
    return floor


def _fix_first_and_last(planner: _Planner, rng: np.random.Generator, last: int) -> list[int]:
    """Place opening night's two games and the last day's fifteen; return the other games."""
    of_pair: dict[frozenset[int], list[int]] = {}
    for game, pair in enumerate(planner.games):
        of_pair.setdefault(frozenset(pair.tolist()), []).append(game)
    east, west = rng.permutation(15), rng.permutation(15) + 15
    pairs = [*zip(east[:14:2], east[1:14:2]), *zip(west[:14:2], west[1:14:2])]
    pairs.append((east[14], west[14]))
    for a, b in pairs:
        planner.place(of_pair[frozenset((int(a), int(b)))].pop(), last)
    planner.place(of_pair[frozenset((int(east[0]), int(east[2])))].pop(), 0)
    planner.place(of_pair[frozenset((int(west[0]), int(west[2])))].pop(), 0)
    planner.pinned = planner.day >= 0
    rest = np.flatnonzero(~planner.pinned)
    return rng.permutation(rest).tolist()


class _Planner:
    """Places games one by one on their cheapest day; a game without a possible day pushes
    the fewest others back into the queue."""

    def __init__(self, games: np.ndarray, targets: np.ndarray):
        self.games = games
        self.targets = targets
        self.closed = targets == 0
        self.days = len(targets)
        pad = self.days + 2 * _REACH
        self.plays = np.zeros((30, pad), dtype=bool)
        self.crowding = np.zeros((30, pad))
        self.slate = np.zeros(self.days, dtype=int)
        self.day = np.full(len(games), -1)
        self.pinned = np.zeros(len(games), dtype=bool)
        self.met: dict[tuple[int, int], list[int]] = {}
        self.kernel = np.concatenate([_SPACING[:0:-1], _SPACING])

    def place(self, game: int, day: int, sign: int = 1) -> None:
        """Put a game on a day; ``sign=-1`` takes it off again."""
        a, b = self.games[game]
        window = slice(day, day + 2 * _REACH + 1)
        for team in (a, b):
            self.plays[team, day + _REACH] = sign > 0
            self.crowding[team, window] += sign * self.kernel
        self.slate[day] += sign
        meetings = self.met.setdefault((min(a, b), max(a, b)), [])
        meetings.append(day) if sign > 0 else meetings.remove(day)
        self.day[game] = day if sign > 0 else -1

    def place_all(self, queue: list[int], rng: np.random.Generator) -> None:
        """Place every queued game. Raises RuntimeError if the season cannot be completed."""
        noise = rng.random((64, self.days)) * 0.3
        for attempt in range(20 * len(queue)):
            if not queue:
                return
            game = queue.pop()
            cost, blocked = self._costs(game, noise[attempt % 64])
            day = int(np.argmin(np.where(blocked, np.inf, cost)))
            if blocked[day]:
                day = self._make_room(game, queue, rng)
            self.place(game, day)
        raise RuntimeError("no regular-season schedule found")

    def _costs(self, game: int, noise: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        a, b = self.games[game]
        inner = slice(_REACH, _REACH + self.days)
        room = self.targets - self.slate
        cost = self.crowding[a, inner] + self.crowding[b, inner] + noise
        cost -= np.minimum(room, 6) * 0.12
        cost += np.where(room <= 0, 4.0 - 2.0 * room, 0.0)
        for day in self.met.get((min(a, b), max(a, b)), ()):
            cost[max(day - 6, 0) : day + 7] += 1.5
        either = self.plays[[a, b]]
        before, after = either[:, _REACH - 1 : -_REACH - 1], either[:, _REACH + 1 : -_REACH + 1]
        run = (before & after) | (before & either[:, _REACH - 2 : -_REACH - 2])
        run |= after & either[:, _REACH + 2 : -_REACH + 2]
        blocked = (run | either[:, inner]).any(axis=0) | self.closed | (self.slate >= _MOST)
        blocked[0] |= self.slate[0] >= 2
        return cost, blocked

    def fill_empty_days(self) -> None:
        """Move one game onto every open day that got none."""
        for day in np.flatnonzero(~self.closed & (self.slate == 0)):
            for game in np.argsort(np.abs(self.day - day), kind="stable"):
                old = int(self.day[game])
                if self.pinned[game] or self.slate[old] < 3:
                    continue
                self.place(game, old, sign=-1)
                _, blocked = self._costs(game, np.zeros(self.days))
                self.place(game, old if blocked[day] else int(day))
                if not blocked[day]:
                    break

    def _make_room(self, game: int, queue: list[int], rng: np.random.Generator) -> int:
        """Choose a day and take off the games that stand in the way; they rejoin the queue."""
        teams = self.games[game]
        free = np.flatnonzero(~self.closed & (np.arange(self.days) > 0))
        free = free[free < self.days - 3]
        shortest = self.slate[free] - self.targets[free]
        day = int(rng.choice(free[shortest <= np.sort(shortest)[10]]))
        near = np.flatnonzero((np.abs(self.day - day) <= 1) & (self.day >= 0) & ~self.pinned)
        for other in near:
            if np.isin(self.games[other], teams).any():
                self.place(other, int(self.day[other]), sign=-1)
                queue.insert(0, int(other))
        return day
