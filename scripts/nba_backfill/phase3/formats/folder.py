"""The files of a source folder as parts: files with the same columns, and how to scan them."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from nba_backfill.errors import BackfillError, of_the_machine
from nba_backfill.phase3.formats import json_tables
from nba_backfill.phase3.formats.description import spelling

CSV, PARQUET = (".csv", ".csv.gz", ".tsv", ".txt"), (".parquet",)
JSON = (".json", ".json.gz", ".jsonl", ".ndjson")
PACKED = {  # endings -> the command that makes readable files of them
    ".tar.xz": "tar xJf {file}",
    ".tar.gz": "tar xzf {file}",
    ".tgz": "tar xzf {file}",
    ".tar": "tar xf {file}",
    ".zip": "unzip {file}",
    ".7z": "7z x {file}",
    ".xz": "unxz {file}",
    ".bz2": "bunzip2 {file}",
    ".rds": "in R: write.csv(readRDS('{file}'), '{file}.csv', row.names = FALSE)",
    ".sqlite": 'sqlite3 -header -csv {file} "select * from <table>" > <table>.csv',
    ".db": 'sqlite3 -header -csv {file} "select * from <table>" > <table>.csv',
    ".xlsx": "save it as CSV",
}
NO_DATA = "not a kind of data"
DELIMITERS = ",;\t|"
HEADER_BYTES = 1 << 16
_ID_IN_NAME = re.compile(r"(?<!\d)(?:00)?([1-6]\d{7})(?!\d)")


@dataclass
class Part:
    """Files with one list of columns; for JSON the table of that name, with its rows.

    columns: as written, in their order. types: of Parquet columns, empty otherwise.
    """

    files: list[str]  # relative to the folder
    columns: tuple[str, ...]
    types: tuple[str, ...] = ()
    delimiter: str = ","
    table: str = ""  # name of the table inside a JSON file
    rows: list[pa.Table] = field(default_factory=list)  # JSON: the columns asked for, and `file`

    @property
    def spelled(self) -> dict[str, str]:
        """The columns by their spelling; of two with one spelling the first."""
        return {spelling(name): name for name in reversed(self.columns) if name}

    def __str__(self) -> str:
        name = together(self.files)
        return f"{name} [{self.table}]" if self.table else name


@dataclass
class Folder:
    """What is in a folder: its parts, and the files that cannot be read with the reason."""

    path: Path
    parts: list[Part]
    unread: dict[str, str]


def data_files(folder: Path, results: Path | None) -> list[Path]:
    """Files below the folder by name, without hidden ones and those of the results folder."""
    made = results.resolve() if results else None
    below = made is not None and folder.resolve() in made.parents
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and not (below and made in path.resolve().parents)
    )


def is_data(path: Path) -> bool:
    """Whether the file is of a kind that is read."""
    return path.name.lower().endswith((*CSV, *PARQUET, *JSON))


def look(
    folder: Path, wanted: Callable[[Part], Iterable[str]], results: Path | None = None
) -> Folder:
    """Reads the columns of every file, and of JSON files the rows.

    wanted: the columns of a part that will be read; of JSON only these are kept in memory.
    results: a folder that is left out when it lies below.
    """
    parts: dict[tuple, Part] = {}
    unread: dict[str, str] = {}
    for path in data_files(folder, results):
        name = path.relative_to(folder).as_posix()
        try:
            for part in _parts(path, name, wanted):
                key = (part.columns, part.types, part.delimiter, part.table)
                known = parts.setdefault(key, part)
                if known is not part:
                    known.files += part.files
                    known.rows += part.rows
        except _Unread as why:
            unread[name] = str(why)
        except (OSError, ValueError, pa.ArrowException, EOFError) as error:
            lines = str(error).splitlines() or [type(error).__name__]
            unread[name] = f"cannot be read: {lines[0]}"
    return Folder(folder, list(parts.values()), unread)


class _Unread(Exception):
    """A file that is none of the kinds that are read."""


def _parts(path: Path, name: str, wanted: Callable) -> Iterator[Part]:
    lower = name.lower()
    if lower.endswith(PARQUET):
        schema = pq.read_schema(path)
        yield Part([name], tuple(schema.names), tuple(map(str, schema.types)))
    elif lower.endswith(JSON):
        for table in json_tables.tables(json_tables.read_json(path)):
            columns = tuple(sorted(table.columns))
            part = Part([name], columns, delimiter="", table=table.name or "rows")
            part.rows.append(_text_table(table.rows, wanted(part), name))
            yield part
    elif lower.endswith(CSV):
        columns, delimiter = _header(path)
        yield Part([name], columns, delimiter=delimiter)
    else:
        packed = next((how for end, how in PACKED.items() if lower.endswith(end)), None)
        raise _Unread(f"unpack it: {packed.format(file=name)}" if packed else NO_DATA)


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        head = file.read(HEADER_BYTES)
    if not head.strip():
        raise _Unread("is empty")
    text = head.decode("utf-8-sig", errors="replace")
    line = text.splitlines()[0]
    delimiter = max(DELIMITERS, key=line.count)
    return tuple(next(csv.reader(io.StringIO(text), delimiter=delimiter))), delimiter


def game_id_of(file: str) -> str | None:
    """The one game id in a file's name, with its ten digits; None without, or with several."""
    found = set(_ID_IN_NAME.findall(Path(file).name))
    return f"00{found.pop()}" if len(found) == 1 else None


