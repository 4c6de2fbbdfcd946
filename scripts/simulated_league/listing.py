"""Which rows the player file holds: the games' listings with the oddities of real files."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .season import Season
from .streams import stream

_WITHOUT_LISTING = 2  # regular-season games a season whose players who sat out are not recorded


class Listing(NamedTuple):
    """Rows of the player file: where to read them, and what the file calls them.

    ``slot`` is -1 for a player his old team still lists on the day of his trade.
    """

    row: np.ndarray
    slot: np.ndarray
    player: np.ndarray
    status: np.ndarray


def listing(seed: int, season: Season, played: np.ndarray) -> Listing:
    """Rows ordered by game, team and standing; statuses played, dnp or inactive."""
    turns = season.rotation
    silent = _silent_games(seed, season)
    shown = turns.listed & (played | ~np.repeat(silent, 2)[:, None])
    row, slot = np.nonzero(shown)
    status = np.where(turns.active, "dnp", "inactive")
    status = np.where(played, "played", status)[row, slot]
    player = season.roster[row, slot]
    extra = _traded_today(season, silent)
    row = np.concatenate([row, extra[:, 0]])
    order = np.argsort(row, kind="stable")
    return Listing(
        row[order],
        np.concatenate([slot, np.full(len(extra), -1)])[order],
        np.concatenate([player, extra[:, 1]])[order],
        np.concatenate([status, np.full(len(extra), "inactive")])[order],
    )


def _silent_games(seed: int, season: Season) -> np.ndarray:
    """Mask of games without a listing: only players who played have a row."""
    rng = stream(seed, season.frame.season, "listing")
    regular = np.flatnonzero((season.kind == "regular") & (season.day > 30))
    silent = np.zeros(len(season.kind), dtype=bool)
    silent[rng.choice(regular, _WITHOUT_LISTING, replace=False)] = True
    return silent


def _traded_today(season: Season, silent: np.ndarray) -> np.ndarray:
    """(n, 2) rows and players: the old team's listing of a player whose new team also plays."""
    found = []
    row_day = np.repeat(season.day, 2)
    for move in season.rosters.moves:
        rows = np.flatnonzero((row_day == move.day) & np.isin(season.team, (move.team, move.left)))
        games = set((rows // 2).tolist())
        if move.left < 0 or len(rows) != 2 or len(games) != 2 or silent[list(games)].any():
            continue
        old = rows[season.team[rows] == move.left]
        found.append((int(old[0]), move.player))
    return np.array(found, dtype=int).reshape(-1, 2)
