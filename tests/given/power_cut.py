"""What a disk may hold after a power cut, told from the order of writes and flushes.

POSIX promises the bytes of a file once it is flushed (fsync) and the names in a folder once that
is. Everything else may be gone or may have happened: bytes that were only written come back whole,
cut or not at all (`TORN`), and of the changes to a folder since its last flush each has reached the
disk or has not, whatever became of the others.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

ABSENT, TORN, FOLDER = "absent", "torn", "folder"


@dataclass(frozen=True)
class Event:
    """write (path, content), rename (path, to), remove (path), mkdir (path) or flush (path)."""

    kind: str
    path: str
    to: str = ""
    content: bytes = b""


@dataclass(eq=False)
class _File:
    """A file or folder: what its bytes may be."""

    may_hold: list = field(default_factory=lambda: [TORN])  # flushed bytes alone, or what may be
    written: object = TORN


class Disk:
    """Takes events in their order; `may_be(path)` is all that a cut now may leave there."""

    def __init__(self):
        self._may_name: dict[str, list] = {}  # per path: the files it may name; None for none
        self._now: dict[str, _File | None] = {}

    def take(self, event: Event) -> None:
        getattr(self, f"_{event.kind}")(event)

    def may_be(self, path: str, beside: str = "") -> set:
        """Contents that a power cut may leave under a name: bytes, FOLDER, TORN or ABSENT.

        beside: a path that is there, and so are the folders it lies in.
        """
        found = set()
        for file in self._may_name.get(path, [None]):
            found |= {ABSENT} if file is None else set(file.may_hold)
        parent = _folder(path)
        if parent in self._may_name and not beside.startswith(f"{parent}/"):
            found |= self.may_be(parent, beside) & {ABSENT}
        return found

    def _name(self, path: str, file: _File | None) -> None:
        self._now[path] = file
        self._may_name.setdefault(path, [None]).append(file)

    def _write(self, event: Event) -> None:
        file = self._now.get(event.path)
        if file is None:
            file = _File()
            self._name(event.path, file)
        file.may_hold = [*file.may_hold, TORN, event.content]
        file.written = event.content

    def _mkdir(self, event: Event) -> None:
        self._name(event.path, _File([FOLDER], FOLDER))

    def _rename(self, event: Event) -> None:
        file = self._now.get(event.path)
        self._name(event.path, None)
        self._name(event.to, file)

    def _remove(self, event: Event) -> None:
        self._name(event.path, None)

    def _flush(self, event: Event) -> None:
        file = self._now.get(event.path)
        if file is not None and file.written is not FOLDER:
            file.may_hold = [file.written]
            return
        for path, now in self._now.items():
            if _folder(path) == event.path:
                self._may_name[path] = [now]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def standing(folder: Path) -> list[Event]:
    """Events after which the folder's present content is on disk."""
    events = [Event("flush", str(folder))]
    for path in sorted(folder.rglob("*")):
        kind, content = ("mkdir", b"") if path.is_dir() else ("write", path.read_bytes())
        events.append(Event(kind, str(path), content=content))
        events += [Event("flush", str(path)), Event("flush", str(path.parent))]
    return events


def unsupported(events: list[Event], speaks_of: Callable, before: Sequence = ()) -> list[str]:
    """What a power cut after any of the events may leave: files that speak of rows not there.

    speaks_of(path, content) -> {path: is_right(content)} of the rows a file speaks of, None for
    one that speaks of none; before: events after which nothing is judged.
    """
    disk, found, speakers = Disk(), {}, set()
    for number, event in enumerate((*before, *events), -len(before)):
        disk.take(event)
        speakers |= {path for path in (event.path, event.to) if speaks_of(path, b"") is not None}
        if number < 0:
            continue
        for path in speakers:
            for content in disk.may_be(path) - {ABSENT, TORN, FOLDER}:
                for rows, is_right in speaks_of(path, content).items():
                    may_be = disk.may_be(rows, beside=path)
                    wrong = {c for c in may_be if c in (ABSENT, TORN) or not is_right(c)}
                    if wrong:
                        state = min(c if isinstance(c, str) else "other rows" for c in wrong)
                        found.setdefault(f"{path}: {state}", f"{path}: {rows} is {state} "
                                         f"after {event.kind} {number}")  # fmt: skip
    return list(found.values())


@contextmanager
def recorded(monkeypatch, folder: Path):
    """The events below a folder while the block runs, in their order; writes by their renames.

    Bytes are seen when a file is flushed or renamed: until then nobody waits for them.
    """
    events: list[Event] = []
    seen: dict[str, bytes] = {}  # the bytes last told
    lock = Lock()
    real = {name: getattr(os, name) for name in ("fsync", "replace", "unlink", "mkdir", "rmdir")}

    def is_below(path) -> bool:
        return str(path).startswith(f"{folder}/") or str(path) == str(folder)

    def tell_bytes(path) -> None:
        if Path(path).is_file():
            content = Path(path).read_bytes()
            if seen.get(str(path)) != content:
                seen[str(path)] = content
                events.append(Event("write", str(path), content=content))

    def fsync(descriptor) -> None:
        path = str(Path(f"/proc/self/fd/{descriptor}").readlink())
        real["fsync"](descriptor)
        with lock:
            if is_below(path):
                tell_bytes(path)
                events.append(Event("flush", path))

    def replace(path, to, **given) -> None:
        with lock:
            if is_below(path):
                tell_bytes(path)
                events.append(Event("rename", str(path), to=str(to)))
                seen[str(to)] = seen.pop(str(path), b"")
            real["replace"](path, to, **given)

    def changing(kind, name):
        def change(path, *given, **named) -> None:
            with lock:
                real[name](path, *given, **named)
                if is_below(path):
                    events.append(Event(kind, str(path)))
                    seen.pop(str(path), None)

        return change

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        patched.setattr(os, "replace", replace)
        patched.setattr(os, "mkdir", changing("mkdir", "mkdir"))
        patched.setattr(os, "unlink", changing("remove", "unlink"))
        patched.setattr(os, "rmdir", changing("remove", "rmdir"))
        yield events
