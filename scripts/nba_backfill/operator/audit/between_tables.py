"""Runs the rules between tables and the check of the context columns."""

from __future__ import annotations

import json
import re
from collections import defaultdict

from nba_backfill import tables
from nba_backfill.checks import rows as audits
from nba_backfill.operator.audit import cross_tables
from nba_backfill.operator.audit.problem import Problem
from nba_backfill.tables.processors import PROCESSORS

PROCESSOR_OF = {
    tables.table(processor.table).full_name: name for name, processor in PROCESSORS.items()
}


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
    """Columns that repeat another table, populations, schedule, readiness."""
    problems = []
    for rule in cross_tables.EQUALS:
        if _chosen(rule.table, settings) and _chosen(rule.source, settings):
            for span in spans:
                rows = warehouse.query(cross_tables.equal_sql(rule), *span).to_pylist()
                problems += _unequal(rule, rows)
    for rule in cross_tables.POPULATIONS:
        if _chosen(rule.table, settings):
            stored = warehouse.dates(tables.table(rule.table.partition(".")[2]))
            says = f"keys are not exactly the {rule.says}"
            for span in spans:
                rows = warehouse.query(cross_tables.population_sql(rule), *span).to_pylist()
                rows = [row for row in rows if row["audit_date"] in stored]
                problems += [_problem(rule.table, row, "population", says) for row in rows]
    for rule in cross_tables.OTHERS:
        if _chosen(rule.table, settings):
            for span in spans:
                rows = warehouse.query(rule.sql, *span).to_pylist()
                problems += [_problem(rule.table, row, rule.rule, rule.says) for row in rows]
    return problems


def check_context(warehouse, settings, spans) -> list[Problem]:
    """The JSON of the composite factors: penalties and bonuses add up, scores are repeated."""
    table = cross_tables.FACTORS
    if not _chosen(table, settings):
        return []
    scores = ("fatigue_score", "shot_zone_mismatch_score", "pace_score", "usage_spike_score")
    contexts = tuple(f"{name}_context_json" for name in ("fatigue", "shot_zone", "pace", "usage"))
    sql = (
        f"SELECT game_date, player_lookup, {', '.join(scores + contexts)} FROM {table}"
        " WHERE game_date BETWEEN @start_date AND @end_date"
    )
    broken = defaultdict(list)
    for first, last in spans:
        columns = [column.to_pylist() for column in warehouse.query(sql, first, last).columns]
        for day, player, *values in zip(*columns, strict=True):
            for score, text, name in zip(values[:4], values[4:], contexts, strict=True):
                if not context_agrees(name, text, score):
                    broken[day, name].append(player)
    return [
        Problem(
            "context",
            "player_composite_factors",
            day,
            name,
            f"{name} {day}: does not add up to its score in {len(players)} rows,"
            f" e.g. {min(players)}",
            len(players),
        )
        for (day, name), players in sorted(broken.items())
    ]


def context_agrees(name: str, text: str | None, score: float | None) -> bool:
    """Whether a context column tells the score it explains (to the 6 digits it is written with)."""
    try:
        context = json.loads(text or "")
    except ValueError:
        return False
    final = context.get("final_score")
    if (final is None) != (score is None):
        return False
    if score is None:
        return True
    if abs(final - score) > 1e-6:
        return False
    if name != "fatigue_context_json":
        return True
    steps = context["penalties_applied"] + context["bonuses_applied"]
    points = sum(int(re.search(r"([+-]\d+)$", step)[1]) for step in steps)
    return context["base_score"] + points + context["cap_adjustment"] == score


def _chosen(full_name: str, settings) -> bool:
    """Whether a table is filled under these settings (Phase 3 always is)."""
    return PROCESSOR_OF.get(full_name, settings.processors[0]) in settings.processors


def _unequal(rule: cross_tables.Equal, rows: list[dict]) -> list[Problem]:
    found = []
    for row in rows:
        for i, (column, source) in enumerate(rule.pairs.items()):
            if row[f"c{i}"]:
                says = f"{column} is not {source.replace('s.', rule.source + '.')}"
                counted = {"audit_date": row["audit_date"], "broken": row[f"c{i}"]}
                found.append(
                    _problem(rule.table, {**counted, "example": row[f"e{i}"]}, "equal", says)
                )
    return found


def _problem(table: str, row: dict, rule: str, says: str) -> Problem:
    name, day = table.partition(".")[2], row["audit_date"]
    detail = f"{name} {day}: {says} ({row['broken']} rows, e.g. {row['example']})"
    return Problem("tables", PROCESSOR_OF[table], day, rule, detail, row["broken"])
