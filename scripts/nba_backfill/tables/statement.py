"""A definition in its frames: the statement that yields all columns of a table's rows.

A `.sql` file holds the idea of its table and nothing else. What several tables have in common is
put around it here: the columns that follow from features (sources, arrays, what is missing), the
row quality (how much of the window's history Phase 3 holds), and the row hash.

For its frame a definition selects `_team` (whose games count, from `window_first_date` to the day
before the row's date) and `_upstream_issues` (names of what speaks against its upstream rows).

A row's hash is the first 16 hex digits of SHA-256 over `name:value` joined by `|`, columns in name
order: NULL as NULL, BOOL as true or false, DATE as ISO text, FLOAT64 x as FLOOR(x * 1e6 + 0.5),
a list of texts joined by commas. Lists of numbers repeat named columns and are left out.
A partition's digest is SHA-256 over its sorted row hashes.

`python -m nba_backfill.tables.statement <table> [<first date> [<last date>]]` prints a whole
statement, for the dates or with the parameters @start_date and @end_date.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sys
import textwrap

from nba_backfill import tables
from nba_backfill.tables import Column, Table

PARTITION_DIGEST = "TO_HEX(SHA256(STRING_AGG(data_hash, '' ORDER BY data_hash)))"
EMPTY_DIGEST = hashlib.sha256(b"").hexdigest()  # of a partition without rows

# A season is shorter than a year; the bound spares BigQuery the older partitions.
BEFORE = "game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY) AND game_date < @end_date"

# The team-games that each history table holds with their lines, each once.
TEAM_GAMES_HELD = {
    "player_game_summary": f"""\
SELECT DISTINCT game_date, team_abbr
FROM nba_analytics.player_game_summary
WHERE is_active AND {BEFORE}""",
    "team_offense_game_summary": f"""\
SELECT DISTINCT game_date, team_abbr
FROM nba_analytics.team_offense_game_summary
WHERE fg_attempts IS NOT NULL AND {BEFORE}""",
    "team_defense_game_summary": f"""\
SELECT DISTINCT game_date, defending_team_abbr AS team_abbr
FROM nba_analytics.team_defense_game_summary
WHERE opp_fg_attempts IS NOT NULL AND {BEFORE}""",
}


def framed(name: str) -> str:
    """The table's definition with everything around it but the row hash."""
    table = tables.table(name)
    steps = {"defined": tables.sql(name).rstrip().rstrip(";")}
    if table.features:
        steps |= _features(table)
    if table.history:
        steps |= _row_quality(table, list(steps)[-1])
    *inner, last = steps.items()
    ctes = ",\n\n".join(f"{step} AS (\n{textwrap.indent(sql, '  ')}\n)" for step, sql in inner)
    return f"WITH {ctes}\n\n{last[1]}" if inner else last[1]


def with_row_hash(table: Table, sql: str) -> str:
    """The rows of `sql` with exactly the table's columns, `data_hash` computed last."""
    names = [name for name in table.columns if name != "data_hash"]
    return (
        f"SELECT {', '.join(names)}, {row_hash(table)} AS data_hash\n"
        f"FROM (\n{sql}\n) AS computed\n"
        f"WHERE {table.partition} BETWEEN @start_date AND @end_date"
    )


def row_hash(table: Table) -> str:
    """The expression of a row's hash over the table's columns."""
    columns = sorted(hashed_columns(table), key=lambda column: column.name)
    # An array joined at once: a chain of concatenations copies the growing text at every step.
    parts = [f"CONCAT('{c.name}:', COALESCE({hashed(c)}, 'NULL'))" for c in columns]
    return f"SUBSTR(TO_HEX(SHA256(ARRAY_TO_STRING([{', '.join(parts)}], '|'))), 1, 16)"


def hashed_columns(table: Table) -> list[Column]:
    """The columns that a row's hash is made of."""
    return [
        c for c in table.columns.values() if c.name != "data_hash" and c.type != "ARRAY<FLOAT64>"
    ]


def hashed(column: Column, of: str = "") -> str:
    """A column's value as the row hash sees it, a text; `of` is the relation it is taken from."""
    name = f"{of}.{column.name}" if of else column.name
    if column.type == "STRING":
        return name
    if column.type == "FLOAT64":
        # SAFE: NaN and infinity are hashed as NULL, and the row audit names them.
        return f"CAST(SAFE_CAST(FLOOR({name} * 1e6 + 0.5) AS INT64) AS STRING)"
    if column.type == "ARRAY<STRING>":
        return f"ARRAY_TO_STRING({name}, ',')"
    return f"CAST({name} AS STRING)"


