"""Numbers and dates in sentences."""

from __future__ import annotations

from collections.abc import Sequence


def number_of(number: int, noun: str) -> str:
    """`1 date`, `2 dates`, `1,200 dates`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def span(days: Sequence) -> str:
    """First and last of sorted days: `2023-10-24 .. 2023-10-30`; one day alone as itself."""
    return str(days[0]) if len(days) == 1 else f"{days[0]} .. {days[-1]}"
