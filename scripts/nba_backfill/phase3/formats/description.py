"""The formats that are known: what their format.yaml says, and how a column's name is compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from nba_backfill.tables.declared import LOADER

HERE = Path(__file__).parent
# Files of one relation may come from several formats: of two that have a row the first counts.
ORDER = ("nba_backfill", "nba_api", "nbadb", "eoinamoore", "hoopr", "odds")
RELATIONS = ("games", "player_box", "listing", "shots", "players", "odds", "props")


@dataclass(frozen=True)
class Dataset:
    """One kind of file of a format, told by its columns.

    needs: groups of columns; of each group the file must have one. takes: columns that are read.
    keep: an SQL condition on the rows, None for all. Columns go by the project's names.
    """

    format: str
    name: str
    title: str
    needs: tuple[tuple[str, ...], ...]
    takes: tuple[str, ...]
    lacks: tuple[str, ...]
    spellings: dict[str, tuple[str, ...]]  # of every column, as `spelling` writes them
    relations: tuple[str, ...]  # what its rows tell something about
    keep: str | None
    game_id_in_file_name: bool

    def column(self, name: str, columns: dict[str, str]) -> str | None:
        """The file's column for one of ours; columns: spelling -> name in the file."""
        return next((columns[s] for s in self.spellings[name] if s in columns), None)

    def missing(self, columns: dict[str, str]) -> list[str]:
        """What a file of these columns lacks, as this format spells it."""
        return [
            " or ".join(self.spelled(name) for name in group)
            for group in self.needs
            if not any(self.column(name, columns) for name in group)
        ]

    def excluded(self, columns: dict[str, str]) -> bool:
        """Whether the file has a column that files of this kind never have."""
        return any(self.column(name, columns) for name in self.lacks)

    def spelled(self, name: str) -> str:
        """The column as the format itself writes it."""
        return _described(self.format)["columns"][name][0]


@dataclass(frozen=True)
class Format:
    """One folder of this room: its datasets by name, and what it says of the relations."""

    name: str
    title: str
    about: str
    datasets: dict[str, Dataset]
    relations: dict[str, dict]
    traps: tuple[str, ...]
    own_ids: bool  # of players and games; those of the NBA otherwise
    beside: tuple[str, ...]  # formats whose files its users have in the same folder

    def statement(self, relation: str) -> str | None:
        """The DuckDB statement that makes a relation of the datasets; None without one."""
        path = HERE / self.name / f"{relation}.sql"
        return path.read_text(encoding="utf-8") if path.is_file() else None


def spelling(name: str) -> str:
    """A column's name without case and punctuation; `statistics.points` of JSON is `points`."""
    plain = re.sub(r"[^a-z0-9]", "", name.lower())
    return plain.removeprefix("statistics") or plain


@cache
def formats() -> dict[str, Format]:
    """All formats by name, in the order in which their rows count."""
    return {name: _format(name) for name in ORDER if (HERE / name / "format.yaml").is_file()}


@cache
def _described(name: str) -> dict:
    return yaml.load((HERE / name / "format.yaml").read_text(encoding="utf-8"), Loader=LOADER)


def _format(name: str) -> Format:
    described = _described(name)
    spellings = {
        column: tuple(dict.fromkeys([*map(spelling, map(str, written)), spelling(column)]))
        for column, written in described["columns"].items()
    }
    return Format(
        name=name,
        title=described["title"],
        about=described["about"],
        datasets={
            key: _dataset(name, key, rule, spellings) for key, rule in described["datasets"].items()
        },
        relations=described["relations"],
        traps=tuple(described["traps"]),
        own_ids=described.get("own_ids", False),
        beside=tuple(described.get("beside", ())),
    )


def _dataset(format_name: str, name: str, rule: dict, spellings: dict) -> Dataset:
    needs = tuple(tuple(group.split("|")) for group in rule["needs"])
    named = [column for group in needs for column in group]
    return Dataset(
        format=format_name,
        name=name,
        title=rule["title"],
        needs=needs,
        takes=tuple(dict.fromkeys([*named, *rule.get("may_have", ())])),
        lacks=tuple(rule.get("lacks", ())),
        spellings=spellings,
        relations=tuple(rule["tells"]),
        keep=rule.get("keep"),
        game_id_in_file_name=rule.get("game_id_in_file_name", False),
    )
