"""Row audits: is what a table holds for some dates possible at all?

`check_rows` is run by every step on the staged rows, before anything becomes visible, and by the
audit target on what is stored. It is set-based: one GoogleSQL statement counts every violation
per date, and a second one, run only when something was found, fetches an example key for each.
All checks come from the table's contract: those of a column from what it declares, the rules
between the columns of a row or the rows of a date as they stand there.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from nba_backfill import tables
from nba_backfill.checks.features import feature_rules

ERROR = "error"  # the rows must not be published
WARNING = "warning"  # unusual, published and reported

VARIES_FROM = 50  # non-NULL values from which a column that must vary may not be constant
TOLERANCE = 1e-9  # slack of the ranges of FLOAT64 columns, for the last bits of a sum


class Finding(NamedTuple):
    """One broken rule on one date."""

    rule: str
    column: str
    count: int
    detail: str
    severity: str

    def __str__(self) -> str:
        return self.detail


class Check(NamedTuple):
    """One rule as SQL: `count` is an aggregate over the rows of a date, 0 when all is well.

    `row` is the condition of an offending row (for the example), None for rules about a whole
    date. `says` completes the sentence "<rule>: <column> ...".
    """

    rule: str
    column: str
    count: str
    row: str | None
    says: str
    severity: str = ERROR


def check_rows(
    warehouse, table: str, relation: str, start: dt.date, end: dt.date
) -> dict[dt.date, list[Finding]]:
    """Findings per date of the rows of `relation`, which has the columns of `table`.

    relation: a staged relation (all its rows are looked at) or the full name of the published
    table (the rows of start..end). Rows dated outside start..end or not at all are reported under
    `start`, because no partition of the range could hold them. Dates without findings are absent.
    """
    contract = tables.table(table)
    absent = warehouse.absent(contract)
    checks = [check for check in table_checks(contract) if check.column not in absent]
    counted = warehouse.query(_counts_sql(contract, relation, checks), start, end).to_pylist()
    broken = sorted({i for row in counted for i in range(len(checks)) if row[f"c{i}"]})
    foreign = [row for row in counted if not _within(row["audit_date"], start, end)]
    if not broken and not foreign:
        return {}

    examples = _examples(warehouse, contract, relation, [checks[i] for i in broken], start, end)
    found: dict[dt.date, list[Finding]] = {}
    if foreign:
        found[start] = [_foreign(contract, foreign, start, end)]
    for row in counted:
        date = row["audit_date"]
        if not _within(date, start, end):
            continue
        for i in broken:
            if row[f"c{i}"]:
                example = examples.get((date, checks[i]))
                found.setdefault(date, []).append(_finding(checks[i], row[f"c{i}"], example))
    return found


def table_checks(contract: tables.Table) -> list[Check]:
    """Every check of a table: grain, then column by column, then the rules between columns."""
    checks = [_grain(contract)]
    for column in contract.columns.values():
        checks += _column_checks(column)
    for rule in (*contract.rules, *feature_rules(contract)):
        condition = _finite(rule.broken_when)
        checks.append(Check(rule.name, rule.column, f"COUNTIF({condition})", condition, rule.says))
    for rule in contract.date_rules:
        count = f"IF(LOGICAL_OR(has_nan), 0, IF({rule.broken_when}, 1, 0))"
        checks.append(Check(rule.name, rule.column, count, None, rule.says))
    return checks


def _grain(contract: tables.Table) -> Check:
    key = key_text(contract)
    return Check(
        "grain",
        ", ".join(contract.key),
        f"COUNT({key}) - COUNT(DISTINCT {key})",
        None,
        "is not unique",
    )


def _column_checks(column: tables.Column) -> list[Check]:
    name, checks = column.name, []

    def row_check(rule: str, condition: str, says: str, severity: str = ERROR) -> None:
        checks.append(Check(rule, name, f"COUNTIF({condition})", condition, says, severity))

    if not column.nullable:
        row_check("not_null", f"{name} IS NULL", "is NULL")
    if column.type == "FLOAT64":
        row_check("finite", f"IS_NAN({name}) OR IS_INF({name})", "is NaN or infinite")
    if column.values:
        allowed = ", ".join(_literal(value) for value in column.values)
        row_check("enumerated", f"{name} NOT IN ({allowed})", f"is none of {allowed}")
    if column.hard:
        row_check(
            "hard_range", _finite(_outside(column, column.hard)), f"is outside {_span(column.hard)}"
        )
    if column.typical:
        row_check(
            "typical_range",
            _finite(_outside(column, column.typical)),
            f"is outside the usual {_span(column.typical)}",
            WARNING,
        )
    if column.varies:
        constant = (
            f"COUNT({name}) >= {VARIES_FROM} AND NOT LOGICAL_OR(has_nan)"
            f" AND MIN({name}) = MAX({name})"
        )
        empty = f"COUNT(*) >= {VARIES_FROM} AND COUNT({name}) = 0"
        checks.append(
            Check("varies", name, f"IF({constant}, COUNT(*), 0)", None, "has one value everywhere")
        )
        checks.append(
            Check("filled", name, f"IF({empty}, COUNT(*), 0)", None, "is NULL everywhere", WARNING)
        )
    return checks


def _finite(condition: str) -> str:
    """The condition, for rows without NaN or infinity: engines order those differently.

    A row that holds one is told by the check `finite` alone, on every engine alike.
    """
    return f"NOT has_nan AND ({condition})"


def _audited(contract: tables.Table, relation: str) -> str:
    """The rows to look at, each with `has_nan`: does it hold NaN or infinity in any column?"""
    names = [c.name for c in contract.columns.values() if c.type == "FLOAT64"]
    is_broken = " OR ".join(f"IS_NAN({name}) OR IS_INF({name})" for name in names) or "FALSE"
    return (
        f"(\n  SELECT *, COALESCE({is_broken}, FALSE) AS has_nan\n"
        f"  FROM {relation}{_where(contract, relation)}\n) AS audited"
    )


def key_text(contract: tables.Table) -> str:
    """SQL text that names a row within its date: the key columns without the date."""
    parts = [f"CAST({name} AS STRING)" for name in contract.key if name != contract.date_column]
    return parts[0] if len(parts) == 1 else "CONCAT(" + ", ' ', ".join(parts) + ")"


def _counts_sql(contract: tables.Table, relation: str, checks: list[Check]) -> str:
    counts = "".join(f",\n  {check.count} AS c{i}" for i, check in enumerate(checks))
    return (
        f"SELECT {contract.date_column} AS audit_date, COUNT(*) AS row_count{counts}\n"
        f"FROM {_audited(contract, relation)}\nGROUP BY {contract.date_column}"
    )


def _examples(warehouse, contract, relation, checks, start, end) -> dict:
    """(date, check) -> one offending key, for the checks that can point at a row."""
    pointing = [check for check in checks if check.row]
    found = {}
    if pointing:
        key = key_text(contract)
        picks = "".join(
            f",\n  MIN(IF({c.row}, {key}, NULL)) AS e{i}" for i, c in enumerate(pointing)
        )
        sql = (
            f"SELECT {contract.date_column} AS audit_date{picks}\n"
            f"FROM {_audited(contract, relation)}\nGROUP BY {contract.date_column}"
        )
        for row in warehouse.query(sql, start, end).to_pylist():
            found |= {(row["audit_date"], c): row[f"e{i}"] for i, c in enumerate(pointing)}
    for check in checks:
        if check.rule == "grain":
            for row in warehouse.query(_duplicate_sql(contract, relation), start, end).to_pylist():
                found[row["audit_date"], check] = row["example"]
    return found


def _duplicate_sql(contract: tables.Table, relation: str) -> str:
    key, date = key_text(contract), contract.date_column
    return (
        f"SELECT audit_date, MIN(audit_key) AS example FROM (\n"
        f"  SELECT {date} AS audit_date, {key} AS audit_key, COUNT(*) AS copies\n"
        f"  FROM {relation}{_where(contract, relation)}\n"
        f"  GROUP BY {date}, {key}\n"
        f") AS keys WHERE copies > 1 GROUP BY audit_date"
    )


def _where(contract: tables.Table, relation: str) -> str:
    if relation != contract.full_name:
        return ""  # a staged relation is looked at whole, so that foreign dates show
    return f"\nWHERE {contract.date_column} BETWEEN @start_date AND @end_date"


def _finding(check: Check, count: int, example: str | None) -> Finding:
    such_as = f", e.g. {example}" if example is not None else ""
    detail = f"{check.rule}: {check.column} {check.says} ({count} {_rows(count)}{such_as})"
    if check.row is None and check.rule not in ("grain", "varies", "filled"):
        detail = f"{check.rule}: {check.column} {check.says}"
    return Finding(check.rule, check.column, count, detail, check.severity)


def _foreign(contract, rows: list[dict], start: dt.date, end: dt.date) -> Finding:
    count = sum(row["row_count"] for row in rows)
    dates = sorted(str(row["audit_date"]) for row in rows)
    detail = (
        f"foreign_date: {contract.date_column} outside {start}..{end} "
        f"({count} {_rows(count)}, e.g. {dates[0]})"
    )
    return Finding("foreign_date", contract.date_column, count, detail, ERROR)


def _outside(column: tables.Column, limits: tuple) -> str:
    slack = TOLERANCE if column.type == "FLOAT64" else 0
    low, high = limits
    sides = []
    if low is not None:
        sides.append(f"{column.name} < {_number(low - slack, column.type)}")
    if high is not None:
        sides.append(f"{column.name} > {_number(high + slack, column.type)}")
    return " OR ".join(sides)


def _number(value: float, kind: str) -> str:
    # A plain 2.5 is a DECIMAL in DuckDB and a FLOAT64 in BigQuery; 2.5e0 is a FLOAT64 in both.
    return (
        str(int(value))
        if kind == "INT64"
        else f"{float(value)!r}" + ("" if "e" in repr(float(value)) else "e0")
    )


def _span(limits: tuple) -> str:
    low, high = ("" if side is None else f"{side:g}" for side in limits)
    return f"{low}..{high}"


def _literal(value) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _rows(count: int) -> str:
    return "row" if count == 1 else "rows"


def _within(date: dt.date | None, start: dt.date, end: dt.date) -> bool:
    return date is not None and start <= date <= end
