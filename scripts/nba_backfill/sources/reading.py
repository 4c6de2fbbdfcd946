"""Reads a source file into a typed table of an in-memory DuckDB connection."""

from __future__ import annotations

from pathlib import Path

import duckdb

from nba_backfill.errors import BackfillError
from nba_backfill.sources.contract import FILES, SourceColumn, SourceFile

_STORED_AS = {
    "text": "VARCHAR",
    "player": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "flag": "BOOLEAN",
    "date": "DATE",
}
_EXPECTED = {
    "text": "text",
    "player": "an id (whole number or text)",
    "integer": "a whole number",
    "number": "a number",
    "flag": "true or false",
    "date": "a date (YYYY-MM-DD)",
}
_INTEGERS = {f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")}
_INTEGERS |= {"INTEGER", "UINTEGER"}
_FLOATS = {"FLOAT", "DOUBLE"}


def bad(file: str, what: str) -> BackfillError:
    """The error every fault of a source file ends in."""
    return BackfillError(f"{file}: {what}", "bad_source")


def path_of(folder: Path, name: str) -> Path | None:
    """The file called `name`: Parquet, else CSV; None when an optional file is not there."""
    for suffix in (".parquet", ".csv"):
        if (folder / f"{name}{suffix}").is_file():
            return folder / f"{name}{suffix}"
    if FILES[name].required:
        raise bad(
            f"{folder / name}.parquet", f"the file is missing; put {name}.parquet or .csv there"
        )
    return None


def read(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> str | None:
    """Creates table `name` with the contract's columns and types; optional ones missing: NULL.

    Returns the name of the file read, None when an optional file is absent (empty table).
    Raises BackfillError (bad_source) for a missing or wrongly typed column or unreadable file.
    """
    contract = FILES[name]
    path = path_of(folder, name)
    if path is None:
        columns = ", ".join(f'"{c.name}" {_STORED_AS[c.kind]}' for c in contract.columns)
        con.execute(f"CREATE TABLE {name} ({columns})")
        return None
    quoted = str(path).replace("'", "''")
    scan = (
        f"read_parquet('{quoted}')"
        if path.suffix == ".parquet"
        else f"read_csv('{quoted}', header = true, all_varchar = true)"
    )
    try:
        types = {row[0]: row[1] for row in con.execute(f"DESCRIBE FROM {scan}").fetchall()}
        _create(con, contract, scan, types, path.name)
    except duckdb.Error as error:
        kind = "Parquet" if path.suffix == ".parquet" else "CSV"
        reason = str(error).splitlines()[0]
        raise bad(path.name, f"cannot be read as {kind}: {reason}") from error
    return path.name


def _create(con, contract: SourceFile, scan: str, types: dict[str, str], file: str) -> None:
    missing = [c.name for c in contract.columns if c.required and c.name not in types]
    if missing:
        raise bad(
            file,
            f"{len(missing)} required column{'s' * (len(missing) > 1)} missing: "
            f"{', '.join(missing)}; add them (the file has {', '.join(types)})",
        )
    typed, unreadable = [], {}
    for column in contract.columns:
        if column.name not in types:
            typed.append(f'CAST(NULL AS {_STORED_AS[column.kind]}) AS "{column.name}"')
            continue
        value, broken = _typed(column, types[column.name], file)
        typed.append(f'{value} AS "{column.name}"')
        if broken:
            unreadable[column] = broken
    if unreadable:
        _check_values(con, contract, scan, unreadable, file)
    con.execute(f"CREATE TABLE {contract.name} AS SELECT {', '.join(typed)} FROM {scan}")


def _typed(column: SourceColumn, stored: str, file: str) -> tuple[str, str | None]:
    """SQL for the column's value in its contract type, and the condition of an unreadable one."""
    raw = f'"{column.name}"'
    base = stored.split("(")[0]
    if base == "ENUM":
        raw, base = f"CAST({raw} AS VARCHAR)", "VARCHAR"
    if base == "DECIMAL":
        raw, base = f"CAST({raw} AS DOUBLE)", "DOUBLE"
    kind = column.kind
    plain = {
        "text": base == "VARCHAR",
        "player": base == "VARCHAR" or base in _INTEGERS,
        "integer": base in _INTEGERS,
        "number": base in _INTEGERS,
        "flag": base == "BOOLEAN",
        "date": base == "DATE" or base.startswith("TIMESTAMP"),
    }[kind]
    if base == "VARCHAR":
        text = f"NULLIF(TRIM({raw}), '')"
        if kind in ("text", "player"):
            # whole numbers written as 2544.0 by a tool that stores missing ids as NaN
            return (f"REGEXP_REPLACE({text}, '\\.0$', '')" if kind == "player" else text), None
        if kind in ("flag", "date"):
            value = f"TRY_CAST({text} AS {_STORED_AS[kind]})"
            return value, f"{text} IS NOT NULL AND {value} IS NULL"
        number, given = f"TRY_CAST({text} AS DOUBLE)", f"{text} IS NOT NULL"
    elif plain:
        return f"CAST({raw} AS {_STORED_AS[kind]})", None
    elif base in _FLOATS and kind in ("player", "integer", "number"):
        number, given = raw, f"{raw} IS NOT NULL AND NOT ISNAN({raw})"
    elif kind == "flag" and base in _INTEGERS | _FLOATS:
        number, given = f"CAST({raw} AS DOUBLE)", f"{raw} IS NOT NULL"
        value = f"CASE {number} WHEN 1 THEN TRUE WHEN 0 THEN FALSE END"
        return value, f"{given} AND {value} IS NULL"
    else:
        raise bad(file, f"column {column.name} is {stored}; {_EXPECTED[kind]} is expected")
    finite = f"ISFINITE({number})"
    if kind == "number":
        value = f"CASE WHEN {finite} THEN CAST({number} AS DOUBLE) END"
    else:
        whole = (
            f"CASE WHEN {finite} AND {number} = TRUNC({number}) THEN CAST({number} AS BIGINT) END"
        )
        value = f"CAST({whole} AS {_STORED_AS[kind]})"
    return value, f"{given} AND {value} IS NULL"


def _check_values(con, contract: SourceFile, scan: str, unreadable: dict, file: str) -> None:
    counts = con.execute(
        "SELECT "
        + ", ".join(f"COUNT(*) FILTER ({c})" for c in unreadable.values())
        + f" FROM {scan}"
    ).fetchone()
    for (column, broken), count in zip(unreadable.items(), counts, strict=True):
        if not count:
            continue
        key = " || ', ' || ".join(
            f"'{name} ' || COALESCE(CAST(\"{name}\" AS VARCHAR), 'NULL')" for name in contract.key
        )
        example, where = con.execute(
            f'SELECT CAST("{column.name}" AS VARCHAR) AS e, {key} AS k FROM {scan} WHERE {broken} '
            "ORDER BY k, e LIMIT 1"
        ).fetchone()
        raise bad(
            file,
            f"column {column.name}: {count} value{'s' * (count > 1)} not readable as "
            f"{_EXPECTED[column.kind]}, e.g. {example!r} ({where}); correct or empty them",
        )
