"""The embedded warehouse, each of whose queries Google's reference engine answers as well."""

from __future__ import annotations

import datetime as dt
import math
import time
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyarrow as pa
from nba_backfill import tables
from nba_backfill.tables.statement import with_row_hash
from nba_backfill.warehouse import parquet
from nba_backfill.warehouse.parquet import ParquetWarehouse
from nba_backfill.warehouse.translate import PLACEHOLDER, to_duckdb

from googlesql.engine import ReferenceEngine, Refused

RELATIVE = 1e-9  # how far two sums of FLOAT64 may lie apart; hashes see six decimals


class BothEngines(ParquetWarehouse):
    """Verbs of the embedded warehouse; `query` and `stage` are repeated by the reference engine.

    `statements` counts what both have answered, `differences` tells in one line each where they
    disagree, `seconds` is what the reference engine took.
    """

    def __init__(self, root: Path | str):
        super().__init__(root)
        self.statements, self.differences, self.seconds = 0, [], 0.0
        self._engines: dict[tuple, ReferenceEngine] = {}

    def query(self, sql: str, start: dt.date, end: dt.date) -> pa.Table:
        rows = super().query(sql, start, end)
        self._compare(sql, rows, start, end)
        return rows

    def stage(self, table: tables.Table, sql: str, start: dt.date, end: dt.date) -> str:
        staged = super().stage(table, sql, start, end)
        rows = self.connection.cursor().sql(f"FROM {staged}").to_arrow_table()
        self._compare(with_row_hash(table, sql), rows, start, end)
        return staged

    def _compare(self, sql: str, rows: pa.Table, start: dt.date, end: dt.date) -> None:
        began = time.monotonic()
        values = {"start_date": start, "end_date": end}
        used = {name: day for name, day in values.items() if f"@{name}" in sql}
        try:
            answer = self._engine(sql, start, end).query(sql, used)
        except Refused as error:
            self.differences.append(f"refused: {error} in\n{sql}")
            return
        finally:
            self.seconds += time.monotonic() - began
        self.statements += 1
        self.differences += [f"{what} in\n{sql}" for what in differences(rows, answer)]

    def _engine(self, sql: str, start: dt.date, end: dt.date) -> ReferenceEngine:
        """An engine that holds what a statement over start..end reads; kept while that is so."""
        read, versions = {}, []
        for dataset, name in sorted(set(PLACEHOLDER.findall(to_duckdb(sql)))):
            contract = tables.table(name)
            files = self._files(contract, start, end)
            versions.append((name, *((str(file), file.stat().st_mtime_ns) for file in files)))
            placeholder = f'"table:{dataset}.{name}"'
            relation, _ = self._named(placeholder, start, end, parquet._rows_of_files)
            read[f"{dataset}.{name}"] = contract, relation
        for staged in sorted(self.staged):
            if staged in sql:
                versions.append((staged, id(self.staged)))
                read[staged] = (
                    tables.table(staged.removeprefix("staged_").rsplit("_", 1)[0]),
                    staged,
                )
        kept = tuple(versions)
        if kept not in self._engines:
            for old in self._engines.values():
                old.close()
            rows = {
                path: self.connection.cursor().sql(f"FROM {relation}").to_arrow_table()
                for path, (_, relation) in read.items()
            }
            types = {path: types_of(contract.name) for path, (contract, _) in read.items()}
            self._engines = {kept: ReferenceEngine(rows, types)}
        return self._engines[kept]


@cache
def types_of(name: str) -> dict[str, str]:
    """Type of each column of a table by its contract."""
    return {column.name: column.type for column in tables.table(name).columns.values()}


def differences(rows: pa.Table, answer: pa.Table) -> list[str]:
    """Where two answers differ, whatever the order of their rows; at most one line a column."""
    if rows.column_names != answer.column_names:
        return [f"columns {rows.column_names} and {answer.column_names}"]
    if rows.num_rows != answer.num_rows:
        return [f"{rows.num_rows} and {answer.num_rows} rows"]
    found = []
    ours, theirs = _sorted(rows), _sorted(answer)
    for place, name in enumerate(rows.column_names):
        apart = [
            (one[place], other[place])
            for one, other in zip(ours, theirs, strict=True)
            if not _alike(one[place], other[place])
        ]
        if apart:
            found.append(f"{name}: {len(apart)} of {len(ours)} rows, e.g. {apart[0]}")
    return found


def _sorted(rows: pa.Table) -> list[tuple]:
    """The rows as tuples, ordered by everything but floating point numbers, then by those."""
    listed = zip(*(column.to_pylist() for column in rows.columns), strict=True)
    plain = [tuple(int(v) if isinstance(v, Decimal) else v for v in row) for row in listed]

    def order(row: tuple):
        exact = [repr(value) for value in row if not isinstance(value, float | list)]
        return exact, [repr(value) for value in row]

    return sorted(plain, key=order)


def _alike(one, other) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        both_nan = math.isnan(one) and math.isnan(other)
        return both_nan or math.isclose(one, other, rel_tol=RELATIVE, abs_tol=1e-12)
    return one == other and isinstance(one, bool) == isinstance(other, bool)
