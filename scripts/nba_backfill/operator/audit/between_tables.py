"""Do tables agree with each other and with the schedule? Every rule of it stands in a contract.

Rules between tables join a row with those of the same date that its contract names. A column that
`equals` others must repeat them, NULL equal to NULL; the keys of a date must be exactly the
table's population; a row that calls itself ready needs ready upstream rows; a context column adds
up to the score it explains. Set-based: a rule is one statement over a range of dates. Each table
that it reads is bounded by these dates by itself: BigQuery does not carry a bound over a join, and
refuses to read a table that requires a partition filter without one.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict

from nba_backfill import tables
from nba_backfill.checks import rows as audits
from nba_backfill.checks.populations import population
from nba_backfill.operator.audit.problem import Problem
from nba_backfill.tables import Between, Table
from nba_backfill.tables.processors import PROCESSORS


def check_rows(warehouse, settings, spans) -> list[Problem]:
    """Every column of the Phase 4 tables, and of the Phase 3 tables, against its contract."""
    phase4 = {PROCESSORS[name].table: name for name in settings.processors}
    problems = []
    for table in (*tables.PHASE3, *phase4):
        for first, last in spans:
            full_name = tables.table(table).full_name
            for day, findings in audits.check_rows(
                warehouse, table, full_name, first, last
            ).items():
                for found in findings:
                    who = phase4.get(table, table)
                    detail = f"{table} {day}: {found.detail}"
                    problems.append(
                        Problem("rows", who, day, found.rule, detail, found.count, found.severity)
                    )
    return problems


def check_tables(warehouse, settings, spans) -> list[Problem]:
    """Columns that repeat another table, populations, readiness, and the rules between tables."""
    filled = {PROCESSORS[name].table for name in settings.processors}
    problems = []
    for name in settings.processors:
        table = tables.table(PROCESSORS[name].table)
        for source, columns in _repeated(table).items():
            if source in filled or source in tables.PHASE3:
                sql = equal_sql(table, tables.table(source), columns)
                for row in _rows(warehouse, sql, spans):
                    problems += _unequal(name, source, columns, row)
        stored = warehouse.dates(table)
        says = f"keys are not exactly the {table.population}"
        problems += [
            _problem(name, row, "population", says)
            for row in _rows(warehouse, population_sql(table), spans)
            if row["audit_date"] in stored
        ]
        for rule in rules_between(name):
            problems += [
                _problem(name, row, rule.name, rule.says)
                for row in _rows(warehouse, between_sql(table, rule), spans)
            ]
    return problems


def check_context(warehouse, settings, spans) -> list[Problem]:
    """Columns of JSON that explain a score: penalties and bonuses add up, the score is repeated."""
    problems = []
    for name in settings.processors:
        table = tables.table(PROCESSORS[name].table)
        explained = {c.name: c.explains for c in table.columns.values() if c.explains}
        if not explained:
            continue
        day, key = table.partition, table.key[0]
        sql = (
            f"SELECT {day}, {key}, {', '.join([*explained, *explained.values()])}\n"
            f"FROM {table.full_name} WHERE {day} BETWEEN @start_date AND @end_date"
        )
        broken = defaultdict(list)
        for row in _rows(warehouse, sql, spans):
            for context, score in explained.items():
                if not context_agrees(row[context], row[score]):
                    broken[row[day], context].append(row[key])
        problems += [
            Problem(
                "context",
                name,
                date,
                context,
                f"{context} {date}: does not add up to its score in {len(keys)} rows,"
                f" e.g. {min(keys)}",
                len(keys),
            )
            for (date, context), keys in sorted(broken.items())
        ]
    return problems


def context_agrees(text: str | None, score: float | None) -> bool:
    """Whether a context tells the score it explains (to the 6 digits it is written with).

    Where it lists penalties and bonuses, they must add up to the score.
    """
    try:
        context = json.loads(text or "")
    except ValueError:
        return False
    final = context.get("final_score")
    if score is None or final is None:
        return score is final
    if abs(final - score) > 1e-6:
        return False
    if "base_score" not in context:
        return True
    steps = context["penalties_applied"] + context["bonuses_applied"]
    points = sum(int(re.search(r"([+-]\d+)$", step)[1]) for step in steps)
    return context["base_score"] + points + context["cap_adjustment"] == score


def rules_between(processor: str) -> list[Between]:
    """The rules between the processor's table and others: its contract's, and readiness."""
    table = tables.table(PROCESSORS[processor].table)
    upstream = tuple(PROCESSORS[name].table for name in PROCESSORS[processor].upstream)
    rules = list(table.between)
    if upstream:
        ready = " AND ".join(f"COALESCE({name}.is_production_ready, FALSE)" for name in upstream)
        rules.append(
            Between(
                "ready_upstream",
                upstream,
                f"own.is_production_ready AND NOT ({ready})",
                "has rows that call themselves ready against their upstream rows",
            )
        )
    return rules


def between_sql(table: Table, rule: Between) -> str:
    """Per date the number of rows that break the rule, with an example."""
    joins = "\n".join(_joined(table, tables.table(name), "*") for name in rule.reads)
    day = table.partition
    return (
        f"SELECT own.{day} AS audit_date, COUNT(*) AS broken,"
        f" MIN(own.{table.key[0]}) AS example\n"
        f"FROM {table.full_name} AS own\n{joins}\n"
        f"WHERE own.{day} BETWEEN @start_date AND @end_date AND ({rule.broken_when})\n"
        f"GROUP BY own.{day}"
    )


def equal_sql(table: Table, source: Table, columns: dict[str, str]) -> str:
    """Per date and column the number of rows that differ from `source`, with an example each."""
    day, key = table.partition, table.key[0]
    values = ", ".join(f"{expression} AS e{i}" for i, expression in enumerate(columns.values()))
    kept = f"{source.date_column}, {source.key[0]}, {values}"
    differs = [
        f"own.{column} IS DISTINCT FROM {source.name}.e{i}" for i, column in enumerate(columns)
    ]
    counts = "".join(
        f",\n  COUNTIF({condition}) AS c{i}, MIN(IF({condition}, own.{key}, NULL)) AS e{i}"
        for i, condition in enumerate(differs)
    )
    return (
        f"SELECT own.{day} AS audit_date{counts}\nFROM {table.full_name} AS own\n"
        f"{_joined(table, source, kept)}\n"
        f"WHERE own.{day} BETWEEN @start_date AND @end_date\nGROUP BY own.{day}"
    )


def population_sql(table: Table) -> str:
    """Per date the number of keys on one side only, with an example."""
    day, key = table.partition, table.key[0]
    return (
        "SELECT COALESCE(own.d, wanted.game_date) AS audit_date, COUNT(*) AS broken,"
        f" MIN(COALESCE(own.k, wanted.{key})) AS example\n"
        f"FROM (SELECT {day} AS d, {key} AS k FROM {table.full_name}"
        f" WHERE {day} BETWEEN @start_date AND @end_date) AS own\n"
        f"FULL OUTER JOIN (\n{population(table)}\n) AS wanted"
        f" ON wanted.game_date = own.d AND wanted.{key} = own.k\n"
        f"WHERE own.k IS NULL OR wanted.{key} IS NULL\n"
        "GROUP BY COALESCE(own.d, wanted.game_date)"
    )


def _joined(table: Table, other: Table, columns: str) -> str:
    """The other table's row of the same date, if there is one, under the other's name."""
    day = other.date_column
    return (
        f"LEFT JOIN (\n  SELECT {columns} FROM {other.full_name}"
        f" WHERE {day} BETWEEN @start_date AND @end_date\n) AS {other.name}\n"
        f"  ON {other.name}.{other.key[0]} = own.{table.join_column(other)}"
        f" AND {other.name}.{day} = own.{table.partition}"
    )


def _repeated(table: Table) -> dict[str, dict[str, str]]:
    """Other table -> column -> what it must be equal to there."""
    found = defaultdict(dict)
    for column in table.columns.values():
        for source, expression in column.equals.items():
            found[source][column.name] = expression
    return found


def _rows(warehouse, sql: str, spans) -> list[dict]:
    return [row for span in spans for row in warehouse.query(sql, *span).to_pylist()]


def _unequal(processor: str, source: str, columns: dict[str, str], row: dict) -> list[Problem]:
    problems = []
    for i, (column, expression) in enumerate(columns.items()):
        if row[f"c{i}"]:
            counted = {"audit_date": row["audit_date"], "broken": row[f"c{i}"]}
            says = f"{column} is not {expression} of {source}"
            problems.append(
                _problem(processor, {**counted, "example": row[f"e{i}"]}, "equal", says)
            )
    return problems


def _problem(processor: str, row: dict, rule: str, says: str) -> Problem:
    name, day = PROCESSORS[processor].table, row["audit_date"]
    detail = f"{name} {day}: {says} ({row['broken']} rows, e.g. {row['example']})"
    return Problem("tables", processor, day, rule, detail, row["broken"])
