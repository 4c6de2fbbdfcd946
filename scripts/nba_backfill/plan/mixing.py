"""Rows of two sources never end up in the same tables unnoticed."""

from __future__ import annotations

from collections import defaultdict

from nba_backfill.errors import BackfillError
from nba_backfill.plan import sentinels as sentinel
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import number_of


def refuse(planned, source: str) -> None:
    """Raise when results hold dates of another source that this plan does not fill again.

    planned: a `planning.Planned`; source: label of what the run fills.
    """
    settings = planned.settings
    filled = {str(day) for day in planned.plan.dates}
    kept: dict[str, set[str]] = defaultdict(set)
    for name in PROCESSORS:
        for path in (settings.results / "sentinels" / name).glob("[0-9]*.json"):
            if name in settings.processors and path.stem in filled:
                continue
            kept[sentinel.read(path).get("source", source)].add(path.stem)
    for other, dates in kept.items():
        if other != source:
            count = number_of(len(dates), "date")
            raise BackfillError(
                f'{settings.results} holds {count} of "{other}", this run fills "{source}"; '
                f"remove {settings.results}/ or write elsewhere: --config 'pathvars={{results: "
                "...}'",
                "bad_config",
            )
