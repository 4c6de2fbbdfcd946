"""The one exception users see: a single clear line and the class it belongs to."""

from __future__ import annotations

import errno
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
_FORBIDDEN = f"no permission; allow this user to write there and {AGAIN}"
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


def described(error: BaseException) -> BackfillError:
    """Any exception as the one-line error of its class."""
    if isinstance(error, BackfillError):
        return error
    if (
        isinstance(error, MemoryError)
        or type(error).__name__ == "OutOfMemoryException"
        or (isinstance(error, RuntimeError) and "can't start new thread" in str(error))
    ):
        return BackfillError(_NO_MEMORY, "warehouse_error")
    if isinstance(error, OSError) and error.errno in _OF_THE_MACHINE:
        where = f"{error.filename}: " if error.filename else ""
        return BackfillError(f"{where}{_OF_THE_MACHINE[error.errno]}", "warehouse_error")
    origin = type(error).__module__.partition(".")[0]
    outside = isinstance(error, OSError) or origin in ("duckdb", "google", "_duckdb", "pyarrow")
    text = (str(error).strip().splitlines() or ["no message"])[0]
    return BackfillError(f"{type(error).__name__}: {text}", "warehouse_error" if outside else "bug")
