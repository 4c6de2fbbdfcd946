"""What the operator sees: preview, status, verify_phase3, audit, report."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from nba_backfill.errors import described
from nba_backfill.phase4.step import REASONS, StepFailed
from nba_backfill.plan.plan import Plan
from nba_backfill.results import write_json
from nba_backfill.terminal import held_output


def target(name: str, plan: Plan, log: str) -> None:
    """Show one of status, audit and verify_phase3; a bad outcome fails the job in one line."""
    with suppress(OSError):  # a folder that is only looked at
        Path(log).parent.mkdir(parents=True, exist_ok=True)
        Path(log).touch()  # the progress display reads the log of a failed job
    try:
        show = import_module(f"nba_backfill.operator.{name}").show
        with held_output():
            show(plan)
    except BaseException as error:
        known = described(error)
        text = traceback.format_exc() if known.kind == "bug" else ""
        text += f"failed, {known.kind}: {known}\n"
        REASONS[str(log)] = str(known)
        with suppress(OSError):
            Path(log).write_text(text, encoding="utf-8")
        raise StepFailed(f"{known.kind}: {name}: {known}") from None


def keep(path: Path, content: Mapping) -> None:
    """Write a report; where that cannot be done say so, and go on to show it."""
    try:
        write_json(path, content)
    except OSError as error:
        print(f"{path} is not written: {described(error)}", file=sys.stderr, flush=True)
