"""The embedded warehouse: DuckDB over Parquet files, one file per (table, date).

A file is written under a temporary name, flushed and renamed, so a reader sees the old rows or the
new ones, and neither a killed process nor a power cut leaves a half partition. DuckDB itself runs
in memory: nothing locks the files, any number of processes may read while one writes.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import duckdb

from nba_backfill import tables
from nba_backfill.durable import make_folder
from nba_backfill.errors import BackfillError, of_the_machine
from nba_backfill.results import replacing, replacing_all, sweep
from nba_backfill.tables.statement import with_row_hash
from nba_backfill.warehouse import parquet_file
from nba_backfill.warehouse.duckdb_columns import declared, no_rows, typed
from nba_backfill.warehouse.translate import PLACEHOLDER, to_duckdb

if TYPE_CHECKING:
    import pyarrow as pa

    from nba_backfill.settings import Settings
    from nba_backfill.tables import Table

UNREAD = re.compile(r'Failed to read file "(.+?)": (.+)')
EXPORT_MEMORY = "600MB"
WRITERS = 2  # partitions of a block written at the same time


class ParquetWarehouse:
    """The verbs of `Warehouse` over the files below `root`."""

    bills = False
    keeps_files = True
    usage: ClassVar[dict[str, int]] = {}

    @classmethod
    def open(cls, settings: Settings, run: str = "") -> ParquetWarehouse:
        return cls(settings.parquet_root)

    def __init__(self, root: Path | str):
        self.root = Path(root)
        self.connection = duckdb.connect()
        self.staged: set[str] = set()
        self.naming = threading.Lock()
        self.sorted: dict[str, tuple[pa.Table, list[date]]] = {}  # staged rows and their dates
        self.sorting = threading.Lock()
        self.computing = threading.Lock()  # DuckDB spreads one statement over all cores

    def create(self, table: Table) -> None:
        folder = self.root / table.dataset / table.name
        make_folder(folder)
        sweep(folder)

    def dates(self, table: Table) -> set[date]:
        files = (self.root / table.dataset / table.name).glob(f"{table.partition}=*/data.parquet")
        found = set()
        for file in files:
            with contextlib.suppress(ValueError):  # a folder somebody copied: `... copy`
                found.add(date.fromisoformat(file.parent.name.partition("=")[2]))
        return found

    def query(self, sql: str, start: date, end: date) -> pa.Table:
        def ask(statement: str, used: dict[str, date]) -> pa.Table:
            return self.connection.cursor().sql(statement, params=used).to_arrow_table()

        return self._bound(to_duckdb(sql), start, end, ask)

    def stage(self, table: Table, sql: str, start: date, end: date) -> str:
        staged = self._free_name(table)
        self.connection.cursor().execute(f"CREATE TABLE {staged} ({declared(table)})")
        try:
            rows = to_duckdb(with_row_hash(table, sql))
            with self.computing:  # so that memory is that of one statement
                insert = f"INSERT INTO {staged} BY NAME {rows}"
                self._bound(insert, start, end, self.connection.cursor().execute)
        except BaseException:
            self.drop(staged)
            raise
        return staged

    def publish(self, table: Table, staged: str, notes: dict[date, dict]) -> None:
        files = {day: self._partition(table, day) for day in notes}
        rows = {day: self._staged_rows(table, staged, day) for day in notes}
        with replacing_all(files.values()) as drafts, ThreadPoolExecutor(WRITERS) as writers:

            def write(day: date) -> None:
                note = json.dumps(notes[day], sort_keys=True)
                parquet_file.write(drafts[files[day]], rows[day], table, note)

            list(writers.map(write, notes))
        for day, file in files.items():
            if parquet_file.rows_in(file) != rows[day].num_rows:
                message = f"{table.name} {day}: the rows read back are not those written"
                raise BackfillError(f"{message}; run it again", "warehouse_error")

    def note(self, table: Table, day: date) -> dict | None:
        file = self._partition(table, day)
        if not file.exists():
            return None
        try:
            noted = parquet_file.note_in(file)
        except Exception as error:
            raise BackfillError(
                f"{file} is no readable Parquet file: {error}", "warehouse_error"
            ) from error
        return json.loads(noted) if noted else None

    def holds(self, table: Table, day: date, note: dict) -> bool:
        return parquet_file.holds(self._partition(table, day), json.dumps(note, sort_keys=True))

    def remove(self, table: Table, day: date) -> None:
        file = self._partition(table, day)
        file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # something else lies there, or nothing
            file.parent.rmdir()

    def drop(self, staged: str) -> None:
        self.connection.cursor().execute(f"DROP TABLE IF EXISTS {staged}")
        self.sorted.pop(staged, None)
        with self.naming:
            self.staged.discard(staged)

    def export(self, table: Table, sql: str, start: date, end: date, file: Path) -> str:
        order = ", ".join((table.partition, *table.key))
        form = "csv, header" if file.suffix == ".csv" else "parquet, COMPRESSION zstd"
        # A connection of its own: the rows pass through little memory, whatever their number.
        with (
            replacing(file) as temporary,
            duckdb.connect(config={"memory_limit": EXPORT_MEMORY}) as connection,
        ):
            connection.execute("SET temp_directory = ?", [str(file.parent / ".tmp-export")])
            place = str(temporary).replace("'", "''")

            def copy(rows: str, used: dict[str, date]) -> None:
                selected = f"SELECT {typed(table)} FROM ({rows}) AS computed ORDER BY {order}"
                connection.execute(f"COPY ({selected}) TO '{place}' (FORMAT {form})", used)

            self._bound(to_duckdb(sql), start, end, copy)
        return str(file)

    def load(
        self, table: Table, rows: pa.Table, season_year: int | None, note: str | None = None
    ) -> None:
        with replacing(self._season(table, season_year)) as draft:
            parquet_file.write(draft, rows, table, note)

    def holds_season(self, table: Table, season_year: int | None, note: str) -> bool:
        return parquet_file.holds(self._season(table, season_year), note)

    def seasons(self, table: Table) -> set[int]:
        """The seasons a Phase 3 table has a file for, readable or not."""
        folders = (self.root / table.dataset / table.name).glob("season_year=*")
        years = (folder.name.partition("=")[2] for folder in folders)
        return {int(year) for year in years if year.isdecimal()}

    def _season(self, table: Table, season_year: int | None) -> Path:
        folder = self.root / table.dataset / table.name
        if season_year is not None:
            folder = folder / f"season_year={season_year}"
        return folder / "data.parquet"

    def absent(self, table: Table) -> frozenset[str]:
        return frozenset()  # files hold all columns of the contract

    def state(self, table: Table) -> None:
        """Not told: asking the files again costs nothing."""

    def _staged_rows(self, table: Table, staged: str, day: date) -> pa.Table:
        """A date's staged rows in key order; DuckDB is asked once for those of all dates."""
        with self.sorting:
            if staged not in self.sorted:
                order = ", ".join((table.partition, *table.key))
                query = f"SELECT * FROM {staged} ORDER BY {order}"
                rows = self.connection.cursor().sql(query).to_arrow_table()
                self.sorted[staged] = rows, rows[table.partition].to_pylist()
            rows, days = self.sorted[staged]
        first, end = bisect_left(days, day), bisect_right(days, day)
        return rows.slice(first, end - first)

    def _partition(self, table: Table, day: date) -> Path:
        folder = self.root / table.dataset / table.name / f"{table.partition}={day:%Y-%m-%d}"
        return folder / "data.parquet"

    def _free_name(self, table: Table) -> str:
        """A name no staged rows have; used again when free, so that translations are, too."""
        with self.naming:
            names = (f"staged_{table.name}_{number}" for number in itertools.count())
            name = next(name for name in names if name not in self.staged)
            self.staged.add(name)
        return name

    def _bound(self, translated: str, start: date, end: date, ask: Callable):
        """What `ask` makes of the statement with its tables' files named, and its parameters.

        Partitions that were written before a column was declared lack it: where a statement needs
        one of those, it is NULL in them. Reading so by default would double the time of a query
        over a season, which looks into every file first.
        """
        try:
            return ask(*self._named(translated, start, end, _rows_of_files))
        except (duckdb.BinderException, duckdb.InvalidInputException) as error:
            with contextlib.suppress(duckdb.Error):
                return ask(*self._named(translated, start, end, _rows_of_any_shape))
            raise _refused(error, self._read_by(translated, start, end)) from error
        except duckdb.Error as error:
            raise _refused(error, self._read_by(translated, start, end)) from error

    def _read_by(self, translated: str, start: date, end: date) -> list[Path]:
        """The files a statement reads."""
        names = {found[2] for found in PLACEHOLDER.finditer(translated)}
        return [file for name in names for file in self._files(tables.table(name), start, end)]

    def _named(self, translated: str, start: date, end: date, rows_of: Callable):
        """The statement with its tables' files named, and the parameters it uses."""

        def relation(found) -> str:
            table = tables.table(found[2])
            files = [str(file) for file in self._files(table, start, end)]
            return rows_of(table, files) if files else f"({no_rows(table)})"

        statement = PLACEHOLDER.sub(relation, translated)
        parameters = {"start_date": start, "end_date": end}
        return statement, {k: day for k, day in parameters.items() if f"${k}" in statement}

    def _files(self, table: Table, start: date, end: date) -> list[Path]:
        folder = self.root / table.dataset / table.name
        if table.dataset == "nba_reference":
            files = [folder / "data.parquet"]
        elif table.name in tables.PHASE4:
            days = (date.fromordinal(n) for n in range(start.toordinal(), end.toordinal() + 1))
            files = [self._partition(table, day) for day in days]
        else:
            # A season is named after the year it starts in: dates of one calendar year lie in two.
            years = range(start.year - 1, end.year + 1)
            files = [folder / f"season_year={year}" / "data.parquet" for year in years]
        return [file for file in files if file.exists()]


