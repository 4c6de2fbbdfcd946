"""Where Phase 3 comes from: files, a simulated season in the same files, or a warehouse.

`settings.phase3` decides. Nothing here writes to the warehouse, and nothing needs pandas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from nba_backfill.seasons import Game
from nba_backfill.sources import existing, files


def label(settings) -> str:
    """The source's name in sentinels, notes and reports: 'files', 'simulated seed=7', ..."""
    if settings.phase3 == "simulated":
        return f"simulated seed={settings.seed}"
    return settings.phase3


def schedule(settings) -> list[Game]:
    """All games of the source, by date and id. Cheap, and needs nothing built before."""
    if settings.phase3 == "simulated":
        from nba_backfill import simulation

        return simulation.schedule(settings)
    if settings.phase3 == "warehouse":
        return existing.schedule(settings)
    return files.schedule(settings.source_dir)


def digests(settings) -> dict[dt.date, str]:
    """Game date D -> digest of everything in the source that may touch rows of D.

    That is every earlier game of the season, and the schedule, listing and lines of D itself.
    """
    if settings.phase3 == "simulated":
        from nba_backfill import simulation

        games = simulation.schedule(settings)
        by_season = {
            year: simulation.digest(settings, year) for year in {g.season_year for g in games}
        }
        return {game.game_date: by_season[game.season_year] for game in games}
    if settings.phase3 == "warehouse":
        return existing.digests(settings)
    return files.digests(settings.source_dir)


def prepare(settings, progress: Callable | None = None) -> Path:
    """The folder of source files; a simulated season is written there first."""
    if settings.phase3 == "simulated":
        from nba_backfill import simulation

        return simulation.prepare(settings, progress)
    return settings.source_dir
