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
from rich.text import Text


class _Held(io.StringIO):
    """Text kept for later, of an output that is a terminal or not and has an encoding."""

    def __init__(self, real):
        super().__init__()
        self._real = real

    def isatty(self) -> bool:
        return self._real.isatty()

    @property
    def encoding(self) -> str | None:
        """That of the real output: a table for ASCII has no box characters."""
        return getattr(self._real, "encoding", None)


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
    held = _Held(real)
    setattr(sys, name, held)
    try:
        yield
    finally:
        setattr(sys, name, shown)
        _print_whole(held.getvalue(), shown, real)


def _print_whole(text: str, shown, real) -> None:
    """Print text beside the progress display, long lines unbroken, whatever the encoding.

    The display's stand-in for the terminal would break lines at its width: a printed command could
    not be pasted.
    """
    text = encodable(text, real)
    display = getattr(shown, "_FileProxy__console", None)
    if display is not None and real.isatty():
        display.print(Text.from_ansi(text.removesuffix("\n")), soft_wrap=True)
    else:
        print(text, end="", file=shown if real.isatty() else real, flush=True)


def encodable(text: str, output) -> str:
    """The text with what the output's encoding lacks replaced by `?`."""
    encoding = getattr(output, "encoding", None) or "utf-8"
    return text.encode(encoding, "replace").decode(encoding)


def number_of(number: int, noun: str) -> str:
    """`1 date`, `2 dates`, `1,200 dates`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def span(days: Sequence) -> str:
    """First and last of sorted days: `2023-10-24 .. 2023-10-30`; one day alone as itself."""
    return str(days[0]) if len(days) == 1 else f"{days[0]} .. {days[-1]}"
