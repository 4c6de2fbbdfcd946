"""Snakemake runs as forks of one process that has imported everything: a run costs no imports.

`Server` starts that process. It reads one request a line on its standard input (folder, arguments
of Snakemake, file for the output) and answers with the process id, then with the exit code.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from given.run import environment

SCRIPTS = Path(__file__).parents[2] / "scripts"


class Server:
    """Snakemake as `run(folder, arguments)`; to be used as a context."""

    def __init__(self, script: str = __file__):
        """script: what is run instead, by its own `serve`."""
        self._script = script

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, self._script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**environment(), "PYTHONPATH": os.pathsep.join((str(SCRIPTS), *sys.path))},
        )
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()

    def start(self, folder: Path, arguments: list[str], output: Path) -> int:
        """Begin a run; its process id."""
        request = {"folder": str(folder), "arguments": arguments, "output": str(output)}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> int:
        """The exit code of the run that was started; negative when a signal ended it."""
        return int(self._process.stdout.readline())

    def run(self, folder: Path, arguments: list[str], output: Path) -> tuple[int, str]:
        """Exit code and output of a whole run."""
        self.start(folder, arguments, output)
        code = self.end()
        return code, output.read_text(encoding="utf-8", errors="replace")


def serve_snakemake() -> None:
    import duckdb  # noqa: F401
    import nba_backfill.operator.audit
    import nba_backfill.operator.preview
    import nba_backfill.operator.status
    import nba_backfill.phase3.build  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import snakemake.api  # noqa: F401
    import sqlglot  # noqa: F401
    from snakemake.cli import main

    serve(main)


def serve(main: Callable[[list[str]], object]) -> None:
    """Answer requests until there are no more, each by a fork that calls `main`."""
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            _become(request, main)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become(request: dict, main) -> None:
    """The run itself: a process group of its own, output in a file, atexit as at any exit."""
    os.setpgid(0, 0)
    os.chdir(request["folder"])
    output = os.open(request["output"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, target in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(place, target)
    sys.argv = ["snakemake", *request["arguments"]]
    main(request["arguments"])
    sys.exit(0)


if __name__ == "__main__":
    serve_snakemake()
