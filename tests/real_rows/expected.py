"""Comparison of a real row with numbers worked out by hand from the box scores."""

import datetime as dt

import pytest
from given.phase3 import tables_on

ZONES = ("paint", "mid_range", "three_pt")


def rows_of(warehouse, date: str, key: str) -> dict[str, dict]:
    """table -> the row of a team or player on a date, for the tables that have one."""
    tables = tables_on(warehouse, dt.date.fromisoformat(date))
    return {name: rows[key] for name, rows in tables.items() if key in rows}


def assert_values(row: dict, **values) -> None:
    numbers = {name: value for name, value in values.items() if isinstance(value, float)}
    assert {name: row[name] for name in numbers} == pytest.approx(numbers, abs=1e-9)
    others = {name: value for name, value in values.items() if name not in numbers}
    assert {name: row[name] for name in others} == others


def assert_allowed(row: dict, games: int, **zones: tuple[int, int, int]) -> None:
    """Pooled makes, attempts and blocks by zone over the zone-known games of a team's window."""
    for zone, (makes, attempts, blocks) in zones.items():
        assert_values(
            row,
            **{
                f"{zone}_pct_allowed_last_15": makes / attempts,
                f"{zone}_attempts_allowed_per_game": attempts / games,
                f"{zone}_blocks_per_game": blocks / games,
            },
        )
    assert row["zone_games_in_sample"] == games
