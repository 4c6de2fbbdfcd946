"""Snakemake's messages on the terminal: a progress bar per rule, one line per failed job.

The bars are those of `snakemake-logger-plugin-rich`. They are put in place while the workflow is
read rather than by a profile: without the package Snakemake's own listing stays, where a profile
that names an absent logger ends in a page of usage. Whoever chose a logger keeps it, and so does a
workflow that imports this one.
"""

from __future__ import annotations

import logging
import os
import re
import time
import traceback
from functools import partial
from pathlib import Path
from typing import TextIO

from nba_backfill.errors import KINDS, WITHOUT_REASON, described
from nba_backfill.phase4.step import REASONS
from nba_backfill.schedule import season_name

TELLS = "NBA_BACKFILL_TELLS"  # set for child processes: the main process tells their failures
LISTED = 50  # failed jobs told while it runs; the summary counts all of them
FAILED = re.compile(rf"failed, ({'|'.join(KINDS)}): (.*)")  # how the log of a failed job ends
_OURS = re.compile(r"^(StepFailed in file|Command '.*\.(phase3|report)\.py' returned)", re.M)
_DULL = ("Conda environments: ignored", "Exiting because a job execution failed")
_END = "At least one job did not complete successfully"
_STARTED = time.time() - 1  # file systems keep times in coarse steps


def install(workflow) -> None:
    """Take over Snakemake's messages, where they are still its own.

    workflow: Snakemake's, while it reads the Snakefile.
    """
    logger = logging.getLogger("snakemake.logging")
    own = next((h for h in logger.handlers if h.name == "DefaultStreamHandler"), None)
    if not workflow.is_main_process:
        if own is not None and workflow.subprocess_exec and TELLS in os.environ:
            own.addFilter(lambda record: not _is_told(record))
        return
    os.environ.pop(TELLS, None)
    if own is None or not workflow.modifier.is_main_snakefile():
        return
    bars = _bars(workflow.logger_manager.settings)
    if bars is not None:
        logger.removeHandler(own)
        logger.addHandler(bars)
        os.environ[TELLS] = "1"


def told(job: str, wildcards, logs) -> str:
    """The line on a failed job: `✗ 2023-11-05 player_daily_cache: reason · log logs/...`.

    The reason is the last one in its logs that was written since Snakemake started.
    """
    date = f"{wildcards['date']} " if wildcards and "date" in wildcards else ""
    year = f" {season_name(int(wildcards['year']))}" if job.endswith("season") else ""
    reasons = {str(log): _reason(log) or REASONS.get(str(log), "") for log in logs}
    spoken = [log for log, reason in reasons.items() if reason]
    reason = reasons[spoken[0]] if spoken else WITHOUT_REASON
    return f"✗ {date}{job}{year}: {reason} · log {', '.join(spoken[:1] or reasons)}"


def script_failed(job: str, error: BaseException, log: TextIO) -> SystemExit:
    """What a `script:` rule raises for an error: its reason in the log, and told once."""
    known = described(error)
    try:
        if known.kind in ("bug", "warehouse_error"):
            traceback.print_exception(error, file=log)
        print(f"failed, {known.kind}: {known}", file=log)
    except OSError:  # a full disk: told here, as the log cannot
        return SystemExit(f"{known.kind}: {job}: {known}")
    if TELLS in os.environ:
        return SystemExit(1)
    return SystemExit(f"{known.kind}: {job}: {known} (log: {log.name})")


def _reason(log: str) -> str:
    """The reason a log ends with; empty when it has none, or is one of an earlier run."""
    try:
        if Path(log).stat().st_mtime < _STARTED:
            return ""
        lines = Path(log).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found = [match[2] for match in map(FAILED.fullmatch, lines) if match]
    return found[-1] if found else ""


def _is_told(record: logging.LogRecord) -> bool:
    """Whether the record is about a failed job that the main process tells in one line."""
    event = str(getattr(record, "event", ""))
    return event.endswith("job_error") or (
        event.endswith("error") and _OURS.search(record.getMessage()) is not None
    )


def _bars(settings) -> logging.Handler | None:
    """The handler with the bars; None without the package, or for `--quiet all`."""
    from snakemake.settings.enums import Quietness

    if Quietness.ALL in (settings.quiet or ()) and not settings.dryrun:
        return None
    try:
        from rich.text import Text
        from snakemake_logger_plugin_rich import LogHandler
        from snakemake_logger_plugin_rich.event_handler import EventHandler
    except ImportError:
        return None

    class Events(EventHandler):
        """Tells a failed job in one line, and leaves out what says nothing here."""

        failed = 0  # jobs told

        def handle_error(self, event_data, **kwargs):
            message = event_data.message or ""
            if not _OURS.search(message) and not (_END in message and self.failed):
                super().handle_error(event_data, **kwargs)

        def handle(self, record, **kwargs):
            self.record = record
            super().handle(record, **kwargs)

        def handle_job_error(self, event_data, **kwargs):
            job = self.jobs_info.get(event_data.jobid)
            if job is None:
                super().handle_job_error(event_data, **kwargs)
                return
            self.failed += 1
            if self.failed > LISTED + 1:
                return
            logs = getattr(self.record, "log", job["log"])  # with that of a cluster's job
            line = told(job["rule"], job["wildcards"], logs)
            if self.failed > LISTED:
                line = "✗ and more; the summary counts them, `snakemake status` lists them"
            self.console.print(Text(line, style="red"), soft_wrap=True)

        def should_log_message(self, record, message):
            dull = message.startswith(_DULL) and not self.verbose
            return not dull and super().should_log_message(record, message)

    handler = LogHandler(settings, None)
    handler.event_handler.__class__ = Events
    console = handler.event_handler.console
    console.on_broken_pipe = partial(_go_on_unread, console)
    return handler


def _go_on_unread(console) -> None:
    """What `console` does when nobody reads its output any more: it says nothing from then on.

    Rich would raise SystemExit, and in the thread of a job that leaves Snakemake waiting for ever.
    """
    console.quiet = True
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, console.file.fileno())
    os.close(nowhere)
