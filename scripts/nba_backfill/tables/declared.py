"""Reads a table's contract from its YAML file; refuses one that is cut short or wrong in itself.

Every mistake is one line that names the file, the entry and what is wrong with it.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from nba_backfill.errors import BackfillError
from nba_backfill.tables.contract import (
    POPULATIONS,
    TYPES,
    Between,
    Column,
    Rule,
    Table,
)

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast where it is built in

_EVERY_TABLE = {"description", "partition", "key", "columns"}
_FILLED_HERE = {"population", "history", "day", "rules"}  # what a Phase 4 table says besides
_OPTIONAL = {"joins", "date_rules", "between"}
_COLUMN = {"name", "type", "meaning"}
_COLUMN_OPTIONAL = {
    *("unit", "nullable", "hard", "typical", "values", "varies", "provenance", "equals"),
    "explains",
}
_RULE = {"name", "column", "broken_when", "says"}
_BETWEEN = {"name", "reads", "broken_when", "says"}


def read_table(file: Path, names: frozenset[str]) -> Table:
    """The table declared in `file`, which lies in the folder of its dataset.

    names: those of all tables there are. Raises BackfillError naming the file and the entry.
    """
    try:
        return _Reader(file, names).table()
    except yaml.YAMLError as error:
        raise _mistake(file, f"is no readable YAML: {error}") from None


class _Reader:
    """One file; its methods raise BackfillError for the first mistake found."""

    def __init__(self, file: Path, names: frozenset[str]):
        self.file, self.names = file, names
        self.declared = yaml.load(file.read_text(encoding="utf-8"), Loader=LOADER)

    def table(self) -> Table:
        declared, is_filled_here = self.declared, self.file.with_suffix(".sql").exists()
        needed = _EVERY_TABLE | (_FILLED_HERE if is_filled_here else set())
        self._keys("", declared, needed, _FILLED_HERE | _OPTIONAL)
        entries, shared_rules = self._entries(declared)
        columns = {entry["name"]: self._column(entry) for entry in entries}
        rules = [*shared_rules, *declared.get("rules", ())]
        table = Table(
            name=self.file.stem,
            dataset=self.file.parent.name,
            partition=declared["partition"],
            key=tuple(declared["key"]),
            description=declared["description"],
            columns=columns,
            population=declared.get("population"),
            history=tuple(declared.get("history", ())),
            day=tuple(declared.get("day", ())),
            joins=declared.get("joins", {}),
            rules=tuple(self._rule(rule, columns) for rule in rules),
            date_rules=tuple(self._rule(rule, columns) for rule in declared.get("date_rules", ())),
            between=tuple(self._between(rule) for rule in declared.get("between", ())),
        )
        self._check(table, is_filled_here)
        return table

    def _check(self, table: Table, is_filled_here: bool) -> None:
        """The names a contract mentions are those of tables, columns and populations."""
        wanted = [*table.key, *([table.partition] if table.partition in table.columns else [])]
        wanted += [*table.joins.values(), *(c.explains for c in table.columns.values())]
        for column in wanted:
            if column is not None and column not in table.columns:
                raise self._mistake(f"speaks of a column {column!r} it does not declare")
        mentioned = [*table.history, *table.day, *table.joins]
        mentioned += [source for c in table.columns.values() for source in c.equals]
        mentioned += [source for rule in table.between for source in rule.reads]
        for name in mentioned:
            if name not in self.names:
                raise self._mistake(f"speaks of a table {name!r} that nobody declares")
        if is_filled_here and table.population not in POPULATIONS:
            known = ", ".join(repr(name) for name in POPULATIONS)
            raise self._mistake(f"population is {table.population!r}; there are {known}")

    def _entries(self, declared: dict) -> tuple[list[dict], list[dict]]:
        """The declared columns and the rules that came with includes.

        Includes are read from `_<name>.yaml`; a feature is followed by its `_source`.
        """
        entries, rules = [], []
        for entry in declared["columns"]:
            if "include" not in entry:
                entries.append(entry)
                if "provenance" in entry:
                    entries.append(_source_of(entry))
                continue
            shared = self.file.parent.parent / f"_{entry['include']}.yaml"
            text = shared.read_text(encoding="utf-8")
            text = text.replace("{partition}", str(declared["partition"]))
            included = yaml.load(text, Loader=LOADER)
            equals = entry.get("equals", {})
            for column in included["columns"]:
                more = {"equals": equals[column["name"]]} if column["name"] in equals else {}
                entries.append(column | more)
            rules += included["rules"]
        return entries, rules

    def _column(self, entry: dict) -> Column:
        self._keys(f"column {entry.get('name')}: ", entry, _COLUMN, _COLUMN_OPTIONAL)
        if entry["type"] not in TYPES:
            raise self._mistake(f"column {entry['name']}: type is none of {', '.join(TYPES)}")
        ranges = {
            name: tuple(entry[name]) for name in ("hard", "typical", "values") if name in entry
        }
        return Column(
            name=entry["name"],
            type=entry["type"],
            unit=entry.get("unit", ""),
            nullable=entry.get("nullable", True),
            meaning=entry["meaning"],
            varies=entry.get("varies", False),
            provenance=entry.get("provenance"),
            equals=entry.get("equals", {}),
            explains=entry.get("explains"),
            **ranges,
        )

    def _rule(self, entry: dict, columns: dict[str, Column]) -> Rule:
        self._keys(f"rule {entry.get('name')}: ", entry, _RULE, set())
        if entry["column"] not in columns:
            raise self._mistake(f"rule {entry['name']}: there is no column {entry['column']!r}")
        return Rule(**entry)

    def _between(self, entry: dict) -> Between:
        self._keys(f"rule {entry.get('name')}: ", entry, _BETWEEN, set())
        return Between(**{**entry, "reads": tuple(entry["reads"])})

    def _keys(self, where: str, entry, needed: set[str], optional: set[str]) -> None:
        if not isinstance(entry, dict):
            raise self._mistake(f"{where}is no mapping of keys to values")
        lacking, unknown = needed - entry.keys(), entry.keys() - needed - optional
        if lacking:
            raise self._mistake(f"{where}lacks {', '.join(sorted(lacking))}")
        if unknown:
            raise self._mistake(f"{where}has unknown keys: {', '.join(sorted(unknown))}")

    def _mistake(self, what: str) -> BackfillError:
        return _mistake(self.file, what)


def _source_of(feature: dict) -> dict:
    """The column that says where a feature's value came from."""
    return {
        "name": f"{feature['name']}_source",
        "type": "STRING",
        "nullable": False,
        "values": [feature["provenance"], "missing"],
        "meaning": f"where {feature['name']} came from",
    }


def _mistake(file: Path, what: str) -> BackfillError:
    return BackfillError(f"{file}: {what}", "bad_config")
