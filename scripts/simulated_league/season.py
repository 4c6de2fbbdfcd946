"""One season, first pass: who meets whom when, who plays how long, and every team's line."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

import numpy as np

from . import postseason
from .calendar import Frame, frame
from .fixtures import fixtures
from .games import Lines, outlook, play
from .players import Players, league
from .rosters import Rosters, rosters
from .rotation import Rotation, absences, rotation
from .streams import stream
from .tendencies import Habits, Styles, habits, styles


@dataclass
class Season:
    """All games of a season in order of play.

    Per game: ``game_id``, ``kind`` (regular | cup_final | play_in | playoffs), ``day``.
    Per row (two a game, home first): ``team``, ``rest`` (days since the team's last game),
    ``roster`` (rows, slots) player indices, ``rotation`` and ``lines``.
    """

    frame: Frame
    players: Players
    habits: Habits
    styles: Styles
    rosters: Rosters
    game_id: np.ndarray
    kind: np.ndarray
    day: np.ndarray
    team: np.ndarray
    rest: np.ndarray
    roster: np.ndarray
    rotation: Rotation
    lines: Lines
    champion: int


@lru_cache(maxsize=2)
def season(seed: int, year: int) -> Season:
    """Simulate the season that starts in October of ``year``."""
    return _Simulation(seed, year).run()


class _Simulation:
    """The growing season: batches of games are played and appended."""

    def __init__(self, seed: int, year: int):
        self.seed, self.year, self.frame = seed, year, frame(year)
        self.players = league(seed, year)
        self.habits = habits(self.players, year, seed)
        self.styles = styles(seed, year)
        self.days = (self.frame.last_possible - self.frame.opening).days + 1
        self.hurt = absences(seed, year, self.players, self.days)
        self.last_game = np.full((30, self.days + 1), -1)  # last day < d with a game
        self.batches: list[dict] = []

    def run(self) -> Season:
        """Play everything and return the season."""
        home_won, home, away = self._regular_season()
        order = stream(self.seed, self.year, "play_in", 0).random(30)
        table = postseason.standings(home, away, home_won, order)
        wins = np.bincount(np.where(home_won, home, away), minlength=30)
        counter = iter(range(1, 1000))

        def batch(home, away, day, ids, kind):
            purpose = "play_in" if kind == "play_in" else "playoffs"
            rng = stream(self.seed, self.year, purpose, next(counter))
            return self._play(rng, np.array(home), np.array(away), np.array(day), ids, [kind])

        seeds = postseason.play_in(table, self.frame, batch)
        champion = postseason.playoffs(seeds, wins + order, self.frame, batch)
        return self._season(champion)

    def _regular_season(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        games = fixtures(self.seed, self.frame)
        home, away, day = games.home, games.away, games.day
        prefix = self.year % 100
        ids = [f"002{prefix:02d}{n:05d}" for n in range(1, len(home) + 1)]
        kind = ["regular"] * len(home)
        teams = [np.sort(day[(home == t) | (away == t)]) for t in range(30)]
        self.rosters = rosters(self.seed, self.year, self.players, teams)
        if self.frame.cup_final:
            final = (self.frame.cup_final - self.frame.opening).days
            at = int(np.searchsorted(day, final))
            pair = self._cup_finalists(teams, final)
            home, away = np.insert(home, at, pair[0]), np.insert(away, at, pair[1])
            day = np.insert(day, at, final)
            ids.insert(at, f"006{prefix:02d}00001")
            kind.insert(at, "cup_final")
        won = self._play(stream(self.seed, self.year, "regular"), home, away, day, ids, kind)
        counted = np.array(kind) == "regular"
        return won[counted], home[counted], away[counted]

    def _cup_finalists(self, teams: list[np.ndarray], final: int) -> list[int]:
        """The strongest roster of each conference that rests around the final, with luck."""
        luck = stream(self.seed, self.year, "play_in", 99).normal(0.0, 1.2, 30)
        strength = self.players.value[self.rosters.opening[:, :8]].sum(axis=1) + luck
        idle = np.array([np.abs(days - final).min() for days in teams]) >= 2
        strength = np.where(idle, strength, strength - 100.0)
        return [int(np.argmax(strength[:15])), 15 + int(np.argmax(strength[15:]))]

    def _play(self, rng, home, away, day, ids, kind) -> np.ndarray:
        """Play a batch and keep it; return which home teams won. ``kind`` may be one for all."""
        kind = np.array(kind * (len(home) // len(kind)), dtype=object)
        rows_day = np.repeat(day, 2)
        team = np.stack([home, away], axis=1).ravel()
        rest = self._rest(team, rows_day)
        roster = self.rosters.players(team, rows_day)
        playoffs = kind[0] in ("playoffs", "play_in")
        turns = rotation(
            rng, self.players, roster, self.hurt[roster, rows_day[:, None]], rest, self.year,
            playoffs,
        )  # fmt: skip
        neutral = np.repeat(kind == "cup_final", 2)
        view = outlook(
            self.year, self.habits, self.styles, turns, roster, team, rest, neutral, playoffs
        )
        lines = play(rng, view)
        self.batches.append(
            {"game_id": np.array(ids, dtype=object), "kind": kind, "day": day, "team": team,
             "rest": rest, "roster": roster, "rotation": turns, "lines": lines}
        )  # fmt: skip
        points = lines.points
        return points[0::2] > points[1::2]

    def _rest(self, team: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Days since the team's last game, 9 on its first; registers the batch's games."""
        order = np.argsort(day, kind="stable")
        rest = np.full(len(team), 9)
        for row in order:
            last = self.last_game[team[row], day[row]]
            if last >= 0:
                rest[row] = day[row] - last
            self.last_game[team[row], day[row] + 1 :] = day[row]
        return rest

    def _season(self, champion: int) -> Season:
        """The batches as one season ordered by day and game id."""
        whole = {name: np.concatenate([b[name] for b in self.batches])
                 for name in ("game_id", "kind", "day", "team", "rest", "roster")}  # fmt: skip
        order = np.lexsort((whole["game_id"].astype(str), whole["day"]))
        rows = np.stack([2 * order, 2 * order + 1], axis=1).ravel()
        turns = Rotation(
            *(np.concatenate(parts)[rows] for parts in zip(*(b["rotation"] for b in self.batches)))
        )
        lines = Lines(
            *(np.concatenate([getattr(b["lines"], f.name) for b in self.batches])[rows]
              for f in fields(Lines))
        )  # fmt: skip
        return Season(
            self.frame, self.players, self.habits, self.styles, self.rosters,
            whole["game_id"][order], whole["kind"][order], whole["day"][order],
            whole["team"][rows], whole["rest"][rows], whole["roster"][rows],
            turns, lines, champion,
        )  # fmt: skip
