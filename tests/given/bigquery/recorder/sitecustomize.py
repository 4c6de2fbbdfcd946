"""Python runs this at the start of each process that has this folder in PYTHONPATH.

Each statement that a process sends to BigQuery is appended to a file of the folder
NBA_STATEMENTS: text, types of its parameters, and the lines of the library it was asked from.
"""

import importlib.abc
import importlib.util
import json
import os
import sys
import traceback
from pathlib import Path

JOBS = "nba_backfill.warehouse.bigquery.jobs"


class _Finder(importlib.abc.MetaPathFinder):
    """Wraps the class `Jobs`, through which every statement goes, when it is first imported."""

    def find_spec(self, name, path=None, target=None):
        if name != JOBS:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        execute = spec.loader.exec_module

        def execute_and_wrap(module):
            execute(module)
            for method in ("run", "read", "dry_run"):
                setattr(module.Jobs, method, _recorded(getattr(module.Jobs, method)))

        spec.loader.exec_module = execute_and_wrap
        return spec


def _recorded(method):
    def recorded(jobs, doing, sql, values, *rest):
        _write(doing, sql, {name: _type(value) for name, value in values.items()})
        return method(jobs, doing, sql, values, *rest)

    return recorded


def _type(value) -> str:
    if isinstance(value, list | tuple):
        return f"ARRAY<{_type(value[0])}>"
    return {"date": "DATE", "str": "STRING", "int": "INT64"}[type(value).__name__]


def _write(doing: str, sql: str, parameters: dict[str, str]) -> None:
    asked_from = [
        f"{frame.filename.rpartition('/nba_backfill/')[2]}:{frame.lineno}"
        for frame in traceback.extract_stack()
        if "/nba_backfill/" in frame.filename
    ]
    line = json.dumps({"doing": doing, "sql": sql, "parameters": parameters, "from": asked_from})
    file = Path(os.environ["NBA_STATEMENTS"]) / f"{os.getpid()}.jsonl"
    with file.open("a") as out:
        out.write(line + "\n")


if "NBA_STATEMENTS" in os.environ:
    sys.meta_path.insert(0, _Finder())
