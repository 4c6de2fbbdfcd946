"""How much of the plan is filled: one row per season and processor."""

from __future__ import annotations

from collections import Counter

from nba_backfill import tables
from nba_backfill.plan import states
from nba_backfill.schedule import season_name
from nba_backfill.tables.processors import PROCESSORS


def coverage(plan, warehouse, spans) -> list[dict]:
    """Per season and processor: dates planned and stored, rows, percent of rows ready and early."""
    seasons = states.by_season(plan)
    found = []
    for name in plan.settings.processors:
        contract = tables.table(PROCESSORS[name].table)
        counts = Counter()
        sql = (
            f"SELECT {contract.partition} AS day, COUNT(*) AS n,"
            " COUNTIF(is_production_ready) AS ready, COUNTIF(early_season_flag) AS early\n"
            f"FROM {contract.full_name}\n"
            f"WHERE {contract.partition} BETWEEN @start_date AND @end_date\n"
            f"GROUP BY {contract.partition}"
        )
        year_of = {day: year for year, days in seasons.items() for day in days}
        for first, last in spans:
            for row in warehouse.query(sql, first, last).to_pylist():
                if row["day"] in year_of:
                    year = year_of[row["day"]]
                    counts.update({(year, key): row[key] for key in ("n", "ready", "early")})
                    counts[year, "stored"] += 1
        for year, days in seasons.items():
            rows = counts[year, "n"]
            found.append(
                {
                    "season": season_name(year),
                    "processor": name,
                    "planned": len(days & set(plan.dates)),
                    "stored": counts[year, "stored"],
                    "rows": rows,
                    "ready_percent": _percent(counts[year, "ready"], rows),
                    "early_percent": _percent(counts[year, "early"], rows),
                }
            )
    return sorted(found, key=lambda row: row["season"])


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 1) if whole else None
