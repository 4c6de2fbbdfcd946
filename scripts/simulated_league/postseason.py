"""Play-in and playoffs: seeding from the table, the bracket played game by game."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .calendar import FINALS_OFFSETS, FINALS_START, Frame

# Places (0-7) of a conference's first-round series, in the order their winners meet.
_FIRST_ROUND = ((0, 7), (3, 4), (1, 6), (2, 5))
_HIGHER_HOME = (True, True, False, False, True, False, True)  # 2-2-1-1-1
# Days from a series' first game; which of them applies varies by series.
_RHYTHMS = ((0, 2, 5, 7, 9, 11, 13), (0, 3, 5, 7, 9, 11, 13), (0, 2, 4, 6, 8, 10, 12))
_ROUND_START = (0, 14, 31)  # earliest day of the first three rounds

# play(home, away, day, game ids, kind) -> True where the home team won
Play = Callable[[list[int], list[int], list[int], list[str], str], np.ndarray]


def standings(home: np.ndarray, away: np.ndarray, home_won: np.ndarray, order: np.ndarray) -> list:
    """Team indices of each conference, best first; ties go by ``order`` (30 random numbers)."""
    wins = np.bincount(home[home_won], minlength=30) + np.bincount(away[~home_won], minlength=30)
    ranked = np.lexsort((order, -wins))
    return [[int(t) for t in ranked if t // 15 == conference] for conference in (0, 1)]


def play_in(table: list[list[int]], frame: Frame, play: Play) -> list[list[int]]:
    """Play the six play-in games; return each conference's eight playoff teams by seed."""
    days = [(day - frame.opening).days for day in frame.play_in]
    prefix = f"005{frame.season % 100:02d}00"
    high = play([t[6] for t in table], [t[7] for t in table], [days[0]] * 2,
                [f"{prefix}101", f"{prefix}131"], "play_in")  # fmt: skip
    low = play([t[8] for t in table], [t[9] for t in table], [days[1]] * 2,
               [f"{prefix}111", f"{prefix}121"], "play_in")  # fmt: skip
    seventh = [t[6] if won else t[7] for t, won in zip(table, high)]
    host = [t[7] if won else t[6] for t, won in zip(table, high)]
    guest = [t[8] if won else t[9] for t, won in zip(table, low)]
    last = play(host, guest, [days[2]] * 2, [f"{prefix}201", f"{prefix}211"], "play_in")
    eighth = [h if won else g for h, g, won in zip(host, guest, last)]
    return [[*t[:6], s, e] for t, s, e in zip(table, seventh, eighth)]


def playoffs(seeds: list[list[int]], strength: np.ndarray, frame: Frame, play: Play) -> int:
    """Play the bracket out and return the champion.

    strength: (30,) regular-season wins with ties broken; it decides home court in the Finals.
    """
    first = (frame.playoffs_start - frame.opening).days
    rank = {team: (place, -strength[team]) for seed in seeds for place, team in enumerate(seed)}
    pairs = [(seed[a], seed[b]) for seed in seeds for a, b in _FIRST_ROUND]
    ready = [first] * 16
    for round_no in range(1, 5):
        if round_no == 4:
            pairs = [tuple(sorted(pairs[0], key=lambda team: -strength[team]))]
        else:
            pairs = [tuple(sorted(pair, key=rank.__getitem__)) for pair in pairs]
        starts, rhythms = _round_days(round_no, first, ready, len(pairs))
        winners, ends = _play_round(round_no, pairs, starts, rhythms, frame.season, play)
        pairs = list(zip(winners[0::2], winners[1::2]))
        ready = [end + 2 for end in ends]
    return winners[0]


def _round_days(round_no: int, first: int, ready: list[int], series: int) -> tuple[list, list]:
    """First day and rhythm of each series, given the day from which its teams are ready."""
    if round_no == 4:
        return [first + FINALS_START], [FINALS_OFFSETS]
    starts, rhythms = [], []
    for s in range(series):
        earliest = max(ready[2 * s : 2 * s + 2])
        starts.append(max(first + _ROUND_START[round_no - 1] + s % 2, earliest))
        # The fixed start of the next round leaves no slack in the third.
        rhythms.append(_RHYTHMS[2] if round_no == 3 else _RHYTHMS[(s // 2 + round_no) % 3])
    return starts, rhythms


def _play_round(
    round_no: int, pairs: list, starts: list[int], rhythms: list, season: int, play: Play
) -> tuple[list[int], list[int]]:
    """Play best-of-seven series side by side; return winners and last days."""
    won = np.zeros((len(pairs), 2), dtype=int)
    ends = [0] * len(pairs)
    for game in range(7):
        live = [s for s in range(len(pairs)) if won[s].max() < 4]
        if not live:
            break
        hosts = 0 if _HIGHER_HOME[game] else 1
        days = [starts[s] + rhythms[s][game] for s in live]
        ids = [f"004{season % 100:02d}00{round_no}{s}{game + 1}" for s in live]
        home_won = play(
            [pairs[s][hosts] for s in live], [pairs[s][1 - hosts] for s in live],
            days, ids, "playoffs",
        )  # fmt: skip
        for s, day, home in zip(live, days, home_won):
            won[s, hosts if home else 1 - hosts] += 1
            ends[s] = day
    return [pair[int(w[1] == 4)] for pair, w in zip(pairs, won)], ends
