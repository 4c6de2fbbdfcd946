"""Small random leagues as source files: one season with everything that goes wrong in real ones.

`make_league(seed)` is deterministic; `leagues()` is the same as a hypothesis strategy. A league has
play-in games without shots, now and then a Cup final, traded players listed for two teams on one
date, played games of 0 minutes, DNP and inactive rows, a game with an unknown listing, one without
player rows, one without shots, overtime, unknown period counts, missing odds and several books.
"""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from hypothesis import strategies as st

from given.league.games import play
from given.league.lines import make_odds, make_players, make_props
from given.league.schedule import TEAMS, game_days, make_rosters, make_schedule, trade


class League(NamedTuple):
    """The source files; players holds birth dates."""

    games: pd.DataFrame
    player_box: pd.DataFrame
    shots: pd.DataFrame
    odds: pd.DataFrame
    props: pd.DataFrame
    players: pd.DataFrame | None = None

    def write(self, folder: Path) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in zip(self._fields, self, strict=True):
            if frame is not None:
                frame.to_parquet(folder / f"{name}.parquet", index=False)
        return folder

    @property
    def dates(self) -> list[dt.date]:
        return sorted(set(self.games.game_date))


def make_league(
    seed: int,
    teams: int = 10,
    dates: int = 40,
    roster: int = 9,
    density: float = 0.8,
    clean: bool = False,
) -> League:
    """One season of `teams` teams over `dates` game dates from opening night 2023-10-24.

    clean: shots and box lines agree, and every event is in the file once.
    """
    rng = np.random.default_rng(seed)
    names = list(TEAMS[:teams])
    rosters = make_rosters(rng, names, roster)
    games = make_schedule(rng, names, game_days(rng, dates), density)
    box, shots, moved, current = [], [], [], None
    for game in games:
        if game["game_date"] != current:
            current, moved = game["game_date"], []
            if rng.random() < 0.15 and (deal := trade(rng, rosters)):
                moved = [deal]
        rows, attempts = play(rng, game, rosters, moved, clean)
        box += rows
        shots += attempts
    schedule = pd.DataFrame(games).drop(columns="periods")
    player_box = pd.DataFrame(box)
    return League(
        schedule,
        player_box,
        pd.DataFrame(shots),
        make_odds(rng, games),
        make_props(rng, player_box),
        make_players(rng, player_box) if seed % 3 else None,
    )


def leagues(max_teams: int = 12, max_dates: int = 60) -> st.SearchStrategy[League]:
    """Leagues of 4 or more teams and 20 or more dates; shrinks to fewer of both."""
    return st.builds(
        make_league,
        seed=st.integers(0, 2**32 - 1),
        teams=st.integers(4, max_teams),
        dates=st.integers(20, max_dates),
    )


def with_next_season(league: League) -> League:
    """The league and, as its next season, the same games a year later under ids of their own."""
    return League(
        *(
            None if frame is None else _with_later(frame) if "game_id" in frame else frame
            for frame in league
        )
    )


def _with_later(frame: pd.DataFrame) -> pd.DataFrame:
    later = frame.assign(game_id=frame.game_id.str[:3] + "24" + frame.game_id.str[5:])
    if "game_date" in later:
        later["game_date"] = [day + dt.timedelta(days=366) for day in later.game_date]
    return pd.concat([frame, later], ignore_index=True)
