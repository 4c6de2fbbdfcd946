"""What each published partition was made from, in a table beside the published ones.

Notes are only ever appended and the newest counts, because INSERT statements, unlike MERGE,
neither queue behind nor conflict with those of other processes. BigQuery runs 1,500 of them a day
on a table at once and the others ten at a time, so threads that wait to write share a statement.
"""

from __future__ import annotations

import json
import threading
from concurrent.futures import Future
from datetime import date

from nba_backfill import tables
from nba_backfill.tables import Table
from nba_backfill.warehouse.bigquery import statements
from nba_backfill.warehouse.bigquery.jobs import Jobs

NAME = "nba_precompute.backfill_partitions"
PER_STATEMENT = 500

_COLUMNS = (
    tables.Column("table_name", "STRING", "", False, "dataset.table of the partition"),
    tables.Column("partition_date", "DATE", "", False, "date of the partition"),
    tables.Column("note", "STRING", "JSON", False, "what its rows were made from"),
    tables.Column("published_at", "TIMESTAMP", "", False, "the newest note of a date counts"),
)
CONTRACT = Table(
    name=NAME.partition(".")[2],
    dataset=NAME.partition(".")[0],
    partition=None,
    key=("table_name", "partition_date"),
    description="What each published partition was made from, appended at every publish.",
    columns={column.name: column for column in _COLUMNS},
)


class Notes:
    """The notes at `place`; used by many threads at once.

    What is read is kept: an answer is as of the first question about a table in this process.
    """

    def __init__(self, jobs: Jobs, place: str):
        self._jobs, self._place = jobs, place
        self._known: dict[str, dict[date, dict]] = {}
        self._reading = threading.Lock()
        self._queueing = threading.Lock()
        self._waiting: list[tuple[list[tuple[str, date, str]], Future]] = []
        self._writing = threading.Lock()

    def of(self, table: Table, day: date) -> dict | None:
        """The newest note of a partition; None when there is none."""
        with self._reading:
            if table.full_name not in self._known:
                self._known[table.full_name] = self._read(table)
            return self._known[table.full_name].get(day)

    def add(self, table: Table, notes: dict[date, dict]) -> None:
        """Append a note for each date; returns when they are stored."""
        rows = [
            (table.full_name, day, json.dumps(note, sort_keys=True)) for day, note in notes.items()
        ]
        stored: Future = Future()
        with self._queueing:
            self._waiting.append((rows, stored))
        with self._writing:  # whoever holds it writes the rows of all that wait
            if not stored.done():
                self._write()
        stored.result()
        with self._reading:
            self._known.get(table.full_name, {}).update(notes)

    def _read(self, table: Table) -> dict[date, dict]:
        rows = self._jobs.read(
            f"reading the notes of {table.full_name}",
            statements.newest_notes(self._place),
            {"table_name": table.full_name},
        )
        return {row["partition_date"]: json.loads(row["note"]) for row in rows.to_pylist()}

    def _write(self) -> None:
        with self._queueing:
            waiting, self._waiting = self._waiting, []
        rows = sorted(row for some, _ in waiting for row in some)
        try:
            for first in range(0, len(rows), PER_STATEMENT):
                self._insert(rows[first : first + PER_STATEMENT])
        except BaseException as error:
            for _, stored in waiting:
                stored.set_exception(error)
        else:
            for _, stored in waiting:
                stored.set_result(None)

    def _insert(self, rows: list[tuple[str, date, str]]) -> None:
        values = {
            f"{name}_{number}": value
            for number, row in enumerate(rows)
            for name, value in zip(("table", "date", "note"), row, strict=True)
        }
        names = sorted({table for table, _, _ in rows})
        labels = {"processor": names[0].partition(".")[2]} if len(names) == 1 else {}
        self._jobs.run(
            f"noting {', '.join(names)}",
            statements.add_notes(self._place, len(rows)),
            values,
            {**labels, "purpose": "note"},
        )
