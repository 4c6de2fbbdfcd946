"""A copy of the workflow in a folder of its own, for measurements on real seasons."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "rules", "scripts", "config", "envs", "profiles")
REAL_DATA = ROOT.parent / "shared" / "realdata"


def copy_workflow(folder: Path) -> Path:
    """Snakefile, rules, library, configuration and profile below `folder`."""
    folder.mkdir(parents=True)
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / part, ignore=ignored)
        else:
            shutil.copy(source, folder / part)
    return folder


def command(*arguments: str, **config) -> list[str]:
    """`snakemake --cores 2` with the given targets and configuration."""
    given = [f"{key}={value}" for key, value in config.items()]
    configured = ["--config", *given] if given else []
    return [sys.executable, "-m", "snakemake", "--cores", "2", *arguments, *configured]
