"""What is still there after a power cut.

Bytes that are only written, and a name that is only given, may be gone after one: a file comes back
empty, cut or under its old name. Flushed ones stay. So what speaks of rows - a sentinel, the
manifest - gets its name after the rows are flushed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

AT_ONCE = 8  # a disk takes several flushes in little more time than one
WITHOUT_FLUSH = (errno.EINVAL, errno.ENOTSUP)  # folders of some network file systems


def flush(paths: Iterable[Path]) -> None:
    """Return when the bytes of these files, and the entries of these folders, are on disk.

    Raises OSError where they could not be written.
    """
    paths = list(dict.fromkeys(paths))
    if len(paths) < AT_ONCE:
        for path in paths:
            _flush(path)
        return
    with ThreadPoolExecutor(AT_ONCE) as several:
        list(several.map(_flush, paths))


def make_folder(folder: Path) -> None:
    """Make a folder, and those it lies in, to stay; nothing where it is."""
    if folder.is_dir():
        return
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    flush(path.parent for path in made)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        if not (is_folder and error.errno in WITHOUT_FLUSH):
            raise
    finally:
        with contextlib.suppress(OSError):
            os.close(descriptor)
