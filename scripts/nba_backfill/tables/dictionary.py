"""The data dictionary: every table and column, written from the column contracts.

`nba_backfill.pages` writes it to `docs/data_dictionary.md`; a test fails when both differ.
"""

from __future__ import annotations

from pathlib import Path

from nba_backfill.tables import PHASE3, Column, Table, table
from nba_backfill.tables.processors import PROCESSORS

PHASE4 = tuple(processor.table for processor in PROCESSORS.values())  # in the order they are filled
PAGE = Path(__file__).parents[3] / "docs" / "data_dictionary.md"

_HEAD = """# Data dictionary

Made from the column contracts in `scripts/nba_backfill/tables/`; do not edit by hand.
Rewrite it with `PYTHONPATH=scripts python -m nba_backfill.pages`.

D is the date a row is for; every value knows only games before D and what is announced for D.
A value outside the *possible* range fails the date, one outside the *usual* range is reported by
`snakemake audit` and kept. An empty cell means: no unit, no limit.
"""


def markdown() -> str:
    """The whole page as Markdown."""
    parts = [_HEAD]
    for title, names in (("Phase 4 (written)", PHASE4), ("Phase 3 (read)", PHASE3)):
        parts.append(f"\n## {title}\n")
        parts += [_table_text(name) for name in names]
    return "".join(parts)


def column_range(limits: tuple | None) -> str:
    """A range for people: `0 .. 1`, `>= 0`, `<= 5`, or nothing."""
    if limits is None:
        return ""
    low, high = limits
    if high is None:
        return f">= {low:g}"
    return f"<= {high:g}" if low is None else f"{low:g} .. {high:g}"


def column_type(column: Column) -> str:
    """Type with the NULL rule, e.g. `FLOAT64, may be NULL`."""
    return f"{column.type}, may be NULL" if column.nullable else column.type


def _table_text(name: str) -> str:
    declared = table(name)
    partition = declared.partition
    keys = [*([partition] if partition else []), *declared.key]
    key = " and ".join(f"`{column}`" for column in dict.fromkeys(keys))
    told = f"Partitioned by `{partition}`; one row" if partition else "One row"
    lines = [
        f"\n### {declared.full_name}\n",
        f"{' '.join(declared.description.split())}\n",
        f"{told} per {key}.{_rows_text(declared)}\n",
        "| column | type | unit | meaning | possible | usual |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(column) for column in declared.columns.values()]
    return "\n".join(lines) + "\n"


def _rows_text(declared: Table) -> str:
    """Which rows a Phase 4 table has, and what it reads of Phase 3."""
    if not declared.population:
        return ""
    reads = f" Reads {_and(declared.history)} before D"
    if declared.day:
        reads += f" and {_and(declared.day)} of D"
    return f" Rows: {declared.population}.{reads}."


def _and(names: tuple[str, ...]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def _row(column: Column) -> str:
    possible = column_range(column.hard)
    if column.values:
        possible = ", ".join(f"`{value}`" for value in column.values)
    meaning = " ".join(column.meaning.split()).replace("|", "\\|")
    cells = [f"`{column.name}`", column_type(column), column.unit, meaning]
    return f"| {' | '.join([*cells, possible, column_range(column.typical)])} |"
