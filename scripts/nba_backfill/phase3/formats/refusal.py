"""The line that refuses a folder: what is in it, what it comes closest to, where to read on."""

from __future__ import annotations

from nba_backfill.errors import BackfillError
from nba_backfill.phase3.formats.detection import Detected
from nba_backfill.phase3.formats.folder import NO_DATA, together

PAGE = "docs/formats.md"
TOLD = 6  # files
NEEDED = {"games": "games (date, teams, score)", "player_box": "box scores of players"}


def check(detected: Detected, converted=None) -> None:
    """Raises BackfillError (bad_source) for a folder without games or without players' lines."""
    told = {relation for match in detected.matches for relation in match.dataset.relations}
    for relation, what in NEEDED.items():
        if relation not in told or (converted and not converted.rows[relation]):
            raise BackfillError(
                f"{detected.folder.path}: no file has {what}; {_contents(detected)}; "
                f"which files do is in {PAGE}",
                "bad_source",
            )


def _contents(detected: Detected) -> str:
    """What the folder holds, the known first."""
    known = [f"{m.part} ({m.dataset.format}: {m.dataset.title})" for m in detected.matches]
    other = [f"{name} ({why})" for name, why in not_used(detected)]
    named = [*known, *other]
    if not named:
        return "the folder is empty"
    more = f" and {len(named) - TOLD} more" if len(named) > TOLD else ""
    return f"it holds {', '.join(named[:TOLD])}{more}"


def not_used(detected: Detected) -> list[tuple[str, str]]:
    """(file, why it is not read), the nearest kind of file and what it lacks included.

    A file that holds several tables is left out here when one of them is read.
    """
    read = {file for match in detected.matches for file in match.part.files}
    told = []
    for part, nearest, lacks in detected.unknown:
        if set(part.files) <= read:
            continue
        if nearest is None:
            columns = ", ".join(part.columns[:5]) + (", ..." if len(part.columns) > 5 else "")
            told.append((str(part), f"unknown columns {columns}"))
        elif not lacks:
            told.append((str(part), f"like {nearest.format}: {nearest.title}, but not one"))
        else:
            told.append(
                (
                    str(part),
                    f"nearest: {nearest.format}: {nearest.title}, it lacks {', '.join(lacks)}",
                )
            )
    unread = detected.folder.unread
    others = [name for name, why in unread.items() if why == NO_DATA]
    if others:
        told.append((together(others), NO_DATA))
    return [*told, *((name, why) for name, why in unread.items() if why != NO_DATA)]
