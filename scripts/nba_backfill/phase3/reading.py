"""Reads a source file into a typed table of an in-memory DuckDB connection."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from nba_backfill.errors import BackfillError, of_the_machine
from nba_backfill.phase3.columns import FILES, SourceColumn, SourceFile

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
_FAMILIES = {  # of the types a file may store
    "whole": "TINYINT SMALLINT INTEGER BIGINT HUGEINT UTINYINT USMALLINT UINTEGER UBIGINT UHUGEINT",
    "float": "FLOAT DOUBLE DECIMAL",
    "text": "VARCHAR ENUM",
    "flag": "BOOLEAN",
    "date": "DATE",
    "time": "TIMESTAMP TIMESTAMP_S TIMESTAMP_MS TIMESTAMP_NS",
}
_EMPTY = '"NULL"'  # the type of a column in which no row has a value
_WHOLE = "CASE WHEN ISFINITE({raw}) AND ({raw}) = TRUNC({raw}) THEN CAST({raw} AS BIGINT) END"
_FINITE = "CASE WHEN ISFINITE({raw}) THEN {raw} END"
_ONE_OR_ZERO = "CASE ({raw}) WHEN 1 THEN TRUE WHEN 0 THEN FALSE END"
# the day of a time is the date of the game in some zone only: a time of day is refused
_MIDNIGHT = (
    "CASE WHEN TRY_CAST({raw} AS TIMESTAMP) = TRY_CAST(TRY_CAST({raw} AS TIMESTAMP) AS DATE) "
    "THEN TRY_CAST(TRY_CAST({raw} AS TIMESTAMP) AS DATE) END"
)
_PARSED = "TRY_CAST({raw} AS DOUBLE)"
# (kind wanted, family stored) -> value; NULL for what cannot be read
_CONVERSIONS = {
    ("text", "text"): "{raw}",
    ("player", "whole"): "{raw}",
    ("player", "float"): _WHOLE,
    # 2544.0 is how tools that store missing ids as NaN write 2544
    ("player", "text"): r"REGEXP_REPLACE({raw}, '\.0$', '')",
    ("integer", "whole"): "{raw}",
    ("integer", "float"): _WHOLE,
    ("integer", "text"): _WHOLE.format(raw=_PARSED),
    ("number", "whole"): "{raw}",
    ("number", "float"): _FINITE,
    ("number", "text"): _FINITE.format(raw=_PARSED),
    ("flag", "flag"): "{raw}",
    ("flag", "whole"): _ONE_OR_ZERO,
    ("flag", "float"): _ONE_OR_ZERO,
    ("flag", "text"): "TRY_CAST({raw} AS BOOLEAN)",
    ("date", "date"): "{raw}",
    ("date", "time"): _MIDNIGHT,
    ("date", "text"): _MIDNIGHT,
}


def bad(file: str, what: str) -> BackfillError:
    """The error every fault of a source file ends in."""
    return BackfillError(f"{file}: {what}", "bad_source")


def path_of(folder: Path, name: str) -> Path | None:
    """The file called `name`: Parquet, else CSV; None when an optional file is not there.

    Raises BackfillError (bad_source) for a folder of that name, a link to nowhere and a missing
    required file.
    """
    for suffix in (".parquet", ".csv"):
        path = folder / f"{name}{suffix}"
        if path.is_dir():
            raise bad(path.name, "is a folder; write the rows into one file of this name")
        if path.is_file():
            return path
        if path.is_symlink():
            raise bad(path.name, f"links to {path.readlink()}, which is not there; remove the link "
                      "or put the file back")  # fmt: skip
    if FILES[name].required:
        raise bad(
            f"{folder / name}.parquet", f"the file is missing; put {name}.parquet or .csv there"
        )
    return None


def read(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> str | None:
    """Creates table `name` with the contract's columns and types; optional ones missing: NULL.

    Table `source_columns` (file, name) is told which columns there are.
    Returns the name of the file read, None when an optional file is absent (empty table).
    Raises BackfillError (bad_source) for a missing or wrongly typed column or unreadable file.
    """
    contract = FILES[name]
    path = path_of(folder, name)
    con.execute("CREATE TABLE IF NOT EXISTS source_columns (file VARCHAR, name VARCHAR)")
    if path is None:
        columns = ", ".join(f'"{c.name}" {_STORED_AS[c.kind]}' for c in contract.columns)
        con.execute(f"CREATE TABLE {name} ({columns})")
        return None
    quoted = _literal(path)
    scan = (
        f"read_parquet('{quoted}')"
        if path.suffix == ".parquet"
        else f"read_csv('{quoted}', header = true, all_varchar = true)"
    )
    # Parquet statistics leave NaN out, and the optimizer would conclude that there is none
    con.execute("SET disabled_optimizers = 'statistics_propagation'")
    try:
        types = {row[0]: row[1] for row in con.execute(f"DESCRIBE FROM {scan}").fetchall()}
        _create(con, contract, scan, types, path.name)
        con.execute("RESET disabled_optimizers")
    except duckdb.Error as error:
        if known := of_the_machine(error):
            raise known from error
        kind = "Parquet" if path.suffix == ".parquet" else "CSV"
        reason = str(error).splitlines()[0]
        raise bad(path.name, f"cannot be read as {kind}: {reason}; write the file again") from error
    return path.name


def _literal(path: Path) -> str:
    """The path for a scan that would take it as a pattern: this very file, whatever its name."""
    return re.sub(r"([*?\[])", r"[\1]", str(path)).replace("'", "''")


def _create(con, contract: SourceFile, scan: str, types: dict[str, str], file: str) -> None:
    missing = [c.name for c in contract.columns if c.required and c.name not in types]
    if missing:
        raise bad(
            file,
            f"{len(missing)} required column{'s' * (len(missing) > 1)} missing: "
            f"{', '.join(missing)}; add {'them' if len(missing) > 1 else 'it'} "
            f"(the file has {', '.join(types)})",
        )
    typed, unreadable = [], {}
    for column in contract.columns:
        if types.get(column.name, _EMPTY) == _EMPTY:
            typed.append(f'CAST(NULL AS {_STORED_AS[column.kind]}) AS "{column.name}"')
            continue
        value, broken = _typed(column, types[column.name], file)
        typed.append(f'{value} AS "{column.name}"')
        if broken:
            unreadable[column] = broken
    if unreadable:
        _check_values(con, contract, scan, unreadable, file)
    con.execute(f"CREATE TABLE {contract.name} AS SELECT {', '.join(typed)} FROM {scan}")
    con.execute(
        "INSERT INTO source_columns SELECT $file, UNNEST($names)",
        {"file": contract.name, "names": list(types)},
    )
    if contract.required and not con.sql(f"FROM {contract.name} LIMIT 1").fetchall():
        raise bad(file, "has no rows; the file is required, write it again with its rows")


def _typed(column: SourceColumn, stored: str, file: str) -> tuple[str, str | None]:
    """SQL for the column's value in its contract type, and the condition of an unreadable one."""
    family = next(
        (name for name, types in _FAMILIES.items() if stored.split("(")[0] in types.split()), None
    )
    conversion = _CONVERSIONS.get((column.kind, family))
    if conversion is None:
        expected = "text of ten digits" if column.name == "game_id" else _EXPECTED[column.kind]
        raise bad(file, f"column {column.name} is {stored}; {expected} is expected")
    raw = f'"{column.name}"'
    if family == "float":
        raw = f"CASE WHEN NOT ISNAN(CAST({raw} AS DOUBLE)) THEN CAST({raw} AS DOUBLE) END"
    if family == "text":
        raw = f"NULLIF(TRIM(CAST({raw} AS VARCHAR)), '')"
    value = conversion.format(raw=raw)
    broken = None if conversion == "{raw}" else f"({raw}) IS NOT NULL AND ({value}) IS NULL"
    return f"CAST({value} AS {_STORED_AS[column.kind]})", broken


def _check_values(con, contract: SourceFile, scan: str, unreadable: dict, file: str) -> None:
    counting = ", ".join(f"COUNT(*) FILTER ({broken})" for broken in unreadable.values())
    counts = con.execute(f"SELECT {counting} FROM {scan}").fetchone()
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
