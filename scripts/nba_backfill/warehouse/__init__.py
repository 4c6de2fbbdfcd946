"""The few verbs the pipeline speaks to a warehouse, and the two engines that understand them.

SQL is GoogleSQL; tables are written `dataset.table`; `@start_date` and `@end_date` are the DATE
parameters of every statement, both inclusive.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol

if TYPE_CHECKING:
    import pyarrow as pa

    from nba_backfill.settings import Settings
    from nba_backfill.tables import Table


class Warehouse(Protocol):
    """A place for tables that replaces whole dates at once and computes where the data is.

    The attributes are facts of an engine, the same for all its warehouses (`engine`).
    """

    bills: ClassVar[bool]
    """Whether each statement costs money: it is then asked for sparingly, previewed and capped."""

    keeps_files: ClassVar[bool]
    """Whether the tables are files below `parquet.root`, which users can see and remove."""

    usage: dict[str, int]
    """What this warehouse was asked for so far; empty for an engine that does not count."""

    @classmethod
    def open(cls, settings: Settings, run: str = "") -> Warehouse:
        """The warehouse of these settings; `run` is the run's id, which labels what it does."""

    def create(self, table: Table) -> None:
        """Make sure the table exists as its contract says; BackfillError when it contradicts it."""

    def dates(self, table: Table) -> set[date]:
        """The dates a Phase 4 table holds a partition for."""

    def query(self, sql: str, start: date, end: date) -> pa.Table:
        """The rows of a read-only statement."""

    def stage(self, table: Table, sql: str, start: date, end: date) -> str:
        """Compute rows of the table without showing them; the name to use in `query`."""

    def publish(self, table: Table, staged: str, notes: dict[date, dict]) -> None:
        """Replace exactly the dates of `notes` by their staged rows; keep each note beside them.

        They are on disk then. An engine that keeps files reads the number of rows back itself.
        """

    def note(self, table: Table, day: date) -> dict | None:
        """What was noted when the date was published; None when it is not there."""

    def holds(self, table: Table, day: date, note: dict) -> bool:
        """Whether the date's rows are there, whole by all appearance, under exactly this note.

        Cheap enough for thousands of dates; an engine that bills says yes without looking.
        """

    def remove(self, table: Table, day: date) -> None:
        """Remove a date's rows and their note at once; nothing where there are none."""

    def drop(self, staged: str) -> None:
        """Forget staged rows."""

    def export(self, table: Table, sql: str, start: date, end: date, file: Path) -> str:
        """Write the rows of a statement, in order of date and key, where users take them from.

        That is `file` (Parquet or CSV by its name), or the table itself on an engine that keeps
        tables; what was there is replaced as a whole. Returns the name of the place.
        """

    def load(
        self, table: Table, rows: pa.Table, season_year: int | None, note: str | None = None
    ) -> None:
        """Replace a season of a Phase 3 table (None: the whole table, for the schedule)."""

    def holds_season(self, table: Table, season_year: int | None, note: str) -> bool:
        """Whether the season is there as it was loaded with this note; as cheap as `holds`."""

    def absent(self, table: Table) -> frozenset[str]:
        """Columns of a Phase 3 table that somebody else made without them: they read as NULL."""

    def state(self, table: Table) -> list[str] | None:
        """What changes whenever the table does, told without a query; None when it is not told."""


def engine(settings: Settings) -> type[Warehouse]:
    """The engine the settings name, for its facts."""
    from nba_backfill.warehouse.bigquery import BigQueryWarehouse
    from nba_backfill.warehouse.parquet import ParquetWarehouse

    return {"parquet": ParquetWarehouse, "bigquery": BigQueryWarehouse}[settings.warehouse]


def open_warehouse(settings: Settings, run: str = "") -> Warehouse:
    """The warehouse the settings name; `run` is the run's id, for engines that label their jobs."""
    return engine(settings).open(settings, run)
