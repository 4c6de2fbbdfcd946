"""From the `dataset.table` of this project's SQL to the table's real place in BigQuery."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.settings import DATASETS

_PROJECT = re.compile(r"(?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,1023}")
_TABLE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,1023}")


class Names:
    """Places of tables.

    project: Google project of every dataset that names no other.
    datasets: e.g. `{"nba_analytics": "raw"}` or `{"nba_analytics": "other-project.raw"}`.
    moved: single tables, `{"player_game_summary": "raw.games"}` or with project and dataset.
    relation: what to write instead of a table, by its `dataset.table`; None to write its place.
    Raises BackfillError (bad_config) for what is no identifier: no name reaches a statement
    unchecked.
    """

    def __init__(
        self,
        project: str,
        datasets: Mapping[str, str],
        moved: Mapping[str, str],
        relation: Callable[[str], str | None] = lambda full_name: None,
    ):
        if not _PROJECT.fullmatch(project):
            raise _bad("bigquery.project", project, "a project id like my-project-123")
        self.project = project
        self._relation = relation
        self._datasets = {name: (project, name) for name in DATASETS}
        for name, place in datasets.items():
            if name not in DATASETS:
                raise _bad("bigquery.datasets", name, "one of " + ", ".join(DATASETS))
            self._datasets[name] = self._split("bigquery.datasets", place, parts=1)
        self._moved = {}
        for name, place in moved.items():
            self._moved[self._contract(name)] = self._split("bigquery.tables", place, parts=2)
        self.rewrite = lru_cache(maxsize=256)(self._rewrite)

    def dataset(self, name: str) -> str:
        """`project.dataset` of a dataset of this project's SQL."""
        return ".".join(self._datasets[name])

    def place(self, full_name: str) -> str:
        """`project.dataset.table` of `dataset.table`; raises for anything else."""
        dataset, _, name = full_name.partition(".")
        if dataset not in self._datasets or not _NAME.fullmatch(name):
            raise BackfillError(f"{full_name!r} is no table of this pipeline", "bug")
        return ".".join(self._moved.get(full_name) or (*self._datasets[dataset], name))

    def _rewrite(self, sql: str) -> str:
        """`sql` as written, with the names of moved datasets and tables replaced."""
        return replaced(sql, self._datasets, self._moved_place)

    def _moved_place(self, full_name: str) -> str | None:
        place = self.place(full_name)
        text = self._relation(full_name) or f"`{place}`"
        # None where an unqualified name leads anyway
        return None if text == f"`{self.project}.{full_name}`" else text

    def _contract(self, name: str) -> str:
        known = {tables.table(one).name: tables.table(one).full_name for one in _declared()}
        full_name = known.get(name.rpartition(".")[2])
        if full_name is None or name not in (full_name, full_name.partition(".")[2]):
            raise _bad("bigquery.tables", name, "a table like player_game_summary")
        return full_name

    def _split(self, key: str, place: str, parts: int) -> tuple[str, ...]:
        return split(self.project, key, place, parts)


def split(project: str, key: str, place: str, parts: int) -> tuple[str, ...]:
    """Project, dataset and (with parts=2) table of a configured place; raises for no identifier.

    project: that of a place which names none. key: the setting, for the message.
    """
    names = tuple(place.rsplit(".", parts))
    if len(names) == parts:
        names = (project, *names)
    good = (
        len(names) == parts + 1
        and _PROJECT.fullmatch(names[0])
        and _NAME.fullmatch(names[1])
        and all(_TABLE.fullmatch(name) for name in names[2:])
    )
    if not good:
        raise _bad(key, place, "project.dataset.table" if parts == 2 else "project.dataset")
    return names


def replaced(sql: str, datasets: Collection[str], place_of: Callable[[str], str | None]) -> str:
    """`sql` with each `dataset.table` of `datasets` replaced by what `place_of` tells of it.

    place_of: text to write instead, None to leave the name. Only pairs `dataset . table` are
    touched, token by token: comments and layout stay.
    """
    from sqlglot import tokens
    from sqlglot.dialects import BigQuery

    found = list(BigQuery().tokenize(sql))
    pieces, done = [], 0
    for first, dot, last in zip(found, found[1:], found[2:]):
        if dot.token_type != tokens.TokenType.DOT or first.text not in datasets:
            continue
        place = place_of(f"{first.text}.{last.text}")
        if place is not None:
            pieces += [sql[done : first.start], place]
            done = last.end + 1
    return "".join([*pieces, sql[done:]])


def is_column(name: str) -> bool:
    """Whether a text can stand in a statement as the name of a column."""
    return isinstance(name, str) and _NAME.fullmatch(name) is not None


def column(name: str) -> str:
    """`name`, checked to be an identifier."""
    if not is_column(name):
        raise BackfillError(f"{name!r} is no column name", "bug")
    return name


def _declared() -> tuple[str, ...]:
    return tables.PHASE3 + tables.PHASE4


def _bad(key: str, value: str, wanted: str) -> BackfillError:
    return BackfillError(f"config {key}: {value!r} is not {wanted}", "bad_config")