def scan(con: duckdb.DuckDBPyConnection, folder: Path, part: Part, wanted: dict[str, str]) -> str:
    """SQL of a relation with the wanted columns (ours -> the file's) as text, and `file`.

    Values that stand for nothing (empty, NaN, None) are NULL. Raises BackfillError (bad_source).
    """
    chosen = ", ".join(_clean(ours, theirs) for ours, theirs in wanted.items())
    if part.rows:
        con.register("json_rows", pa.concat_tables(part.rows))
        return f"SELECT {chosen}, _file AS file FROM json_rows"
    files = [str(folder / file) for file in part.files]
    listed = ", ".join(_quoted(file) for file in files)
    start = len(str(folder)) + 2
    if part.types:
        source = f"read_parquet([{listed}], filename = '_file')"
    else:
        chosen = ", ".join(_clean(ours, _position(part, theirs)) for ours, theirs in wanted.items())
        columns = ", ".join(f"'_{i}': 'VARCHAR'" for i in range(len(part.columns)))
        source = (
            f"read_csv([{listed}], columns = {{{columns}}}, header = true, auto_detect = false, "
            f"delim = {_quoted(part.delimiter)}, quote = '\"', escape = '\"', "
            "null_padding = true, strict_mode = false, filename = '_file')"
        )
    return f"SELECT {chosen}, _file[{start}:] AS file FROM {source}"


def read_error(part: Part, error: duckdb.Error) -> BackfillError:
    """The error of files that turned out to be broken after their header."""
    if known := of_the_machine(error):
        return known
    reason = str(error).splitlines()[0]
    return BackfillError(f"{part}: cannot be read: {reason}; write the file again", "bad_source")


def _position(part: Part, column: str) -> str:
    return f"_{part.columns.index(column)}"


def _clean(ours: str, theirs: str) -> str:
    quoted = '"' + theirs.replace('"', '""') + '"'
    return f'clean(CAST({quoted} AS VARCHAR)) AS "{ours}"'


def _text_table(rows: list[dict], columns: Iterable[str], file: str) -> pa.Table:
    """The columns of the rows as text, with the name of the file."""
    arrays = {name: pa.array([_text(row.get(name)) for row in rows], pa.string())
              for name in columns}  # fmt: skip
    return pa.table({**arrays, "_file": pa.array([file] * len(rows), pa.string())})


def _text(value) -> str | None:
    if value is None or isinstance(value, list | dict):
        return None
    return str(value)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def together(files: list[str]) -> str:
    """One name for many files: their common folder, their number."""
    if len(files) == 1:
        return files[0]
    folders = {str(Path(file).parent) for file in files}
    ends = {"".join(Path(file).suffixes[-1:]) for file in files}
    where = "" if folders == {"."} or len(folders) > 1 else f"{folders.pop()}/"
    return f"{where}*{ends.pop() if len(ends) == 1 else ''} ({len(files):,} files)"
