"""The tables inside a JSON file, as nba_api, pandas and web services write them.

A table is a list of objects, or `headers` with a `rowSet`. A row also has the values of the
objects around its list (a player those of his team and game), under their own names and, where
names repeat, as `<list>_<name>`.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SIDES = ("homeTeam", "awayTeam")


class JsonTable(NamedTuple):
    """name: that of the list; columns: of all rows; rows: one mapping each."""

    name: str
    columns: tuple[str, ...]
    rows: list[dict]


def read_json(path: Path):
    """The content of a .json, .jsonl or .ndjson file, also gzipped. Raises ValueError, OSError."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8-sig") as file:
        text = file.read()
    try:
        return json.loads(text)
    except ValueError:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise
        return [json.loads(line) for line in lines]  # one object a line


def tables(content) -> Iterator[JsonTable]:
    """Every table of the content, those of one name together."""
    found: dict[str, list[dict]] = {}
    for name, rows in _walk("", content, {}):
        found.setdefault(name, []).extend(rows)
    for name, rows in found.items():
        columns = dict.fromkeys(key for row in rows for key in row)
        yield JsonTable(name, tuple(columns), rows)


def _walk(name: str, value, around: dict) -> Iterator[tuple[str, list[dict]]]:
    if isinstance(value, list):
        objects = [item for item in value if isinstance(item, dict)]
        if objects and not any(_is_response(item) for item in objects):
            yield name, [{**_unless_a_game(item, around), **_values(item)} for item in objects]
        for item in value:
            if isinstance(item, dict):
                yield from _walk_object(name, item, around, listed=True)
    elif isinstance(value, dict):
        yield from _walk_object(name, value, around)


def _walk_object(
    name: str, value: dict, around: dict, listed: bool = False
) -> Iterator[tuple[str, list[dict]]]:
    if "rowSet" in value and "headers" in value:
        yield str(value.get("name", name)), _rows(value["headers"], value["rowSet"], around)
        return
    if {"columns", "data"} <= value.keys() and isinstance(value["columns"], list):
        yield name, _rows(value["columns"], value["data"], around)  # pandas: split
        return
    if value and all(isinstance(column, dict) for column in value.values()):
        rows = _by_column(value)
        if rows:
            yield name, rows
            return
    if "resultSets" in value or "resultSet" in value:
        parameters = value.get("parameters")
        around = {**around, **(_scalars(parameters) if isinstance(parameters, dict) else {})}
    elif not listed and any(side in value for side in SIDES):
        yield f"{name or 'games'} (one each)", [{**around, **_values(value)}]
    own = _scalars(value)
    around = _unless_a_game(own, around)
    within = {**around, **own, **{f"{name}_{key}": item for key, item in own.items() if name}}
    for key, item in value.items():
        if isinstance(item, list | dict):
            side = {"side": key} if key in SIDES else {}
            yield from _walk(key, item, {**within, **side})


def _unless_a_game(item: dict, around: dict) -> dict:
    """What an object takes over from around it: nothing, when it is a game with its own id."""
    return {} if "gameId" in item else around


def _is_response(item: dict) -> bool:
    return bool({"resultSets", "resultSet", "rowSet"} & item.keys())


def _rows(headers: list, rows: list, around: dict) -> list[dict]:
    """Rows of a result set. A header may be an object that groups columns: those are left out."""
    if not all(isinstance(header, str) for header in headers):
        return []
    return [{**around, **dict(zip(headers, row, strict=False))} for row in rows]


def _by_column(value: dict) -> list[dict]:
    """Rows of what pandas writes by default: column -> {row -> value}; [] for anything else."""
    first = next(iter(value.values()))
    if not first or any(column.keys() != first.keys() for column in value.values()):
        return []
    if any(isinstance(item, list | dict) for column in value.values() for item in column.values()):
        return []
    if not all(str(key).isdigit() for key in first):
        return []
    return [{name: column[key] for name, column in value.items()} for key in first]


def _scalars(value: dict) -> dict:
    return {key: item for key, item in value.items() if not isinstance(item, list | dict)}


def _values(item: dict) -> dict:
    """The object's own values and those of objects inside it, as `<object>_<name>`."""
    values = {}
    for key, value in item.items():
        if isinstance(value, dict):
            for inner, part in value.items():
                if not isinstance(part, list | dict):
                    values[f"{key}_{inner}"] = part
        elif not isinstance(value, list):
            values[key] = value
    return values
