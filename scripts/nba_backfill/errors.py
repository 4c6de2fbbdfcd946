"""The one exception users see: a single clear line and the class it belongs to."""

from __future__ import annotations

import errno
import os
import re

KINDS = (
    "missing_upstream",
    "incomplete_input",
    "audit_failed",
    "warehouse_error",
    "bad_config",
    "bad_source",
    "bug",
)
WITHOUT_REASON = "its process ended without a reason (killed, out of memory or out of time?)"
_SIGN_IN = re.compile(r"//[^/\s@]+@")  # user and password of an address


def one_line(message: object) -> str:
    """The message as one line that shows no password and does nothing to a terminal.

    A value of a source file may hold what a terminal takes for a command.
    """
    return printable(_SIGN_IN.sub("//", " ".join(str(message).split())))


def printable(line: str) -> str:
    """The line with `?` for every sign that is not seen: some are commands to a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in line)


class BackfillError(Exception):
    """A failure told in one line that names the file, key or date and the fix.

    `kind` is one of `KINDS`; status and failure records group by it.
    """

    def __init__(self, message: str, kind: str = "bug"):
        if kind not in KINDS:
            raise ValueError(f"unknown kind of failure: {kind}")
        super().__init__(one_line(message))
        self.kind = kind


AGAIN = "run the same command again"
_NO_ROOM = f"no space is left on its disk; free some and {AGAIN}"
_FILES = f"too many files are open; allow more (ulimit -n 1024) and {AGAIN}"
_FORBIDDEN = f"no permission; allow this user to read and write there and {AGAIN}"
_OF_THE_MACHINE = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: f"its file system is read-only; make it writable and {AGAIN}",
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EMFILE: _FILES,
    errno.ENFILE: _FILES,
}
_NO_MEMORY = f"out of memory; give the run more of it and {AGAIN}"
_LIBRARIES = ("duckdb", "_duckdb", "pyarrow", "google")
_FILE = re.compile(r"""[Ff]ile ["']([^"']+)["']""")


def described(error: BaseException) -> BackfillError:
    """Any exception as the one-line error of its class."""
    if isinstance(error, BackfillError):
        return error
    if known := of_the_machine(error):
        return known
    outside = isinstance(error, OSError) or _library(error) in _LIBRARIES
    text = (str(error).strip().splitlines() or ["no message"])[0]
    return BackfillError(f"{type(error).__name__}: {text}", "warehouse_error" if outside else "bug")


def of_the_machine(error: BaseException) -> BackfillError | None:
    """What the machine does not give: memory, room, open files, permission. None for the rest.

    DuckDB and Arrow tell of it in the system's words, within a text of their own.
    """
    text = str(error)
    if (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryException"
        or (isinstance(error, RuntimeError) and "can't start new thread" in text)
    ):
        return BackfillError(_NO_MEMORY, "warehouse_error")
    code, place = getattr(error, "errno", None), getattr(error, "filename", None)
    if code is None and _library(error) in _LIBRARIES:
        code = next((code for code in _OF_THE_MACHINE if os.strerror(code) in text), None)
    if code not in _OF_THE_MACHINE:
        return None
    if not place and (named := _FILE.search(text)):
        place = named[1]
    return BackfillError(f"{place or 'this run'}: {_OF_THE_MACHINE[code]}", "warehouse_error")


def _library(error: BaseException) -> str:
    return type(error).__module__.partition(".")[0]
