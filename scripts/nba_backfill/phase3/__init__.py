"""Where the inputs come from: a source described, read, checked and built into Phase 3."""

from functools import cache
from pathlib import Path

DEFINITIONS = Path(__file__).parent / "definitions"


@cache
def definition(name: str) -> str:
    """The DuckDB statement that makes a Phase 3 table or a relation of the source."""
    return (DEFINITIONS / f"{name}.sql").read_text(encoding="utf-8")
