"""Targets named by file: a sentinel of a date that is not to be filled is refused at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from nba_backfill.errors import BackfillError
from nba_backfill.plan.dates import nearest
from nba_backfill.results import sentinel_file
from nba_backfill.tables.processors import PROCESSORS


def refuse_unplanned(plan, words: Sequence[str]) -> None:
    """Raise BackfillError (bad_config) when a word names a sentinel of a date outside the plan.

    words: the command line. Snakemake tells the targets only after it has read the workflow, and
    by then a date that is none, or a bootstrap date, would become a job.
    """
    results = plan.settings.results
    for word in words:
        processor, name = Path(word).parent.name, Path(word).stem
        if processor not in PROCESSORS or Path(word).suffix != ".json":
            continue
        if Path(word).parents[1] != sentinel_file(results, processor, dt.date.min).parents[1]:
            continue
        try:
            day = dt.date.fromisoformat(name)
        except ValueError:
            raise BackfillError(
                f"{word}: {name} is no date; write YYYY-MM-DD", "bad_config"
            ) from None
        if day in plan.skipped:
            raise BackfillError(
                f"{word}: {plan.skipped[day]}; they start with {_first_filled(plan, day)}",
                "bad_config",
            )
        if day in plan.dates:
            continue
        played = sorted(day for season in plan.seasons.values() for day in season.dates)
        if day not in played:
            raise BackfillError(f"{word}: {nearest(day, played)}", "bad_config")
        raise BackfillError(
            f"{word}: {day} is outside the dates to fill ({_asked(plan.settings)}); add --config "
            f"dates={day}",
            "bad_config",
        )


def _first_filled(plan, day: dt.date) -> str:
    season = plan.season_of(day)
    later = season.opening + dt.timedelta(days=plan.settings.bootstrap_days)
    return str(next((date for date in season.dates if date >= later), later))


def _asked(settings) -> str:
    if settings.dates:
        return f"config dates: {', '.join(map(str, settings.dates))}"
    return f"{settings.start_date} .. {settings.end_date}"
