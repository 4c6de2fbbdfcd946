"""The HTML report: one self-contained page about the backfill as it stands."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jinja2
from markupsafe import Markup

from nba_backfill.operator.report import content, corrections, figures
from nba_backfill.operator.report.distributions import OUTLIER, distributions
from nba_backfill.operator.report.features import (
    feature_figure,
    feature_table,
    seasons_of_features,
)
from nba_backfill.plan import states
from nba_backfill.plan.command import command
from nba_backfill.plan.plan import Plan
from nba_backfill.plan.states import STATES
from nba_backfill.results import replacing, steps_files
from nba_backfill.schedule import season_name
from nba_backfill.warehouse import open_warehouse

LEGEND = {
    "done": "rows published, audited, up to date",
    "upcoming": "as done, before the games of the date are final",
    "stale": "code, settings or an input has changed since",
    "failed": "the last try ended in an error",
    "blocked": "an upstream processor failed on this date",
    "missing": "not computed yet",
    "skipped": "bootstrap day, left out on purpose",
}


def build(plan: Plan, path: Path, logs: Path = Path("logs")) -> None:
    """Write the report of the plan to `path`. Works before, during and after a run.

    logs: folder of the steps' logs, which the page links to.
    """
    path = Path(path)
    page = render(plan, Path(os.path.relpath(logs, path.parent)))
    with replacing(path) as temporary:
        temporary.write_text(page, encoding="utf-8")


def render(plan: Plan, logs: Path) -> str:
    """The page as text; `logs` is the folder of the logs as seen from the page."""
    settings = plan.settings
    grid = states.cells(plan)
    warehouse = open_warehouse(settings)
    features = distributions(warehouse, plan)
    seen = seasons_of_features(warehouse, plan.dates)
    seasons = _seasons(plan, grid)
    left = sum(c.state not in states.FINISHED for row in grid.values() for c in row.values())
    days = sorted({*plan.dates, *plan.skipped})
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("page.html.j2").render(
        css=_file("page.css"),
        js=_file("page.js"),
        glyphs=Markup(figures.glyph_definitions()),
        start=days[0] if days else settings.start_date,
        end=days[-1] if days else settings.end_date,
        source=plan.source,
        simulated=settings.phase3 == "simulated",
        headline=content.headline(grid),
        legend=[(state, LEGEND[state]) for state in STATES],
        seasons=seasons,
        problems=content.problems(grid),
        retry=command(settings) if left else "",
        trends=content.trends(plan, grid),
        processors=list(grid),
        matrix=content.matrix(plan, grid),
        outlier=f"{OUTLIER:g}",
        feature_rows=feature_table(seen),
        feature_seasons=[season_name(one.season) for one in seen.seasons],
        feature_marks=[
            (Markup(figures.mark(number)), season_name(one.season))
            for number, one in enumerate(seen.seasons)
            if number
        ],
        feature_figure=Markup(feature_figure(seen)),
        n_outcomes=f"{seen.whole.outcomes:,}",
        features=content.feature_figures(features),
        missing=content.missing_shares(features),
        season_names=[season["name"] for feature in features[:1] for season in feature["seasons"]],
        corrections=corrections.by_run(settings.results),
        timing=content.timing(settings.results),
        runs=len(steps_files(settings.results)),
        provenance=content.provenance(plan),
        tables=content.dictionary(),
        data=_embedded(plan, grid, logs),
    )


def _file(name: str) -> Markup:
    return Markup((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _seasons(plan, grid) -> list[dict]:
    """Calendars of every season: name, index into the embedded data, processors with figures."""
    seasons = []
    for index, (year, days) in enumerate(states.by_season(plan).items()):
        processors = []
        for name, row in grid.items():
            cells = {day: row[day].state for day in sorted(days)}
            label = f"{name}, season {season_name(year)}: {content.counted(cells.values())}"
            processors.append(
                {
                    "name": name,
                    "figure": Markup(figures.calendar(cells, label)),
                    "summary": content.counted(cells.values()),
                }
            )
        seasons.append({"name": season_name(year), "index": index, "processors": processors})
    return seasons


def _embedded(plan, grid, logs: Path) -> Markup:
    """What the page's script needs: per season the dates, and per processor parallel lists."""
    reasons: dict[str, int] = {}
    seasons = []
    for days in states.by_season(plan).values():
        ordered = sorted(days)
        cells = {}
        for name, row in grid.items():
            here = [row[day] for day in ordered]
            told = {
                i: reasons.setdefault(cell.reason, len(reasons))
                for i, cell in enumerate(here)
                if cell.reason
            }
            cells[name] = {
                "state": [STATES.index(cell.state) for cell in here],
                "rows": [cell.rows for cell in here],
                "expected": [cell.expected for cell in here],
                "reason": told,
            }
        seasons.append({"dates": [str(day) for day in ordered], "cells": cells})
    data = {
        "states": STATES,
        "reasons": list(reasons),
        "logs": logs.as_posix(),
        "seasons": seasons,
    }
    return Markup(json.dumps(data, separators=(",", ":")).replace("<", "\\u003c"))
