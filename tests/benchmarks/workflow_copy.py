"""A copy of the workflow in a folder of its own, for measurements on real seasons."""

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
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


class Measured:
    """Wall and CPU seconds of commands, and their largest process in MB."""

    def __init__(self, line, folder, env=None):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.monotonic()
        environment = {**os.environ, "DO_NOT_TRACK": "1", **(env or {})}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
        with tempfile.TemporaryFile("w+") as said:
            child = subprocess.Popen(line, cwd=folder, stdout=said, stderr=said, env=environment)
            _, status, usage = os.wait4(child.pid, 0)
            said.seek(0)
            self.output = said.read()
        self.wall = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.peak = usage.ru_maxrss // 1024
        if status:
            sys.exit(f"{line}:\n{self.output[-3000:]}")

    def __str__(self):
        return f"{self.wall:6.1f} s ({self.cpu:.1f} CPU, {self.peak} MB)"
