"""GoogleSQL, as the `.sql` files are written, in the dialect of the embedded engine.

SQLGlot does the translation. Four things it leaves open are settled here: FORMAT is DuckDB's
PRINTF; COUNTIF over nothing but NULLs is 0 (DuckDB's COUNT_IF gives NULL); AVG over a window adds
the frame's values in order (DuckDB adds parts of the partition first, so that the last bit of a
season's mean would depend on the range of dates); tables become placeholders, because the embedded
engine reads them from a list of Parquet files that differs from statement to statement. And the
hash of a row takes a third less time as one text made at once (DuckDB's SHA256 is hexadecimal).

A translation takes as long as many a query over a date, so it is kept (`nba_backfill.kept`).
"""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import version
from pathlib import Path

from nba_backfill.kept import kept

PLACEHOLDER = re.compile(r'"?table:([a-z0-9_]+)\.([a-z0-9_]+)"?')


@cache
def to_duckdb(sql: str) -> str:
    """The statement in DuckDB's SQL, each `dataset.table` named "table:dataset.table"."""
    return kept("duckdb", _made_by() + sql, lambda: _translated(sql))


@cache
def _made_by() -> str:
    """What a translation depends on beside the statement."""
    return version("sqlglot") + Path(__file__).read_text(encoding="utf-8")


def _translated(sql: str) -> str:
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="bigquery")
    for call in tree.find_all(exp.Anonymous, exp.Format):
        if call.sql_name().upper() == "FORMAT" or call.name.upper() == "FORMAT":
            arguments = [argument.copy() for argument in call.iter_expressions()]
            call.replace(exp.Anonymous(this="PRINTF", expressions=arguments))
    for call in list(tree.find_all(exp.CountIf)):
        case = exp.Case().when(call.this.copy(), exp.Literal.number(1))
        call.replace(exp.Count(this=case))
    for window in list(tree.find_all(exp.Window)):
        if isinstance(window.this, exp.Avg):
            values = window.copy()
            values.set("this", exp.Anonymous(this="LIST", expressions=[window.this.this.copy()]))
            window.replace(exp.Anonymous(this="LIST_AVG", expressions=[values]))
    for digest in list(tree.find_all(exp.LowerHex)):
        if isinstance(digest.this, exp.SHA2Digest):
            digest.replace(exp.Anonymous(this="SHA256", expressions=[digest.this.this.copy()]))
    for joined in list(tree.find_all(exp.ArrayToString)):
        parts = _never_null(joined.this)
        if parts:
            joined.replace(_at_once(parts, joined.expression))
    for name in tree.find_all(exp.Table):
        if name.db:
            alias = name.alias or name.name
            replacement = exp.to_table(f'"table:{name.db}.{name.name}"')
            name.replace(exp.alias_(replacement, alias, table=True))
    return tree.sql(dialect="duckdb")


def _never_null(array) -> list | None:
    """The texts of an array none of which is NULL: each is CONCAT('...', COALESCE(..., '...'))."""
    from sqlglot import exp

    parts = array.expressions if isinstance(array, exp.Array) else []
    shapes = [[type(piece) for piece in part.expressions] for part in parts]
    return (
        parts if shapes and all(shape == [exp.Literal, exp.Coalesce] for shape in shapes) else None
    )


def _at_once(parts: list, separator):
    """The texts of `_never_null`, joined: DuckDB's CONCAT copies each piece once."""
    from sqlglot import exp

    pieces = []
    for part in parts:
        pieces += [separator.copy()] if pieces else []
        pieces += [piece.copy() for piece in part.expressions]
    return exp.Anonymous(this="CONCAT", expressions=pieces)
