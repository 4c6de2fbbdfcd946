"""One results folder per folder of tables: two would empty each other's seasons.

`<parquet.root>/.results` names the results folder, relative to it, so both can be moved together.
"""

from __future__ import annotations

import os
from pathlib import Path

from nba_backfill.errors import BackfillError
from nba_backfill.plan.command import removal
from nba_backfill.results import replacing, sweep
from nba_backfill.warehouse import engine

OWNER = ".results"


def claim(settings) -> None:
    """Note that the tables belong to these results. Raises BackfillError (bad_config) when not."""
    if not engine(settings).keeps_files:
        return
    check(settings)
    root = settings.parquet_root
    sweep(root, below=False)
    owner = os.path.relpath(settings.results, root)
    if not _noted(root) or _noted(root) != owner:
        with replacing(root / OWNER) as file:
            file.write_text(owner, encoding="utf-8")


def check(settings) -> None:
    """Raises BackfillError (bad_config) when the tables belong to results in another folder."""
    if not engine(settings).keeps_files:
        return
    root = settings.parquet_root
    noted = _noted(root)
    other = root / noted
    if noted and other.is_dir() and other.resolve() != settings.results.resolve():
        raise BackfillError(
            f"config parquet.root: the tables in {root} belong to the results in "
            f"{other.resolve()}; name another folder, or give them up to these results: "
            f"{removal(root / OWNER)}",
            "bad_config",
        )


def _noted(root: Path) -> str:
    """The results folder the tables belong to, relative to `root`; empty for nobody's."""
    try:
        return (root / OWNER).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
