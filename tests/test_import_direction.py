"""Every room imports only rooms below it, and the hall; the picture is in docs/developing.md."""

import ast
from pathlib import Path

import pytest

LIBRARY = Path(__file__).parents[1] / "scripts" / "nba_backfill"
BELOW = {
    "operator": {"phase4", "plan", "phase3", "checks", "warehouse"},
    "phase4": {"plan", "phase3", "checks", "warehouse"},
    "plan": {"phase3", "warehouse"},
    "phase3": {"warehouse"},
    "checks": set(),
    "warehouse": set(),
    "tables": set(),
}
OPEN_TO_ALL = {"tables", "durable", "errors", "kept", "schedule", "results", "settings", "terminal"}


def imported(file: Path) -> set[str]:
    """The rooms and files of the hall that a file imports, also within functions."""
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: import absolutely"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("nba_backfill.")}


@pytest.mark.parametrize("room", BELOW)
def test_a_room_imports_what_lies_below_it(room):
    allowed = OPEN_TO_ALL | BELOW[room] | {room}
    wrong = {
        str(file.relative_to(LIBRARY)): others
        for file in (LIBRARY / room).rglob("*.py")
        if (others := imported(file) - allowed)
    }
    assert wrong == {}


def test_the_hall_imports_tables_at_most():
    hall = {file.name: imported(file) for file in LIBRARY.glob("*.py")}
    for name in ("pages.py", "__init__.py"):  # made from all rooms, and the front door: load()
        del hall[name]
    rooms = {name: found & BELOW.keys() - {"tables"} for name, found in hall.items()}
    assert {name: found for name, found in rooms.items() if found} == {}


def test_every_room_is_listed():
    folders = {path.parent.name for path in LIBRARY.glob("*/__init__.py")}
    assert folders == BELOW.keys()
