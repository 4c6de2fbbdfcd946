"""The tables of the pipeline: their contracts (YAML) and definitions (SQL), read beside this file.

A contract declares every column once: type, unit, nullability, meaning, ranges. Warehouse
schemas, row audits, the data hash and the data dictionary are made from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent

GAMES = ("player_game_summary", "team_offense_game_summary", "team_defense_game_summary")
CONTEXT = ("upcoming_player_game_context", "upcoming_team_game_context")
PHASE3 = ("nba_schedule", *GAMES, *CONTEXT)
PHASE4 = (
    "team_defense_zone_analysis",
    "player_shot_zone_analysis",
    "player_composite_factors",
    "player_daily_cache",
    "ml_feature_store_v2",
)


@dataclass(frozen=True)
class Column:
    """One column of a contract.

    `hard` is the range only the impossible breaks (a value outside fails the date), `typical`
    the range that is merely reported; both inclusive, either end may be None (open).
    `varies` marks columns that must not be constant on a date with 50 or more rows.
    `provenance` marks the features of the feature store: phase4, phase3 or calculated.
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


@dataclass(frozen=True)
class Table:
    """A table; `partition` is its date column (None for the schedule), `key` unique within it.

    Of a Phase 4 table, `history` names the Phase 3 tables it reads strictly before the date, `day`
    those it reads for the date itself. All read the schedule.
    """

    name: str
    dataset: str
    partition: str | None
    key: tuple[str, ...]
    description: str
    columns: dict[str, Column]
    history: tuple[str, ...] = ()
    day: tuple[str, ...] = ()

    @property
    def features(self) -> dict[str, str]:
        """Provenance of each feature (columns that declare one), in order."""
        return {c.name: c.provenance for c in self.columns.values() if c.provenance}

    @property
    def full_name(self) -> str:
        return f"{self.dataset}.{self.name}"

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


@cache
def table(name: str) -> Table:
    """The table called `name` (no dataset); raises KeyError for a name nobody declared."""
    found = list(FOLDER.glob(f"*/{name}.yaml"))
    if not found:
        raise KeyError(f"no table {name!r}; there are {', '.join(PHASE3 + PHASE4)}")
    declared = yaml.load(found[0].read_text(encoding="utf-8"), Loader=_LOADER)
    columns = [_column(entry) for entry in _entries(declared["columns"])]
    return Table(
        name=name,
        dataset=found[0].parent.name,
        partition=declared["partition"],
        key=tuple(declared["key"]),
        description=declared["description"],
        columns={column.name: column for column in columns},
        history=tuple(declared.get("history", ())),
        day=tuple(declared.get("day", ())),
    )


@cache
def sql(name: str) -> str:
    """The text of the table's `.sql` file."""
    return (FOLDER / table(name).dataset / f"{name}.sql").read_text(encoding="utf-8")


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _entries(columns: list[dict]):
    """The declared columns; includes are read from `_<name>.yaml`, features get their `_source`."""
    for entry in columns:
        if "include" in entry:
            shared = (FOLDER / f"_{entry['include']}.yaml").read_text(encoding="utf-8")
            yield from yaml.load(shared, Loader=_LOADER)
            continue
        yield entry
        if "provenance" in entry:
            yield {
                "name": f"{entry['name']}_source",
                "type": "STRING",
                "nullable": False,
                "values": [entry["provenance"], "missing"],
                "meaning": f"where {entry['name']} came from",
            }


def _column(entry: dict) -> Column:
    ranges = {name: tuple(entry[name]) for name in ("hard", "typical", "values") if name in entry}
    return Column(
        name=entry["name"],
        type=entry["type"],
        unit=entry.get("unit", ""),
        nullable=entry.get("nullable", True),
        meaning=entry["meaning"],
        varies=entry.get("varies", False),
        provenance=entry.get("provenance"),
        **ranges,
    )
