"""A planted fault: edits of the shipped SQL files, applied to a copy of them."""

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from nba_backfill import phase3, tables

COUNTED = "game_type IN ('regular', 'play_in', 'playoffs')"


class Edit(NamedTuple):
    """Replace `old`, which must occur exactly `times` times, by `new`."""

    old: str
    new: str
    times: int = 1


class Fault(NamedTuple):
    """`file` is the name of a table, or of a relation of the source; leaks: it looks ahead."""

    name: str
    file: str
    edits: tuple[Edit, ...]
    leaks: bool = False


def until_date_included(relation: str, other: str, date: str) -> tuple[Edit, ...]:
    """`<=` for `<` in the join that picks the window as it stands before the date."""
    return (
        Edit(f"{relation}.game_date < {other}.{date}", f"{relation}.game_date <= {other}.{date}"),
        Edit(
            f"{relation}.holds_until >= {other}.{date}",
            f"{relation}.holds_until > {other}.{date}",
        ),
    )


def apply(fault: Fault, text: str) -> str:
    """The planted text. Raises AssertionError when the context of an edit is gone."""
    for old, new, times in fault.edits:
        found = text.count(old)
        assert found == times, f"{fault.name}: {found} times instead of {times}: {old!r}"
        text = text.replace(old, new)
    return text


@contextmanager
def planted(fault: Fault, folder: Path):
    """The library reads copies of its SQL files, in `folder`, of which one holds the fault."""
    copies = folder / "tables", folder / "definitions"
    original = tables.FOLDER, phase3.DEFINITIONS
    for source, copy in zip(original, copies, strict=True):
        shutil.copytree(source, copy)
    file = next(folder.rglob(f"{fault.file}.sql"))
    file.write_text(apply(fault, file.read_text(encoding="utf-8")), encoding="utf-8")
    try:
        _read_from(*copies)
        yield
    finally:
        _read_from(*original)


def _read_from(contracts: Path, definitions: Path) -> None:
    tables.FOLDER, phase3.DEFINITIONS = contracts, definitions
    tables.sql.cache_clear()
    phase3.definition.cache_clear()
