"""The training set: features beside outcomes, made on request, and the card that describes it.

The file is `results/exports/training_set.parquet` (.csv with `format: csv`); an engine that keeps
tables gets a table of that name instead. `training_set.card.md` lies beside it in either case.
Equal rows give equal bytes.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from nba_backfill import tables
from nba_backfill.operator.training_set.contract import contract, rows_of
from nba_backfill.results import export_file, replacing
from nba_backfill.schedule import season_name
from nba_backfill.terminal import number_of

PROCESSOR = "ml_feature_store"  # the one whose rows the training set is made of

_COUNTED = """SELECT
  season_year,
  COUNT(*) AS n_rows,
  COUNT(DISTINCT game_date) AS n_dates,
  COUNTIF(did_play) AS n_played,
  COUNTIF(did_play IS NULL AND NOT is_upcoming) AS n_unknown,
  COUNTIF(is_upcoming) AS n_upcoming,
  COUNTIF(points_line IS NOT NULL) AS n_lines,
  {missing}
FROM (
{rows}
) AS training_rows
GROUP BY season_year
ORDER BY season_year"""


def exported_files(plan) -> dict[str, Path]:
    """The files `write` makes: the card, and the data where the engine keeps files."""
    results, form = plan.settings.results, plan.settings.format
    files = {"card": export_file(results, "training_set.card.md")}
    if plan.settings.warehouse == "parquet":
        ending = "csv" if form == "csv" else "parquet"
        files["data"] = export_file(results, f"training_set.{ending}")
    return files


def write(plan, warehouse) -> str:
    """Write the training set of the plan's dates; returns the name of the place it lies in."""
    dates = plan.dates
    statement = rows_of(dates)
    files = exported_files(plan)
    data = files.get("data", files["card"].with_name("training_set.parquet"))
    place = warehouse.export(contract(), statement, dates[0], dates[-1], data)
    missing = ", ".join(f"COUNTIF({name} IS NULL) AS missing_{name}" for name in _features())
    counted = warehouse.query(
        _COUNTED.format(missing=missing, rows=statement), dates[0], dates[-1]
    ).to_pylist()
    with replacing(files["card"]) as file:
        file.write_text(_card(plan, place, counted), encoding="utf-8")
    return place


def _features() -> tuple[str, ...]:
    return tuple(tables.table("ml_feature_store_v2").features)


def _feature_version() -> str:
    return tables.table("ml_feature_store_v2").columns["feature_version"].values[0]


def _card(plan, place: str, counted: list[dict]) -> str:
    """The data card as Markdown; no times, so that equal rows give an equal card."""
    rows = sum(season["n_rows"] for season in counted)
    lines = [
        "# Training set",
        "",
        f"{number_of(rows, 'row')} of {number_of(len(plan.dates), 'date')}, "
        f"{plan.dates[0]} to {plan.dates[-1]}: the features of every listed player, known before "
        "tip-off, beside what he then did.",
        "",
        f"* data: `{place}`",
        f"* source: {plan.source}",
        f"* feature version: {_feature_version()}",
        "* outcomes, never inputs: `did_play`, `target_points`, `target_minutes`",
        "",
        "| season | dates | rows | played | unknown | to come | with a points line | digest |",
        "|---|---|---|---|---|---|---|---|",
        *(_season_line(plan, season) for season in counted),
        "",
        "A digest is over the digests of the season's partitions of ml_feature_store_v2.",
        "",
        "## Share of rows without a value, in percent",
        "",
        "| feature | " + " | ".join(season_name(s["season_year"]) for s in counted) + " |",
        "|---|" + "---|" * len(counted),
    ]
    for name in _features():
        shares = (f"{100 * s[f'missing_{name}'] / s['n_rows']:.1f}" for s in counted)
        lines.append(f"| `{name}` | " + " | ".join(shares) + " |")
    return "\n".join(lines) + "\n"


def _season_line(plan, season: dict) -> str:
    cells = [
        f"{season[name]:,}"
        for name in ("n_dates", "n_rows", "n_played", "n_unknown", "n_upcoming", "n_lines")
    ]
    year = season["season_year"]
    return f"| {season_name(year)} | {' | '.join(cells)} | `{_digest(plan, year)}` |"


def _digest(plan, year: int) -> str:
    """16 hex digits over the partitions of a season's planned dates."""
    in_season = set(plan.seasons[year].dates)
    digests = (plan.sentinel(PROCESSOR, day).rows_digest for day in plan.dates if day in in_season)
    return hashlib.sha256("".join(digests).encode()).hexdigest()[:16]
