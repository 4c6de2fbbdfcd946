"""Real Snakemake runs on a small league: a copy of the workflow in a folder of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from given.league import make_league

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "rules", "scripts", "config", "envs", "profiles")
BOOTSTRAP_DAYS = 5
PROCESSORS = (
    "team_defense_zone_analysis",
    "player_shot_zone_analysis",
    "player_composite_factors",
    "player_daily_cache",
    "ml_feature_store",
)


def checkout(folder: Path) -> Path:
    """A copy of the workflow with a league's source files in `source/`."""
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, folder / part, ignore=ignored)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / part)
    make_league(19, teams=8, dates=13, roster=13).write(folder / "source")
    return folder


def snakemake(
    folder: Path, *arguments: str, timeout: int = 120, **config
) -> subprocess.CompletedProcess:
    """Run `snakemake` with the league's configuration; output as text, stderr in stdout."""
    return subprocess.run(
        command(*arguments, **config),
        cwd=folder,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=timeout,
        env=environment(),
    )


def command(*arguments: str, **config) -> list[str]:
    """The command line of `snakemake`."""
    values = {"phase3": "files", "source_dir": "source", "bootstrap_days": BOOTSTRAP_DAYS, **config}
    given = [f"{key}={value}" for key, value in values.items()]
    return [sys.executable, "-m", "snakemake", "--cores", "2", *arguments, "--config", *given]


def environment() -> dict[str, str]:
    """No terminal, wide lines: messages are not cut."""
    return {**os.environ, "COLUMNS": "500", "NO_COLOR": "1", "TERM": "dumb"}


def sentinels(folder: Path) -> dict[str, bytes]:
    """Content of every sentinel by `<processor>/<date>`."""
    files = (folder / "results" / "sentinels").glob("*/*.json")
    return {f"{file.parent.name}/{file.stem}": file.read_bytes() for file in files}


def digests(folder: Path) -> dict[str, str]:
    """Digest of every published partition by `<processor>/<date>`."""
    return {name: json.loads(content)["digest"] for name, content in sentinels(folder).items()}


def last_run(folder: Path) -> dict:
    """The newest run record."""
    records = sorted((folder / "results" / "runs").glob("*.json"))
    return json.loads(records[-1].read_text())


def steps(folder: Path) -> dict[str, dict[str, int]]:
    """Steps of the newest run by processor and state."""
    return last_run(folder)["steps"]