def _features(table: Table) -> dict[str, str]:
    """What follows from the features: a source each, both arrays, which are missing."""
    sources = [
        f"IF({name} IS NULL, 'missing', '{origin}') AS {name}_source"
        for name, origin in table.features.items()
    ]
    values = [f"COALESCE({name}, CAST('NaN' AS FLOAT64))" for name in table.features]
    names = [f"'{name}'" for name in table.features]
    missing = [f"IF({name} IS NULL, ['{name}'], ARRAY<STRING>[])" for name in table.features]
    return {
        "with_features": f"""\
SELECT
  *,
  {_lines(sources, 2)},
  [
    {_lines(values, 4)}
  ] AS features,
  [
    {_lines(names, 4)}
  ] AS feature_names,
  {len(names)} AS feature_count,
  ARRAY_CONCAT(
    {_lines(missing, 4)}
  ) AS missing_features
FROM defined""",
        "with_gate": """\
SELECT
  *,
  100 * (feature_count - ARRAY_LENGTH(missing_features)) / feature_count AS feature_quality_score,
  IF(ARRAY_LENGTH(missing_features) = 0, 'complete', 'partial') AS data_source,
  ARRAY_LENGTH(missing_features) = 0 AS is_feature_complete
FROM with_features""",
    }


def _row_quality(table: Table, rows: str) -> dict[str, str]:
    """The columns of `_row_quality.yaml`: scheduled games of the row's window, and those held."""
    key, day = table.key[0], table.partition
    held = "\n".join(
        f"LEFT JOIN (\n{textwrap.indent(TEAM_GAMES_HELD[name], '  ')}\n) AS {name}\n"
        f"  ON {name}.team_abbr = team AND {name}.game_date = schedule.game_date"
        for name in table.history
    )
    is_held = " AND ".join(f"{name}.team_abbr IS NOT NULL" for name in table.history)
    listing = "listing_incomplete" if "listing_incomplete" in table.columns else "FALSE"
    return {
        "scheduled_games": f"""\
SELECT schedule.game_date, team, {is_held} AS is_held
FROM nba_reference.nba_schedule AS schedule
CROSS JOIN UNNEST([schedule.home_team, schedule.away_team]) AS team
{held}
WHERE schedule.game_date >= DATE_SUB(@start_date, INTERVAL 365 DAY)
  AND schedule.game_date < @end_date
  AND schedule.is_final
  AND schedule.game_type IN ('regular', 'play_in', 'playoffs')""",
        "counted_games": f"""\
SELECT
  {rows}.{key},
  {rows}.{day},
  COUNT(scheduled_games.game_date) AS expected_games_count,
  COUNTIF(scheduled_games.is_held) AS actual_games_count
FROM {rows}
LEFT JOIN scheduled_games
  ON scheduled_games.team = {rows}._team
  AND scheduled_games.game_date >= {rows}.window_first_date
  AND scheduled_games.game_date < {rows}.{day}
GROUP BY {rows}.{key}, {rows}.{day}""",
        "with_completeness": f"""\
SELECT
  *,
  expected_games_count - actual_games_count AS missing_games_count,
  100 * SAFE_DIVIDE(actual_games_count, expected_games_count) AS completeness_percentage
FROM {rows}
JOIN counted_games USING ({key}, {day})""",
        "with_readiness": f"""\
SELECT
  *,
  COALESCE(completeness_percentage >= 90 - 1e-12, TRUE) AND ARRAY_LENGTH(_upstream_issues) = 0
    AS is_production_ready,
  ARRAY_CONCAT(
    IF(completeness_percentage < 90 - 1e-12, ['own_data_incomplete'], ARRAY<STRING>[]),
    _upstream_issues,
    IF({listing}, ['listing_incomplete'], ARRAY<STRING>[])
  ) AS data_quality_issues
FROM with_completeness""",
    }


def _lines(items: list[str], indent: int) -> str:
    return (",\n" + " " * indent).join(items)


def _print_statement(name: str, *dates: str) -> None:
    table = tables.table(name)
    sql = with_row_hash(table, framed(name))
    if dates:
        first, last = (dt.date.fromisoformat(text) for text in (dates[0], dates[-1]))
        sql = sql.replace("@start_date", f"DATE '{first}'").replace("@end_date", f"DATE '{last}'")
    print(sql)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4) or sys.argv[1] not in tables.PHASE4:
        raise SystemExit(
            "usage: python -m nba_backfill.tables.statement <table> [<first date> [<last date>]]; "
            f"tables: {', '.join(tables.PHASE4)}"
        )
    _print_statement(*sys.argv[1:])
