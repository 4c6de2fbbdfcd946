"""Each feature: how much of it is missing, how it drifts, how it goes along with the points.

The points are an outcome. They are read beside the features as the training set reads them, by its
own definition, and only sums leave the statement: no row holds both.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from nba_backfill import tables
from nba_backfill.operator.report import figures
from nba_backfill.operator.training_set.contract import rows_of
from nba_backfill.schedule import season_name

OUTCOME = "target_points"
ALL = 0  # instead of a season's year
LEAST = 10  # rows with value and points below which no correlation is told
_NO_SPREAD = 1e-12  # of the mean: what sums of equal numbers may leave


@dataclass(frozen=True)
class Feature:
    """One feature over some rows: known ones, their mean and standard deviation (None without),
    the correlation with the points (None where one of both does not vary, or too few have both).
    """

    known: int
    mean: float | None
    spread: float | None
    correlation: float | None


@dataclass(frozen=True)
class Rows:
    """The rows of a season (ALL: of every one): how many, with points, and their features."""

    season: int
    rows: int
    outcomes: int
    features: Mapping[str, Feature]


@dataclass(frozen=True)
class Seen:
    """All rows together, and season by season in order; no season without a row."""

    whole: Rows
    seasons: tuple[Rows, ...]


def seasons_of_features(warehouse, dates: tuple[dt.date, ...]) -> Seen:
    """What the rows of these dates say of each feature."""
    nothing = Rows(ALL, 0, 0, {})
    if not dates:
        return Seen(nothing, ())
    found = warehouse.query(_statement(dates), min(dates), max(dates)).to_pylist()
    whole, seasons = nothing, []
    for row in sorted(found, key=lambda row: row["season_year"]):
        if row["season_year"] == ALL:
            whole = _rows(row)
        else:
            seasons.append(_rows(row))
    return Seen(whole, tuple(seasons))


def shifts(seen: Seen, name: str) -> list[float | None]:
    """How far the feature's mean lies from that of the first season that has it, in standard
    deviations of that season; one per season, None for the first itself and where it is unknown.
    """
    base, found = None, []
    for season in seen.seasons:
        one = season.features[name]
        has_both = base is not None and base.spread and one.mean is not None
        found.append((one.mean - base.mean) / base.spread if has_both else None)
        if base is None and one.mean is not None:
            base = one
    return found


def feature_table(seen: Seen) -> list[dict]:
    """The features as texts, a row each; empty while there are no rows."""
    return [
        {
            "name": name,
            "missing": f"{100 * (1 - one.known / seen.whole.rows):.1f}",
            "correlation": _signed(one.correlation),
            "seasons": [
                {"mean": _mean(season.features[name]), "shift": _signed(shift)}
                for season, shift in zip(seen.seasons, shifts(seen, name), strict=True)
            ],
        }
        for name, one in seen.whole.features.items()
    ]


def feature_figure(seen: Seen) -> str:
    """Correlation and shifts of all features as one figure; empty while there are no rows."""
    names = list(seen.whole.features)
    if not names:
        return ""
    return figures.features(
        [(name, seen.whole.features[name].correlation, shifts(seen, name)) for name in names],
        [season_name(season.season) for season in seen.seasons],
        "correlation of each feature with the points, and its shift by season",
    )


def _mean(one: Feature) -> str:
    if one.mean is None:
        return "-"
    return _with_minus(f"{figures.number(one.mean)} ± {figures.number(one.spread)}")


def _signed(value: float | None) -> str:
    return "-" if value is None else _with_minus(f"{value:+.2f}")


def _with_minus(text: str) -> str:
    return text.replace("-", "\N{MINUS SIGN}")


def _statement(dates: tuple[dt.date, ...]) -> str:
    """GoogleSQL: counts, means, deviations and correlations by season and over all of them."""
    aggregates = ",\n  ".join(
        f"COUNT({name}) AS known_{name},\n"
        f"  COUNTIF({name} IS NOT NULL AND {OUTCOME} IS NOT NULL) AS pairs_{name},\n"
        f"  AVG({name}) AS mean_{name},\n"
        f"  STDDEV_POP({name}) AS spread_{name},\n"
        f"  CORR({name}, {OUTCOME}) AS correlation_{name}"
        for name in _features()
    )
    return f"""\
SELECT
  counted_in AS season_year,
  COUNT(*) AS n_rows,
  COUNT({OUTCOME}) AS n_outcomes,
  {aggregates}
FROM (
{rows_of(dates)}
) AS training_rows
CROSS JOIN UNNEST([season_year, {ALL}]) AS counted_in
GROUP BY counted_in"""


def _features() -> tuple[str, ...]:
    return tuple(tables.table("ml_feature_store_v2").features)


def _rows(row: Mapping) -> Rows:
    return Rows(
        row["season_year"],
        row["n_rows"],
        row["n_outcomes"],
        {name: _feature(row, name) for name in _features()},
    )


def _feature(row: Mapping, name: str) -> Feature:
    mean, spread = row[f"mean_{name}"], row[f"spread_{name}"]
    if mean is not None and spread <= _NO_SPREAD * (1 + abs(mean)):
        spread = 0.0
    told = row[f"correlation_{name}"]
    is_told = spread and row[f"pairs_{name}"] >= LEAST and told is not None and math.isfinite(told)
    return Feature(row[f"known_{name}"], mean, spread, told if is_told else None)
