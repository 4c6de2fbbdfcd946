"""Snakemake runs as forks of one process that has imported its packages: a run costs no imports.

`Server` starts that process. It reads one request a line on its standard input and answers with the
process id, then with the exit code. The workflow and its library are those of the folder that runs.
"""

import atexit
import gc
import json
import os
import select
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path


class Server:
    """Snakemake as `run(folder, arguments, environment, output)`; to be used as a context."""

    def __init__(self, script: str = __file__):
        """script: what is run instead, by its own `serve`."""
        self._script = script

    def __enter__(self):
        self._process = subprocess.Popen(
            [sys.executable, self._script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()

    def start(
        self,
        folder: Path,
        arguments: list[str],
        environment: dict[str, str],
        output: Path,
        errors: Path | None = None,
    ) -> int:
        """Begin a run; its process id.

        output: gets what it prints; errors: a file of its own for standard error.
        """
        request = {
            "folder": str(folder),
            "arguments": arguments,
            "environment": environment,
            "files": [str(output), str(errors or output)],
        }
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._running = int(self._process.stdout.readline())
        return self._running

    def end(self, timeout: float | None = None) -> int:
        """The exit code of the run that was started; negative when a signal ended it."""
        if not select.select([self._process.stdout], [], [], timeout)[0]:
            os.killpg(self._running, signal.SIGKILL)
            self._process.stdout.readline()
            raise subprocess.TimeoutExpired("snakemake", timeout)
        return int(self._process.stdout.readline())

    def run(
        self, folder: Path, arguments: list[str], environment: dict[str, str], output: Path
    ) -> tuple[int, str]:
        """Exit code and output of a whole run."""
        self.start(folder, arguments, environment, output)
        code = self.end()
        return code, output.read_text(encoding="utf-8", errors="replace")


def _serve_snakemake() -> None:
    import duckdb  # noqa: F401
    import jinja2  # noqa: F401
    import pandas  # noqa: F401
    import pyarrow.parquet  # noqa: F401
    import pydantic  # noqa: F401
    import smart_open  # noqa: F401
    import snakemake.api  # noqa: F401
    import snakemake_logger_plugin_rich  # noqa: F401
    import sqlglot  # noqa: F401
    from snakemake.cli import get_argument_parser, main

    get_argument_parser()  # imports all plugins
    serve(main)


def serve(main: Callable[[list[str]], object]) -> None:
    """Answer requests until there are no more, each by a fork that calls `main`."""
    gc.freeze()  # the forks' collector leaves alone, and so does not copy, what they share
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            _become(request, main)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    gc.unfreeze()  # what is frozen at the end DuckDB calls leaked


def _become(request: dict, main) -> None:
    """The run itself: a process group of its own, output in files, atexit as at any exit."""
    os.setpgid(0, 0)
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    output, errors = (os.open(file, flags) for file in request["files"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    for place, target in ((nothing, 0), (output, 1), (errors, 2)):
        os.dup2(place, target)
    sys.path[0] = ""  # as `python -m snakemake` has it
    sys.argv = ["snakemake", *request["arguments"]]
    code = 1
    try:
        main(request["arguments"])
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    # Without the interpreter's own end, which takes a second to free what all forks share.
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve_snakemake()
