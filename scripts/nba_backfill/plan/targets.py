"""What is refused before Snakemake looks at it: it would tell it in words of its own.

A target named by file that is not to be filled, and results that cannot be written.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
from collections.abc import Sequence
from pathlib import Path

from nba_backfill.errors import BackfillError, described
from nba_backfill.plan.dates import nearest, not_yet
from nba_backfill.results import manifest_file
from nba_backfill.tables.processors import PROCESSORS

LOOKING = ("-n", "--dry-run", "--dryrun", "source", "status", "audit", "verify_phase3")
OF_A_MODULE = tuple(f"_{target}" for target in LOOKING)


def refuse_unplanned(plan, words: Sequence[str]) -> None:
    """Raise BackfillError (bad_config) when a word names a sentinel of a date outside the plan.

    words: the command line. Snakemake tells the targets only after it has read the workflow, and
    by then a date that is none, or a bootstrap date, would become a job.
    """
    sentinels = manifest_file(plan.settings.results).parent.resolve()
    for word in words:
        path = Path(word)
        if path.suffix != ".json" or path.parent.name not in PROCESSORS:
            continue
        if path.resolve().parents[1] == sentinels and (problem := _problem(plan, path.stem)):
            raise BackfillError(f"{word}: {problem}", "bad_config")


def refuse_unwritable(plan, words: Sequence[str]) -> None:
    """Raise BackfillError (warehouse_error) when there is something to fill and no way to write it.

    words: the command line. What only looks goes on.
    """
    targets = [word for word in words if "=" not in word]
    if any(word in LOOKING or word.endswith(OF_A_MODULE) for word in targets):
        return
    results = plan.settings.results
    there = next(folder for folder in (results, *results.absolute().parents) if folder.exists())
    if os.access(there, os.W_OK) or not (plan.judge.why_phase3 or plan.seasons_left):
        return
    read_only = os.statvfs(there).f_flag & os.ST_RDONLY
    raise described(OSError(errno.EROFS if read_only else errno.EACCES, "", str(there)))


def _problem(plan, name: str) -> str:
    """Why the date a sentinel is named after cannot be filled; empty when it can."""
    try:
        day = dt.date.fromisoformat(name)
    except ValueError:
        return f"{name} is no date; write YYYY-MM-DD"
    if day in plan.skipped:
        return f"{plan.skipped[day]}; the first one that is: {_first_filled(plan, day)}"
    if day in plan.dates:
        return ""
    played = sorted(date for season in plan.seasons.values() for date in season.dates)
    if day in plan.upcoming.to_come and day not in played:
        return f"{day} {not_yet(day, plan.upcoming)}"
    if day not in played:
        return nearest(day, played)
    return f"{day} is not among the dates to fill ({_asked(plan.settings)}); --config dates={day}"


def _first_filled(plan, day: dt.date) -> str:
    season = plan.season_of(day)
    later = season.opening + dt.timedelta(days=plan.settings.bootstrap_days)
    return str(next((date for date in season.dates if date >= later), later))


def _asked(settings) -> str:
    if settings.dates:
        return f"config dates: {', '.join(map(str, settings.dates))}"
    return f"{settings.start_date} .. {settings.end_date}"
