"""Phase 3 made from the original platform's own BigQuery tables (docs/platform.md).

The platform's tables are only read. Eight statements, season by season, make the six tables of the
contract in datasets of the user's; `phase3: warehouse` then reads these like any others.
The statements are GoogleSQL and name three datasets: `nba_raw` and `nba_analytics` are the
platform's, `phase3` is what earlier statements of the same season made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from nba_backfill.tables.declared import LOADER

FOLDER = Path(__file__).parent
WORK = ("listing", "shots", "shot_lines")  # made on the way, of no further use
STATEMENTS = (  # each reads those before it
    "nba_schedule",
    *WORK,
    "team_offense_game_summary",
    "team_defense_game_summary",
    "player_game_summary",
    "upcoming_team_game_context",
    "upcoming_player_game_context",
)
MADE = "phase3"  # dataset by which a statement names what earlier ones made


@dataclass(frozen=True)
class Source:
    """A table of the platform: what it is for, what is lost without it (empty: it must be there).

    bounded_by: column by which every read is bounded; None for a table that is read whole.
    columns: those that are read, with the type of the platform's DDL.
    """

    full_name: str
    purpose: str
    without: str
    bounded_by: str | None
    columns: dict[str, str]


@cache
def sources() -> dict[str, Source]:
    """The platform's tables that are read, by `dataset.table`."""
    declared = yaml.load((FOLDER / "tables.yaml").read_text(encoding="utf-8"), Loader=LOADER)
    return {
        name: Source(
            name, entry["for"], entry.get("without", ""), entry.get("bounded_by"), entry["columns"]
        )
        for name, entry in declared.items()
    }


@cache
def statement(name: str) -> str:
    """The GoogleSQL that makes `name`; parameters @start_date, @end_date, @bookmakers."""
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
