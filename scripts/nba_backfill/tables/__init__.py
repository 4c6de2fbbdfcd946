"""The tables of the pipeline: their contracts (YAML) and definitions (SQL), read beside this file.

A contract tells all about its table: every column once (type, unit, nullability, meaning, ranges),
which rows there are, what must hold between columns, rows and tables. Warehouse schemas, audits,
the frames around a definition, the data hash and the data dictionary are made from it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from nba_backfill.tables.contract import Between, Column, Rule, Table
from nba_backfill.tables.declared import LOADER, read_table

__all__ = ["Between", "Column", "Rule", "Table", "needed", "sql", "table"]

FOLDER = Path(__file__).parent

GAMES = ("player_game_summary", "team_offense_game_summary", "team_defense_game_summary")
CONTEXT = ("upcoming_player_game_context", "upcoming_team_game_context")
PHASE3 = ("nba_schedule", *GAMES, *CONTEXT)
PHASE4 = tuple(sorted(file.stem for file in FOLDER.glob("*/*.sql")))  # a definition is filled here


@cache
def table(name: str) -> Table:
    """The table called `name` (no dataset); raises KeyError for a name nobody declared.

    Raises BackfillError (bad_config) naming the file of a contract that lacks an entry.
    """
    files = {file.stem: file for file in FOLDER.glob("*/*.yaml")}
    if name not in files:
        raise KeyError(f"no table {name!r}; there are {', '.join(PHASE3 + PHASE4)}")
    return read_table(files[name], frozenset(files))


@cache
def needed(name: str) -> dict[str, str]:
    """The columns of a Phase 3 table that are read, each with who reads it."""
    text = (FOLDER / "needed.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=LOADER)[name]


@cache
def sql(name: str) -> str:
    """The text of the table's `.sql` file."""
    return (FOLDER / table(name).dataset / f"{name}.sql").read_text(encoding="utf-8")
