"""The warehouse verbs on BigQuery: compute stays there, a date changes in one statement.

A table's rows are computed into a staged table that expires, audited there by queries, and
published by one MERGE that deletes what the target holds for exactly the given dates and inserts
the staged rows. Every statement is idempotent and is repeated as a whole after a passing error.
"""

from __future__ import annotations

import io
import itertools
import logging
import threading
import uuid
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.schedule import EVER
from nba_backfill.settings import STAGING
from nba_backfill.tables.statement import with_row_hash
from nba_backfill.terminal import held_output
from nba_backfill.warehouse.bigquery import foreign, schema, statements
from nba_backfill.warehouse.bigquery import notes as noted
from nba_backfill.warehouse.bigquery.jobs import Jobs
from nba_backfill.warehouse.bigquery.names import Names

if TYPE_CHECKING:
    import pyarrow as pa
    from google.cloud import bigquery

    from nba_backfill.settings import Settings
    from nba_backfill.tables import Table

DML_PER_TABLE = 2  # statements that BigQuery runs at once on a table; more only queue
SEASON = ((7, 1), (11, 30))  # a season's games lie between 1 July and 30 November of the next year

_log = logging.getLogger(__name__)


class BigQueryWarehouse:
    """The verbs of `Warehouse` on the datasets of one project; used by many threads at once.

    run: id of the run, a label on every job. makes_phase3: the Phase 3 tables are made here also
    where the backfill only reads them. `usage` counts statements, loads, retries and bytes.
    """

    bills = True
    keeps_files = False

    @classmethod
    def open(cls, settings: Settings, run: str = "") -> BigQueryWarehouse:
        return cls(settings, run)

    def __init__(self, settings: Settings, run: str = "", makes_phase3: bool = False):
        options = settings.bigquery
        foreign.check_names(options.columns)
        self.reads_phase3 = settings.phase3 == "warehouse" and not makes_phase3
        self.names = Names(
            options.project, options.datasets, options.tables, self._foreign_relation
        )
        self.jobs = Jobs(options, {"run": run} if run else {})
        self._writing: dict[str, threading.BoundedSemaphore] = defaultdict(
            lambda: threading.BoundedSemaphore(DML_PER_TABLE)
        )
        self._numbers = itertools.count()
        self.notes = noted.Notes(self.jobs, self.names.place(noted.NAME))
        self._datasets: dict[str, bigquery.Dataset] = {}  # that are as they must be, by place
        self._found: dict[str, bigquery.Table] = {}  # that somebody else made, by place
        self._checked: set[str] = set()  # places of tables that are as they must be
        self._lock = threading.RLock()

    @property
    def usage(self) -> dict[str, int]:
        """What was done so far: statements, loads, retries, bytes_processed."""
        return dict(self.jobs.usage)

    def create(self, table: Table) -> None:
        if self._is_foreign(table):
            self._foreign_relation(table.full_name)
            return
        with self._lock:
            self._table(table)
            self._dataset(STAGING)
            if table.name in tables.PHASE4:
                self._table(noted.CONTRACT)

    def dates(self, table: Table) -> set[date]:
        """The dates with rows; a partition published without any does not exist here."""
        rows = self.jobs.read(
            f"reading the dates of {table.full_name}",
            statements.dates(table, self.names.place(table.full_name)),
            dict(zip(("start_date", "end_date"), EVER)),
        )
        return set(rows["day"].to_pylist()) - {None}

    def query(self, sql: str, start: date, end: date) -> pa.Table:
        values = {"start_date": start, "end_date": end}
        used = {name: value for name, value in values.items() if f"@{name}" in sql}
        return self.jobs.read("reading", self.names.rewrite(sql), used)

    def stage(self, table: Table, sql: str, start: date, end: date) -> str:
        rows = with_row_hash(table, sql)
        staged = self.staged(table.name)
        self.jobs.run(
            f"computing {table.full_name} {start}..{end}",
            statements.stage(table, self.names.place(staged), self.names.rewrite(rows)),
            {"start_date": start, "end_date": end},
            {"processor": table.name, "purpose": "stage"},
        )
        return staged

    def publish(self, table: Table, staged: str, notes: dict[date, dict]) -> None:
        if not notes:
            return
        place = self.names.place(table.full_name)
        with self._writing[place]:
            self.jobs.run(
                f"publishing {table.full_name} {min(notes)}..{max(notes)}",
                statements.publish(table, place, self.names.place(staged)),
                {"start_date": min(notes), "end_date": max(notes), "dates": sorted(notes)},
                {"processor": table.name, "purpose": "publish"},
            )
        self.notes.add(table, notes)

    def note(self, table: Table, day: date) -> dict | None:
        return self.notes.of(table, day) or None

    def dry_run(self, sql: str, start: date, end: date) -> int | None:
        """Bytes a statement over start..end would read; None when one of its tables is missing."""
        from google.api_core.exceptions import NotFound

        values = {"start_date": start, "end_date": end}
        try:
            return self.jobs.dry_run("asking for the cost", self.names.rewrite(sql), values)
        except BackfillError as error:
            if isinstance(error.__cause__, NotFound):
                return None
            raise

    def holds(self, table: Table, day: date, note: dict) -> bool:
        return True

    def holds_season(self, table: Table, season_year: int | None, note: str) -> bool:
        return True

    def remove(self, table: Table, day: date) -> None:
        place = self.names.place(table.full_name)
        with self._writing[place]:
            self.jobs.run(
                f"removing {table.full_name} {day}",
                statements.remove(table, place),
                {"start_date": day, "end_date": day},
                {"processor": table.name, "purpose": "remove"},
            )
        self.notes.add(table, {day: {}})

    def drop(self, staged: str) -> None:
        """Drop staged rows; when that fails they expire by themselves."""
        place = self.names.place(staged)
        try:
            self.jobs.call("dropping", self.jobs.client.delete_table, place, not_found_ok=True)
        except BackfillError as error:
            _log.warning("%s; it expires within %d hours", error, statements.STAGED_HOURS)

    def export(self, table: Table, sql: str, start: date, end: date, file: Path) -> str:
        place = self.names.place(table.full_name)
        self._dataset(table.dataset)
        self.jobs.run(
            f"writing {table.full_name} {start}..{end}",
            statements.export(table, place, self.names.rewrite(sql)),
            {"start_date": start, "end_date": end},
            {"processor": table.name, "purpose": "export"},
        )
        return place

    def load(
        self, table: Table, rows: pa.Table, season_year: int | None, note: str | None = None
    ) -> None:
        """Upload Phase 3 rows by load jobs, which are free; a season is replaced by one MERGE."""
        place = self.names.place(table.full_name)
        if season_year is None:
            self._upload(table, rows, place)
            return
        staged = self.names.place(self.staged(table.name))
        lifetime = timedelta(hours=statements.STAGED_HOURS)
        definition = schema.staged_definition(table, staged, lifetime)
        self.jobs.call("staging", self.jobs.client.create_table, definition, exists_ok=True)
        if rows.num_rows:
            self._upload(table, rows, staged)
        first, last = (date(season_year + n, *day) for n, day in enumerate(SEASON))
        with self._writing[place]:
            self.jobs.run(
                f"replacing season {season_year} of {table.full_name}",
                statements.replace_season(table, place, staged),
                {"start_date": first, "end_date": last, "season_year": season_year},
                {"processor": table.name, "purpose": "load"},
            )
        self.drop(f"{STAGING}.{staged.rpartition('.')[2]}")

    def state(self, table: Table) -> list[str] | None:
        """Place and last change of a table, by which kept answers are known to hold; no query.

        None for a view or a table that rows stream into: they change without telling.
        """
        place = self.names.place(table.full_name)
        found = self.jobs.call(f"looking at {place}", self.jobs.client.get_table, place)
        if found.table_type != "TABLE" or found.streaming_buffer:
            return None
        return [place, found.modified.isoformat()]

    def _upload(self, table: Table, rows: pa.Table, place: str) -> None:
        import pyarrow.parquet as pq
        from google.cloud import bigquery

        wanted = table.arrow_schema
        file = io.BytesIO()
        pq.write_table(rows.select(wanted.names).cast(wanted), file, compression="zstd")
        options = bigquery.ParquetOptions()
        options.enable_list_inference = True
        config = bigquery.LoadJobConfig(
            source_format="PARQUET",
            write_disposition="WRITE_TRUNCATE",
            schema=schema.fields(table),
            parquet_options=options,
        )
        self.jobs.load(f"loading {table.full_name}", file, place, config)

    def staged(self, name: str) -> str:
        """A table name of its own for rows of `name`: pipelines side by side never share one."""
        return f"{STAGING}.{name}_{next(self._numbers)}_{uuid.uuid4().hex[:12]}"

    def _is_foreign(self, table: Table) -> bool:
        """Whether the table is somebody else's, to be read and never made or changed."""
        return self.reads_phase3 and table.name in tables.PHASE3

    def _dataset(self, name: str) -> bigquery.Dataset:
        """The dataset, which is made where it does not exist, in the configured location."""
        from google.api_core.exceptions import NotFound
        from google.cloud import bigquery

        place = self.names.dataset(name)
        if place in self._datasets:
            return self._datasets[place]
        try:
            found = self.jobs.call(f"looking at {place}", self.jobs.client.get_dataset, place)
        except BackfillError as error:
            if not isinstance(error.__cause__, NotFound):
                raise
            new = bigquery.Dataset(place)
            new.location = self.jobs.client.location
            found = self.jobs.call(
                f"creating {place}", self.jobs.client.create_dataset, new, exists_ok=True
            )
        self._datasets[place] = self._located(found)
        return found

    def _located(self, dataset: bigquery.Dataset) -> bigquery.Dataset:
        """The dataset, unless it is in another location than the jobs."""
        wanted, place = self.jobs.client.location, f"{dataset.project}.{dataset.dataset_id}"
        if wanted and dataset.location and dataset.location.upper() != wanted.upper():
            raise BackfillError(
                f"BigQuery dataset {place} is in {dataset.location}, config bigquery.location says "
                f"{wanted}; set it to {dataset.location}",
                "warehouse_error",
            )
        return dataset

    def absent(self, table: Table) -> frozenset[str]:
        """Columns of a Phase 3 table that nobody reads and that the table there lacks."""
        if not self._is_foreign(table):
            return frozenset()
        return foreign.absent(table, self._foreign(table), self._renamed(table))

    def _foreign_relation(self, full_name: str) -> str | None:
        """What to write for a Phase 3 table that somebody else made; None for any other."""
        dataset, _, name = full_name.partition(".")
        if not self.reads_phase3 or name not in tables.PHASE3:
            return None
        contract = tables.table(name)
        if dataset != contract.dataset:
            return None
        return foreign.relation(contract, self._foreign(contract), self._renamed(contract))

    def _foreign(self, contract: Table) -> bigquery.Table:
        """The table somebody else made, as the API tells of it; looked at once."""
        place = self.names.place(contract.full_name)
        with self._lock:
            if place not in self._found:
                client, dataset = self.jobs.client, place.rpartition(".")[0]
                found = self.jobs.call(f"looking at {place}", client.get_table, place)
                self._located(self.jobs.call(f"looking at {dataset}", client.get_dataset, dataset))
                self._found[place] = found
            return self._found[place]

    def _renamed(self, table: Table) -> dict[str, str]:
        return self.jobs.options.columns.get(table.name, {})

    def _table(self, contract: Table) -> None:
        """Create the table, or refuse the one that is there when it contradicts the contract."""
        from google.api_core.exceptions import NotFound

        place = self.names.place(contract.full_name)
        if place in self._checked:
            return
        client = self.jobs.client
        self._dataset(contract.dataset)
        try:
            found = self.jobs.call(f"looking at {place}", client.get_table, place)
        except BackfillError as error:
            if not isinstance(error.__cause__, NotFound):
                raise
            schema.refuse_expiry(self._dataset(contract.dataset))
            new = schema.definition(contract, place)
            self.jobs.call(f"creating {place}", client.create_table, new, exists_ok=True)
            found = self.jobs.call(f"looking at {place}", client.get_table, place)
        new = schema.new_columns(contract, found)
        found.schema = [*found.schema, *new]
        schema.refuse(place, schema.differences(contract, found))
        if new:
            self.jobs.call(f"adding columns to {place}", client.update_table, found, ["schema"])
            names = ", ".join(f"{field.name} {schema.written(field)}" for field in new)
            with held_output():
                print(f"BigQuery table {place}: added {names}; NULL in the rows that are there")
        self._checked.add(place)
