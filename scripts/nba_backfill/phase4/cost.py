"""What the remaining work would cost on BigQuery, before any of it is paid for.

Every statement that computes rows is dry-run over the dates that are left, a season at a time:
free, and exact for what its tables hold by now. BigQuery bills at least 10 MB for each table that
a statement reads, which at the size of this league is most of the bill, so the statements that
follow (checks, audits, digests, publishing) are counted in the same way.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.phase4 import blocks
from nba_backfill.plan import states
from nba_backfill.plan.plan import Plan
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed, with_row_hash
from nba_backfill.warehouse import open_warehouse

TIB = 2**40
LEAST = 10 * 2**20  # bytes billed for each table a statement reads
# Tables read by the statements around the computing one, counted on a backfill, a block of dates:
# checks of the inputs (9), audit and digest of the staged rows (3), publish (2), read back, note.
TABLES_AROUND = 16


@dataclass(frozen=True)
class Cost:
    """Of one processor: dates left, statements that compute, bytes billed for all that is done.

    `is_least`: a table does not exist yet, so only BigQuery's minimum is known.
    """

    processor: str
    dates: int
    statements: int
    bytes_billed: int
    is_least: bool

    def price(self, per_tib: float) -> float:
        """USD at a price per TiB."""
        return self.bytes_billed / TIB * per_tib


def preview(warehouse, left: Mapping[str, Iterable[dt.date]], seasons: Mapping) -> list[Cost]:
    """The cost of each processor with dates left; nothing is created, nothing billed.

    left: dates still to be filled by processor. seasons: `Plan.seasons`.
    """
    return [_cost(warehouse, name, set(days), seasons) for name, days in left.items() if days]


def show(plan: Plan, grid) -> list[str]:
    """The cost of what is left to do as lines of text.

    grid: `states.cells` of the plan.
    """
    left = {
        name: {day for day, cell in row.items() if cell.state not in states.FINISHED}
        for name, row in grid.items()
    }
    costs = preview(open_warehouse(plan.settings), left, plan.seasons)
    return told(costs, plan.settings.bigquery.price_per_tib)


def _cost(warehouse, processor: str, left: set[dt.date], seasons: Mapping) -> Cost:
    contract = tables.table(PROCESSORS[processor].table)
    sql = with_row_hash(contract, framed(contract.name))
    edges = PROCESSORS[processor]
    read = len({"nba_schedule", *edges.history, *edges.day, *edges.upstream})
    statements = billed = 0
    is_least = False
    for season in seasons.values():
        days = [day for day in season.dates if day in left]
        if not days:
            continue
        held = warehouse.dry_run(sql, days[0], days[-1])
        is_least |= held is None
        blocks_left = len({season.dates.index(day) // blocks.SIZE for day in days})
        statements += blocks_left
        billed += blocks_left * (max(held or 0, LEAST * read) + LEAST * TABLES_AROUND)
    return Cost(processor, len(left), statements, billed, is_least)


def told(costs: list[Cost], per_tib: float) -> list[str]:
    """The costs as lines of text, one for each processor and one for all."""
    lines = [
        f"{cost.processor:28} {cost.dates:5} dates {cost.statements:4} statements "
        f"{_size(cost.bytes_billed):>9} {_usd(cost.price(per_tib)):>8}"
        + (" at least: a table it reads does not exist yet" if cost.is_least else "")
        for cost in costs
    ]
    billed = sum(cost.bytes_billed for cost in costs)
    total = sum(cost.price(per_tib) for cost in costs)
    statements = sum(cost.statements for cost in costs)
    lines.append(
        f"{'all':28} {'':11} {statements:4} statements {_size(billed):>9} {_usd(total):>8}"
        f" at {per_tib:g} USD per TiB"
    )
    return lines


def guard(warehouse, steps: Iterable[tuple[str, dt.date]], plan: Plan) -> None:
    """Raises BackfillError (bad_config) when a run costs more than `bigquery.max_cost`, if set.

    steps: (processor, date) to be done.
    """
    options = plan.settings.bigquery
    if options.max_cost is None:
        return
    left: dict[str, set[dt.date]] = {name: set() for name in PROCESSORS}
    for processor, day in steps:
        left[processor].add(day)
    costs = preview(warehouse, left, plan.seasons)
    total = sum(cost.price(options.price_per_tib) for cost in costs)
    if total > options.max_cost:
        raise BackfillError(
            f"the backfill would cost about {_usd(total)}, config bigquery.max_cost allows "
            f"{_usd(options.max_cost)}; raise it or fill fewer dates",
            "bad_config",
        )


def _size(count: int) -> str:
    for unit, size in (("TiB", TIB), ("GiB", 2**30), ("MiB", 2**20)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count} B"


def _usd(amount: float) -> str:
    digits = 2 if amount >= 0.01 else 4
    return f"${math.ceil(amount * 10**digits) / 10**digits:.{digits}f}"
