"""The parts of the report as plain data and figures, ready for the template."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

import numpy as np
from markupsafe import Markup

from nba_backfill.operator.report import figures
from nba_backfill.phase3.findings import notable
from nba_backfill.phase3.knowledge import in_words
from nba_backfill.phase4.record import read_steps, versions
from nba_backfill.plan import states
from nba_backfill.plan.upcoming import told as told_upcoming
from nba_backfill.results import steps_files
from nba_backfill.schedule import season_name
from nba_backfill.tables import PHASE3, table
from nba_backfill.tables.dictionary import PHASE4, column_range, column_type
from nba_backfill.tables.processors import PROCESSORS, fingerprint
from nba_backfill.terminal import number_of

LISTED = 10  # outlier dates named under a figure
GLYPH = {
    "upcoming": "^",
    "stale": "~",
    "failed": "x",
    "blocked": "#",
    "missing": "",
    "skipped": ".",
}


def counted(found) -> str:
    """States counted in words, e.g. `200 done, 7 skipped`."""
    counts = Counter(found)
    return ", ".join(f"{counts[state]:,} {state}" for state in states.STATES if counts[state])


def headline(grid) -> str:
    """All steps counted by state."""
    cells = [cell for row in grid.values() for cell in row.values()]
    rows = sum(cell.rows or 0 for cell in cells)
    return f"{len(cells):,} steps: {counted(cell.state for cell in cells)}; {rows:,} rows."


def problems(grid) -> list[dict]:
    """What is not done: one row per processor, state and reason, with all its dates."""
    rows = []
    for state in ("failed", "blocked", "stale", "missing"):
        for (name, reason), days in states.groups(grid, state).items():
            rows.append(
                {
                    "processor": name,
                    "state": state,
                    "count": len(days),
                    "reason": reason or "not computed yet",
                    "dates": spans(days, sorted(grid[name])),
                }
            )
    return rows


def spans(days: list[date], game_dates: list[date]) -> str:
    """Dates in words; runs of neighbouring game dates as `first .. last`."""
    place = {day: i for i, day in enumerate(game_dates)}
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and place[day] == place[runs[-1][-1]] + 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]} .. {r[-1]}" for r in runs)


def trends(plan, grid) -> list[dict]:
    """Rows and coverage over the planned dates, one pair of figures per processor."""
    by_year = {
        season_name(year): sorted(days & set(plan.dates))
        for year, days in states.by_season(plan).items()
    }
    found = []
    for name, row in grid.items():
        rows = [(season, [(d, row[d].rows) for d in days]) for season, days in by_year.items()]
        shares = [
            (season, [(d, _coverage(row[d])) for d in days]) for season, days in by_year.items()
        ]
        short = [
            d for _, points in shares for d, share in points if share is not None and share < 100
        ]
        told = spans(short, sorted(row)) if short else ""
        found.append(
            {
                "name": name,
                "rows": Markup(figures.trend(rows, f"{name}: rows per date")),
                "coverage": Markup(figures.trend(shares, f"{name}: coverage per date")),
                "note": f"below 100 %: {told}" if told else "100 % on every computed date",
            }
        )
    return found


def _coverage(cell) -> float | None:
    return 100 * cell.rows / cell.expected if cell.rows is not None and cell.expected else None


def matrix(plan, grid) -> list[dict]:
    """Rows per date and processor, with a mark for what is not done."""
    return [
        {
            "day": day,
            "cells": [
                f"{GLYPH.get(row[day].state, '')} {'' if row[day].rows is None else row[day].rows}"
                for row in grid.values()
            ],
        }
        for day in sorted({*plan.dates, *plan.skipped})
    ]


def feature_figures(features: list[dict]) -> list[dict]:
    """One figure per zone column and feature that has any row."""
    found = []
    for feature in features:
        if not any(season["rows"] for season in feature["seasons"]):
            continue
        marked = [day for s in feature["seasons"] for day, _, is_outlier in s["days"] if is_outlier]
        more = f" and {len(marked) - LISTED} more" if len(marked) > LISTED else ""
        found.append(
            {
                "name": feature["name"],
                "unit": feature["unit"],
                "meaning": feature["meaning"],
                "outliers": ", ".join(map(str, marked[:LISTED])) + more,
                "figure": Markup(
                    figures.spread(feature["seasons"], f"{feature['name']} by season and date")
                ),
            }
        )
    return found


def missing_shares(features: list[dict]) -> list[dict]:
    """Percent of NULL per feature and season; empty while there are no rows."""
    if not any(season["rows"] for feature in features for season in feature["seasons"]):
        return []
    return [
        {
            "name": feature["name"],
            "shares": [
                "-" if season["missing"] is None else f"{100 * season['missing']:.1f}"
                for season in feature["seasons"]
            ],
        }
        for feature in features
        if feature["table"] == "ml_feature_store_v2"
    ]


def timing(results) -> list[dict]:
    """Steps and seconds per processor over all recorded runs."""
    steps = defaultdict(list)
    for path in steps_files(results):
        for step in read_steps(path):
            steps[step["processor"]].append(step)
    found = []
    for name in PROCESSORS:
        if name not in steps:
            continue
        states_ = Counter(step["state"] for step in steps[name])
        done = [step for step in steps[name] if step["state"] == "done"]
        seconds = np.array([step["seconds"] for step in done] or [np.nan])
        found.append(
            {
                "processor": name,
                **{state: states_[state] for state in ("done", "reused", "failed")},
                "median": f"{np.median(seconds):.3f}",
                "p95": f"{np.quantile(seconds, 0.95):.3f}",
                "slowest": f"{seconds.max():.3f}",
                "rows": f"{sum(step['rows'] for step in done):,}",
            }
        )
    return found


def provenance(plan) -> list[tuple[str, str]]:
    """Where the numbers come from and what made them."""
    settings, dates = plan.settings, plan.dates
    skipped = sorted(plan.skipped)
    rows = [
        ("source of Phase 3", plan.source),
        ("dates", f"{dates[0]} .. {dates[-1]}, {len(dates)} game dates" if dates else "none"),
        ("skipped", number_of(len(skipped), "bootstrap date") if skipped else "none"),
        ("warehouse", settings.warehouse),
        ("points lines from", ", ".join(settings.props.bookmakers)),
    ]
    found_in_source = notable(plan.manifest) if settings.phase3 != "warehouse" else []
    rows += [
        (
            f"source: {found['finding'].replace('_', ' ')}",
            f"{found['count']:,} {found['meaning']}"
            + (f" (first: {found['example']})" if found["example"] else ""),
        )
        for found in found_in_source
    ]
    known = plan.manifest.known if plan.manifest else []
    rows += [("upcoming", line.removeprefix("upcoming: ")) for line in told_upcoming(plan)]
    rows += [(f"source: {what}", why) for what, why in in_words(known)]
    rows += [(f"fingerprint of {name}", fingerprint(name)) for name in settings.processors]
    return [*rows, *versions().items()]


def dictionary() -> list[dict]:
    """Every table's columns as text, from the contracts."""
    found = []
    for name in (*PHASE4, *PHASE3):
        declared = table(name)
        columns = [
            {
                "name": column.name,
                "type": column_type(column),
                "unit": column.unit,
                "meaning": column.meaning,
                "possible": ", ".join(map(str, column.values or ())) or column_range(column.hard),
                "usual": column_range(column.typical),
            }
            for column in declared.columns.values()
        ]
        found.append(
            {
                "full_name": declared.full_name,
                "description": declared.description,
                "columns": columns,
            }
        )
    return found