def _rows_of_files(table: Table, files: list[str]) -> str:
    """The rows of files as a FROM item; all have the columns of the first one."""
    return f"read_parquet({files!r}, hive_partitioning = false)"


def _rows_of_any_shape(table: Table, files: list[str]) -> str:
    """The rows of files as a FROM item, each column of the contract NULL where a file lacks it."""
    read = f"read_parquet({files!r}, hive_partitioning = false, union_by_name = true)"
    return f"({no_rows(table)} UNION ALL BY NAME FROM {read})"


def _refused(error: duckdb.Error, files: list[Path]) -> BackfillError:
    """files: those the statement reads; DuckDB does not always say which one is damaged."""
    if known := of_the_machine(error):
        return known
    told = UNREAD.search(str(error))
    damaged = told.groups() if told else _unreadable(files)
    if damaged:
        file, why = damaged
        return BackfillError(
            f"{file} cannot be read ({why}); remove it and run again", "warehouse_error"
        )
    return BackfillError(f"DuckDB refused a statement: {error}", "warehouse_error")


def _unreadable(files: list[Path]) -> tuple[Path, str] | None:
    """The first file whose rows cannot all be read, and why."""
    with duckdb.connect() as connection:
        for file in files:
            try:
                connection.execute(
                    "SELECT SUM(HASH(r)) FROM read_parquet(?) AS r", [str(file)]
                ).fetchall()
            except duckdb.Error as error:
                told = UNREAD.search(str(error))
                return file, told[2] if told else str(error)
    return None
