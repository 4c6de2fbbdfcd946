"""Snakemake as the user calls it: in a copy of the workflow with a small league, or (`Workplace`)
in a folder with a configuration of its own, on nine simulated game dates."""

import atexit
import compileall
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml
from nba_backfill.settings import load_settings
from nba_backfill.tables import processors

from given.league import League, make_league
from given.snakemake_server import Server

ROOT = Path(__file__).parents[2]
PARTS = ("Snakefile", "rules", "scripts", "config", "envs", "profiles")
BOOTSTRAP_DAYS = 5
PROCESSORS = tuple(processors.PROCESSORS)
START, END = "2023-10-24", "2023-11-09"  # of a workplace: seven bootstrap dates, then nine


def copy_workflow(folder: Path, parts=PARTS) -> Path:
    """Snakefile, rules, library, configuration and profile below `folder`."""
    _compile()
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        source, copy = ROOT / part, folder / part
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy)  # what is compiled, too
        else:
            shutil.copy(source, copy)
    return folder


@functools.cache
def _compile() -> None:
    """Compile the library for all copies, also where PYTHONDONTWRITEBYTECODE is set."""
    compileall.compile_dir(ROOT / "scripts", quiet=1)


def checkout(folder: Path, league: League | None = None) -> Path:
    """A copy of the workflow with a league's source files in `source/`."""
    copy_workflow(folder)
    league = league or make_league(19, teams=8, dates=13, roster=13)
    league.write(folder / "source")
    return folder


def snakemake(
    folder: Path, *arguments: str, timeout: int = 120, **config
) -> subprocess.CompletedProcess:
    """Run `snakemake` with the league's configuration; output as text, stderr in stdout."""
    words = command(*arguments, **config)
    with tempfile.TemporaryDirectory() as scratch:
        code = _run(folder, words, environment(), Path(scratch) / "output", None, timeout)
        output = (Path(scratch) / "output").read_text(encoding="utf-8")
    return subprocess.CompletedProcess(words, code, output)


def _run(folder, words, environment, output: Path, errors: Path | None, timeout) -> int:
    """The exit code of a run as a fork of this process's server."""
    server = _server(environment.get("PYTHONPATH"))
    server.start(folder, words[3:], environment, output, errors)
    return server.end(timeout)


@functools.cache
def _server(path: str | None) -> Server:
    """path: PYTHONPATH, which decides what is imported when the server starts."""
    server = Server()
    server.__enter__()
    atexit.register(server.__exit__)
    return server


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
    files = (folder / "results" / "sentinels").glob("*/[!.]*.json")
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


class Workplace:
    """A folder with a configuration of its own, in which the repository's workflow runs."""

    def __init__(self, folder: Path):
        self.folder = folder

    @classmethod
    def create(cls, folder: Path, **changes) -> "Workplace":
        """A new folder; `changes` are keys of its `config/config.yaml`."""
        shutil.copytree(ROOT / "config", folder / "config")
        place = cls(folder)
        place.configure(start_date=START, end_date=END, **changes)
        return place

    def configure(self, **changes) -> None:
        """Change keys of the configuration file."""
        self._config.write_text(yaml.safe_dump({**self.config, **changes}), encoding="utf-8")

    @property
    def _config(self) -> Path:
        return self.folder / "config" / "config.yaml"

    @property
    def config(self) -> dict:
        return yaml.safe_load(self._config.read_text(encoding="utf-8"))

    def snakemake(self, *arguments: str) -> subprocess.CompletedProcess:
        """`snakemake <arguments>` with the repository's profile; its output as text."""
        command = [sys.executable, "-m", "snakemake", "--snakefile", str(ROOT / "Snakefile"),
                   "--profile", str(ROOT / "profiles" / "default"), *arguments]  # fmt: skip
        environment = {**os.environ, "COLUMNS": "160", "TERM": "dumb"}
        with tempfile.TemporaryDirectory() as scratch:
            output, errors = Path(scratch) / "output", Path(scratch) / "errors"
            code = _run(self.folder, command, environment, output, errors, None)
            return subprocess.CompletedProcess(
                command, code, output.read_text("utf-8"), errors.read_text("utf-8")
            )

    def settings(self, monkeypatch, **changes):
        """The settings of a run here, for calls in this process (which then works here, too)."""
        monkeypatch.chdir(self.folder)
        return load_settings({**self.config, **changes}, self.folder)


def take_out_a_team(folder: Path, day: str) -> tuple[str, str]:
    """Remove the home team's players of a date's first game from the source: (team, game id)."""
    import pandas as pd

    file = folder / "source/player_box.parquet"
    box, games = pd.read_parquet(file), pd.read_parquet(folder / "source/games.parquet")
    game = games[games.game_date.astype(str) == day].iloc[0]
    box[(box.game_id != game.game_id) | (box.team_abbr != game.home_abbr)].to_parquet(file)
    return game.home_abbr, game.game_id


def submit_script(folder: Path) -> str:
    """The command of a cluster's scheduler: it runs what is submitted beside everything else."""
    script = folder / "submit.sh"
    script.write_text('#!/bin/sh\nnohup sh "$1" > "$1.out" 2>&1 &\necho $!\n')
    script.chmod(0o755)
    return str(script)
