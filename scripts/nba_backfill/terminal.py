"""Printing while Snakemake's progress display owns the terminal.

The display redraws the last lines of the terminal and takes over sys.stdout and sys.stderr. A
`rich` console of one's own writes past it and is overwritten; text that is held back and printed
in one go through sys.stdout stays.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Sequence

from rich.console import Console


class _Held(io.StringIO):
    """Text kept for later that looks like a terminal when the real output is one."""

    def __init__(self, terminal: bool):
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def table_console(width: int) -> Console:
    """A console as wide as the terminal; `width` columns where the output is none."""
    return Console(width=None if Console().is_terminal else width, highlight=False)


@contextlib.contextmanager
def held_output(name: str = "stdout"):
    """Hold back what is printed to sys.stdout (or sys.stderr) inside the block, then print it.

    Output to a file or pipe goes there itself; the display would send it to its own stream.
    """
    shown = getattr(sys, name)
    real = getattr(shown, "rich_proxied_file", shown)
    held = _Held(real.isatty())
    setattr(sys, name, held)
    try:
        yield
    finally:
        setattr(sys, name, shown)
        print(held.getvalue(), end="", file=shown if real.isatty() else real, flush=True)


def number_of(number: int, noun: str) -> str:
    """`1 date`, `2 dates`, `1,200 dates`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def span(days: Sequence) -> str:
    """First and last of sorted days: `2023-10-24 .. 2023-10-30`; one day alone as itself."""
    return str(days[0]) if len(days) == 1 else f"{days[0]} .. {days[-1]}"
