"""GoogleSQL, as the `.sql` files are written, in the dialect of the embedded engine.

SQLGlot does the translation. Four things it leaves open are settled here: FORMAT is DuckDB's
PRINTF; COUNTIF over nothing but NULLs is 0 (DuckDB's COUNT_IF gives NULL); AVG over a window adds
the frame's values in order (DuckDB adds parts of the partition first, so that the last bit of a
season's mean would depend on the range of dates); tables become placeholders, because the embedded
engine reads them from a list of Parquet files that differs from statement to statement.

A translation takes as long as many a query over a date, so each is kept in the user's cache
folder: `~/.cache/nba-backfill/duckdb` (or below XDG_CACHE_HOME), by the statement's text, this file
and SQLGlot's version. Whatever is missing or damaged there is translated again.
"""

from __future__ import annotations

import hashlib
import os
import re
import uuid
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path

PLACEHOLDER = re.compile(r'"?table:([a-z0-9_]+)\.([a-z0-9_]+)"?')


@cache
def to_duckdb(sql: str) -> str:
    """The statement in DuckDB's SQL, each `dataset.table` named "table:dataset.table"."""
    file = _folder() / f"{_digest(_made_by() + sql)}.sql"
    found = _read(file)
    if found is None:
        found = _translated(sql)
        _keep(file, found)
    return found


def _folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "nba-backfill" / "duckdb"


@cache
def _made_by() -> str:
    """What a translation depends on beside the statement."""
    return version("sqlglot") + Path(__file__).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _read(file: Path) -> str | None:
    """The kept translation; None when there is none, or not the one that was written."""
    try:
        digest, _, text = file.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return None
    return text if digest == _digest(text) else None


def _keep(file: Path, text: str) -> None:
    """Keeps a translation for other processes, if there is a place for it."""
    temporary = file.with_name(f".{uuid.uuid4().hex}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(f"{_digest(text)}\n{text}", encoding="utf-8")
        temporary.replace(file)
    except OSError:
        with suppress(OSError):
            temporary.unlink()


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
    for name in tree.find_all(exp.Table):
        if name.db:
            alias = name.alias or name.name
            replacement = exp.to_table(f'"table:{name.db}.{name.name}"')
            name.replace(exp.alias_(replacement, alias, table=True))
    return tree.sql(dialect="duckdb")
