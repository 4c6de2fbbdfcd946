"""Simulated NBA seasons: the default source, so that the pipeline runs where no data are.

Everything follows from a seed: the same seed gives the same seasons, and a season is the same
whichever others are asked for. The files have the form that `phase3: files` reads.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from nba_backfill.errors import BackfillError
from nba_backfill.kept import kept
from nba_backfill.schedule import Game, season_name

from .calendar import FIRST_SEASON, frame, season_of

# Raise it with every change that alters a simulated number.
VERSION = 1

_MARKER = "simulation.json"
_TABLES = ("games", "player_box", "shots", "odds", "props")
_FILES = tuple(f"{name}.parquet" for name in _TABLES)


def seasons(settings) -> tuple[int, ...]:
    """The seasons that the settings' dates touch; of a summer, the season before it.

    Raises BackfillError (bad_config) for dates before the first simulated season.
    """
    days = settings.dates or (settings.start_date, settings.end_date)
    first, last = season_of(min(days)), season_of(max(days))
    if first < FIRST_SEASON:
        raise BackfillError(
            f"config {'dates' if settings.dates else 'start_date'}: {min(days)} lies before the "
            f"first simulated season, which opens on {frame(FIRST_SEASON).opening}; start there, "
            "or use phase3=files with your own data",
            "bad_config",
        )
    if settings.dates:
        return tuple(sorted({season_of(day) for day in settings.dates}))
    if first < last and frame(first).last_possible < settings.start_date:
        first += 1
    return tuple(range(first, last + 1))


def schedule(settings) -> list[Game]:
    """All games of the seasons the settings touch, by date and id."""
    return [game for year in seasons(settings) for game in _games(settings.simulation.seed, year)]


def digest(settings, season_year: int) -> str:
    """Identifies everything simulated for a season: 16 hex digits of version, seed, season."""
    text = f"simulation {VERSION} seed {settings.simulation.seed} season {season_year}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def prepare(settings, progress: Callable[[str], None] | None = None) -> Path:
    """Write the source files below the results folder and return their folder.

    Files of the same version, seed and seasons are kept. ``progress`` is called with one line
    per season. The folder is complete or absent: it is built beside and then renamed.
    """
    folder = Path(settings.results) / "source" / "simulated"
    seed = settings.simulation.seed
    wanted = {"version": VERSION, "seed": seed, "seasons": list(seasons(settings))}
    if _marker(folder) == wanted and all((folder / name).is_file() for name in _FILES):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".tmp-simulated-", dir=folder.parent))
    try:
        _write(draft, seed, wanted["seasons"], progress)
        (draft / _MARKER).write_text(json.dumps(wanted, sort_keys=True) + "\n", encoding="utf-8")
        draft.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        draft.replace(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return folder


@cache  # the plan and its digests both ask
def _games(seed: int, year: int) -> list[Game]:
    """The season's schedule; to simulate it takes longer than most of a preview, so it is kept."""
    made_of = f"{_made_by()} seed {seed} season {year}"
    rows = json.loads(kept("simulated_schedules", made_of, lambda: json.dumps(_rows(seed, year))))
    return [Game(game_id, date.fromordinal(day), *rest) for game_id, day, *rest in rows]


@cache
def _made_by() -> str:
    """What a schedule depends on beside the seed and the season."""
    code = sorted(Path(__file__).parent.glob("*.py"))
    return version("numpy") + "".join(file.read_text(encoding="utf-8") for file in code)


def _rows(seed: int, year: int) -> list[tuple]:
    """The fields of each `Game`, its date as an ordinal."""
    from .season import season
    from .teams import TEAMS

    games = season(seed, year)
    points = games.lines.points.tolist()
    periods = (4 + games.lines.overtimes[0::2]).tolist()
    abbr = [TEAMS[team].abbr for team in games.team]
    opening = games.frame.opening.toordinal()
    return [
        (
            game_id, opening + int(games.day[g]), year, games.kind[g],
            abbr[2 * g], abbr[2 * g + 1], points[2 * g], points[2 * g + 1], periods[g], True,
        )
        for g, game_id in enumerate(games.game_id)
    ]  # fmt: skip


def _marker(folder: Path) -> dict | None:
    try:
        return json.loads((folder / _MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(folder: Path, seed: int, years: list[int], progress) -> None:
    import pyarrow.parquet as pq

    from .files import tables
    from .season import season

    writers: dict[str, pq.ParquetWriter] = {}
    try:
        for year in years:
            if progress:
                progress(f"simulating season {season_name(year)} (seed {seed})")
            made = tables(seed, season(seed, year))
            for name in _TABLES:
                table = made[name].replace_schema_metadata({"source": f"simulated seed={seed}"})
                if name not in writers:
                    writers[name] = pq.ParquetWriter(
                        folder / f"{name}.parquet", table.schema, compression="zstd"
                    )
                writers[name].write_table(table)
    finally:
        for writer in writers.values():
            writer.close()
