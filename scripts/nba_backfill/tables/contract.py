"""What a contract says of a table: its columns, its rows, and what must hold between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TYPES = ("FLOAT64", "INT64", "STRING", "BOOL", "DATE", "ARRAY<FLOAT64>", "ARRAY<STRING>")

# Which rows a Phase 4 table has on a date D. `checks.populations` says how they are found.
POPULATIONS = (
    "teams with a counted game before D",
    "players with a counted game before D",
    "players listed for D",
)


@dataclass(frozen=True)
class Column:
    """One column of a contract.

    `hard` is the range only the impossible breaks (a value outside fails the date), `typical`
    the range that is merely reported; both inclusive, either end may be None (open).
    `varies` marks columns that must not be constant on a date with 50 or more rows.
    `provenance` marks the features of the feature store: phase4, phase3 or calculated.
    `equals` names what the column repeats: table -> expression over that table's row of the same
    date. `explains` names the score that a context column's JSON adds up to.
    """

    name: str
    type: str
    unit: str
    nullable: bool
    meaning: str
    hard: tuple | None = None
    typical: tuple | None = None
    values: tuple | None = None
    varies: bool = False
    provenance: str | None = None
    equals: Mapping[str, str] = field(default_factory=dict)
    explains: str | None = None


@dataclass(frozen=True)
class Rule:
    """What must not be: a GoogleSQL condition over a row, or over the rows of a date (aggregates).

    A condition that is NULL, because something it needs is missing, is not broken. `says` ends the
    sentence "<column> ...".
    """

    name: str
    column: str
    broken_when: str
    says: str


@dataclass(frozen=True)
class Between:
    """A rule that reads other tables: `own` is the row, each of `reads` its row of the same date.

    They are joined as `Table.join_column` says; without such a row their columns are NULL.
    """

    name: str
    reads: tuple[str, ...]
    broken_when: str
    says: str


@dataclass(frozen=True)
class Table:
    """A table; `partition` is its date column (None for the schedule), `key` unique within it.

    Of a Phase 4 table, `population` (one of `POPULATIONS`) says which rows it has, `history`
    names the Phase 3 tables it reads strictly before the date, `day` those it reads for the date
    itself (all read the schedule), and `joins` the column that holds another table's key where
    that is not the column of the same name.
    """

    name: str
    dataset: str
    partition: str | None
    key: tuple[str, ...]
    description: str
    columns: dict[str, Column]
    population: str | None = None
    history: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    joins: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    date_rules: tuple[Rule, ...] = ()
    between: tuple[Between, ...] = ()

    @property
    def full_name(self) -> str:
        return f"{self.dataset}.{self.name}"

    @property
    def date_column(self) -> str:
        """The column that dates a row: the partition of a Phase 4 table, else the game's date."""
        return self.partition if self.population else "game_date"

    @property
    def features(self) -> dict[str, str]:
        """Provenance of each feature (columns that declare one), in order."""
        return {c.name: c.provenance for c in self.columns.values() if c.provenance}

    def join_column(self, other: Table) -> str:
        """The column of this table that holds the key of the other's row of the same date."""
        return self.joins.get(other.name, other.key[0])

    @property
    def arrow_schema(self):
        """The contract as a `pyarrow.Schema`, in declared column order."""
        import pyarrow as pa

        types = {
            "FLOAT64": pa.float64(),
            "INT64": pa.int64(),
            "STRING": pa.string(),
            "BOOL": pa.bool_(),
            "DATE": pa.date32(),
            "ARRAY<FLOAT64>": pa.list_(pa.float64()),
            "ARRAY<STRING>": pa.list_(pa.string()),
        }
        return pa.schema(
            [pa.field(c.name, types[c.type], c.nullable) for c in self.columns.values()]
        )
