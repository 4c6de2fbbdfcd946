"""Distributions of zones and features by season, missing shares and outlier dates."""

from __future__ import annotations

import numpy as np

from nba_backfill.schedule import season_name
from nba_backfill.tables import table

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
OUTLIER = 6.0  # robust standard deviations of a date's mean from its season's

ZONES = {
    "team_defense_zone_analysis": (
        "paint_pct_allowed_last_15",
        "mid_range_pct_allowed_last_15",
        "three_pt_pct_allowed_last_15",
        "paint_defense_vs_league_avg",
    ),
    "player_shot_zone_analysis": (
        "paint_rate_last_10",
        "mid_range_rate_last_10",
        "three_pt_rate_last_10",
    ),
}


def distributions(warehouse, plan) -> list[dict]:
    """One dict per zone column and feature: name, table, unit, meaning, seasons.

    Each season holds name, rows, missing (share 0..1), quantiles (5, 25, 50, 75, 95 %; empty
    without values) and days: (date, mean or None, is_outlier) per date of the plan.
    """
    if not plan.dates:
        return []
    measured = []
    features = table("ml_feature_store_v2").features
    for name, columns in (*ZONES.items(), ("ml_feature_store_v2", features)):
        declared = table(name)
        sql = (
            f"SELECT {declared.partition} AS day, {', '.join(columns)} FROM {declared.full_name} "
            f"WHERE {declared.partition} BETWEEN @start_date AND @end_date"
        )
        rows = warehouse.query(sql, min(plan.dates), max(plan.dates))
        days = rows["day"].to_numpy().astype("datetime64[D]")
        for column in columns:
            values = np.array(rows[column].to_numpy(zero_copy_only=False), dtype=float)
            measured.append(
                {
                    "name": column,
                    "table": name,
                    "unit": declared.columns[column].unit,
                    "meaning": declared.columns[column].meaning,
                    "seasons": by_season(days, values, plan),
                }
            )
    return measured


def by_season(days: np.ndarray, values: np.ndarray, plan) -> list[dict]:
    """Quantiles, missing share and daily means of one column in each season of the plan.

    days: datetime64[D] per row; values: float per row, NaN for NULL.
    """
    found = []
    for season in plan.seasons.values():
        wanted = np.array([d for d in plan.dates if d in set(season.dates)], dtype="datetime64[D]")
        if not wanted.size:
            continue
        here = np.isin(days, wanted)
        numbers = values[here]
        known = numbers[~np.isnan(numbers)]
        counts, means = _daily(days[here], numbers, wanted)
        marked = outliers(means, counts)
        found.append(
            {
                "name": season_name(season.year),
                "rows": int(here.sum()),
                "missing": float(np.isnan(numbers).mean()) if here.any() else None,
                "quantiles": np.quantile(known, QUANTILES).tolist() if known.size else [],
                "days": [
                    (day.item(), None if np.isnan(mean) else float(mean), bool(mark))
                    for day, mean, mark in zip(wanted, means, marked, strict=True)
                ],
            }
        )
    return found


def _daily(days, values, wanted):
    """Number of known values and their mean on each of the wanted dates (mean NaN without)."""
    place = np.searchsorted(wanted, days)
    known = ~np.isnan(values)
    counts = np.bincount(place[known], minlength=wanted.size)
    sums = np.bincount(place[known], weights=values[known], minlength=wanted.size)
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts, np.where(counts > 0, sums / counts, np.nan)


def outliers(means: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Which dates' means lie beyond OUTLIER robust deviations of the season's median.

    A date with few rows varies more; deviations are scaled by the root of its row count.
    """
    known = ~np.isnan(means)
    if known.sum() < 10:
        return np.zeros(means.shape, dtype=bool)
    scaled = (means - np.median(means[known])) * np.sqrt(counts)
    spread = 1.4826 * np.median(np.abs(scaled[known]))
    if spread == 0:
        return np.zeros(means.shape, dtype=bool)
    return known & (np.abs(scaled) > OUTLIER * spread)
