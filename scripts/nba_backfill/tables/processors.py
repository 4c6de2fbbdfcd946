"""The processors as data: what each writes, what it reads, and what decides its rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from nba_backfill import tables
from nba_backfill.kept import kept
from nba_backfill.tables.statement import framed, with_row_hash


@dataclass(frozen=True)
class Processor:
    """A processor and its edges.

    `upstream` names the processors whose rows of the same date it reads, `after` those it only
    waits for. What it reads of Phase 3 its table says.
    """

    name: str
    table: str
    upstream: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def history(self) -> tuple[str, ...]:
        """The Phase 3 tables it reads strictly before the date."""
        return tables.table(self.table).history

    @property
    def day(self) -> tuple[str, ...]:
        """The Phase 3 tables it reads for the date itself."""
        return tables.table(self.table).day

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The processors whose sentinel of the date must exist first."""
        return self.upstream + self.after


PROCESSORS = {
    processor.name: processor
    for processor in (
        Processor(
            name="team_defense_zone_analysis",
            table="team_defense_zone_analysis",
            upstream=(),
            after=(),
        ),
        Processor(
            name="player_shot_zone_analysis",
            table="player_shot_zone_analysis",
            upstream=(),
            after=(),
        ),
        Processor(
            name="player_composite_factors",
            table="player_composite_factors",
            upstream=("team_defense_zone_analysis", "player_shot_zone_analysis"),
            after=(),
        ),
        Processor(
            name="player_daily_cache",
            table="player_daily_cache",
            upstream=("player_shot_zone_analysis",),
            after=("player_composite_factors",),
        ),
        Processor(
            name="ml_feature_store",
            table="ml_feature_store_v2",
            upstream=(
                "team_defense_zone_analysis",
                "player_shot_zone_analysis",
                "player_composite_factors",
                "player_daily_cache",
            ),
            after=(),
        ),
    )
}


@cache
def fingerprint(name: str) -> str:
    """16 hex digits that change exactly when the processor's SQL or its column contract does.

    Made from the parsed SQL (so comments and layout do not count) with the row hash, and from
    what the contract decides: names, types, nullability, ranges and values. The rules between
    columns are not in it: a new one is tried on stored rows by the audit.
    """
    table = tables.table(PROCESSORS[name].table)
    statement = with_row_hash(table, framed(table.name))
    contract = [
        [c.name, c.type, c.nullable, c.hard, c.typical, c.values, c.varies]
        for c in table.columns.values()
    ]
    decided_by = [
        kept("statements", version("sqlglot") + statement, lambda: _without_layout(statement)),
        table.partition,
        table.key,
        contract,
    ]
    return hashlib.sha256(json.dumps(decided_by, default=str).encode()).hexdigest()[:16]


def _without_layout(sql: str) -> str:
    """The statement as SQLGlot writes it, so without comments and the author's layout."""
    import sqlglot

    return sqlglot.parse_one(sql, read="bigquery").sql(dialect="bigquery", comments=False)


def with_dependencies(names: tuple[str, ...]) -> tuple[str, ...]:
    """The processors and everything they wait for, in the order of `PROCESSORS`."""
    wanted = set(names)
    for name in reversed(PROCESSORS):
        if name in wanted:
            wanted.update(PROCESSORS[name].waits_for)
    return tuple(name for name in PROCESSORS if name in wanted)
