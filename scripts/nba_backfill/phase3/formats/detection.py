"""Which dataset of which format every part of a folder holds, told by the columns alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from nba_backfill.errors import BackfillError
from nba_backfill.phase3.formats import folder as folders
from nba_backfill.phase3.formats.description import Dataset, formats
from nba_backfill.phase3.formats.folder import Folder, Part


@dataclass(frozen=True)
class Match:
    """A part of the folder with the dataset it is."""

    part: Part
    dataset: Dataset

    @property
    def columns(self) -> dict[str, str]:
        """The columns that are read: ours -> as written in the file."""
        spelled = self.part.spelled
        found = {name: self.dataset.column(name, spelled) for name in self.dataset.takes}
        return {ours: theirs for ours, theirs in found.items() if theirs}


@dataclass
class Detected:
    """The matches of a folder; the parts that are nothing known, with the nearest; unread files."""

    folder: Folder
    matches: list[Match]
    unknown: list[tuple[Part, Dataset | None, list[str]]]

    @property
    def formats(self) -> list[str]:
        """The formats found, in the order in which their rows count."""
        found = {match.dataset.format for match in self.matches}
        return [name for name in formats() if name in found]


def detect(path: Path, only: str = "auto", results: Path | None = None) -> Detected:
    """Looks at every file below the folder. only: the name of a format (and of what it names
    `beside`), `auto` for any. results: left out when it lies below.

    Raises BackfillError (bad_source) for a file whose columns fit two formats alike.
    """
    chosen = list(formats()) if only == "auto" else [only, *formats()[only].beside]
    datasets = [dataset for name in chosen for dataset in formats()[name].datasets.values()]

    def wanted(part: Part) -> set[str]:
        found = _fitting(part, datasets)
        return set(Match(part, found).columns.values()) if found else set()

    folder = folders.look(path, wanted, results)
    detected = Detected(folder, [], [])
    for part in folder.parts:
        found = _fitting(part, datasets)
        if found:
            detected.matches.append(Match(part, found))
        else:
            detected.unknown.append((part, *nearest(part, datasets)))
    return detected


def _fitting(part: Part, datasets: list[Dataset]) -> Dataset | None:
    """The dataset whose needs the part has; of several the one that needs the most."""
    columns = part.spelled
    fits = [d for d in datasets if not _missing(d, part, columns) and not d.excluded(columns)]
    if not fits:
        return None
    best = max(len(d.needs) for d in fits)
    first = [d for d in fits if len(d.needs) == best]
    if len({d.format for d in first}) > 1:
        named = " or ".join(f"{d.format} ({d.title})" for d in first)
        raise BackfillError(
            f"{part}: its columns fit {named}; say which with source_format={first[0].format}",
            "bad_source",
        )
    return first[0]


def _missing(dataset: Dataset, part: Part, columns: dict[str, str]) -> list[str]:
    missing = dataset.missing(columns)
    named = dataset.game_id_in_file_name and not dataset.column("game_id", columns)
    if named and all(folders.game_id_of(file) for file in part.files):
        return [name for name in missing if name != dataset.spelled("game_id")]
    return missing


def nearest(part: Part, datasets: list[Dataset]) -> tuple[Dataset | None, list[str]]:
    """The dataset the part comes closest to and what it lacks; (None, []) below half of it."""
    columns = part.spelled
    shares = [(1 - len(d.missing(columns)) / len(d.needs), d) for d in datasets]
    share, dataset = max(shares, key=lambda pair: pair[0], default=(0, None))
    if dataset is None or share < 0.5:
        return None, []
    return dataset, dataset.missing(columns)
