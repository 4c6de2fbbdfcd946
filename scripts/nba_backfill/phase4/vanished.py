"""Dates that were filled and on which the schedule has no game any more."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

from nba_backfill import tables
from nba_backfill.durable import flush
from nba_backfill.errors import described
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.step import StepFailed
from nba_backfill.results import failure_file, write_json
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.terminal import number_of


def remove_vanished(run: Run, log_path: str, record_path: str) -> None:
    """Remove sentinels, rows and failure records of the plan's vanished dates, and say so.

    Raises StepFailed only. The sentinel goes first: rows alone are found and removed again.
    """
    Path(log_path).parent.mkdir(parents=True, exist_ok=True)
    with Path(log_path).open("w", encoding="utf-8") as log:
        try:
            run.start()
            found = run.plan.judge.vanished
            for day, processors in found.items():
                sentinels = [run.plan.sentinel_file(name, day) for name in processors]
                for file in sentinels:
                    file.unlink(missing_ok=True)
                flush(file.parent for file in sentinels if file.parent.exists())
                for name in processors:
                    run.warehouse.remove(tables.table(PROCESSORS[name].table), day)
                    failure_file(run.settings.results, name, day).unlink(missing_ok=True)
                print(f"{day}: no game any more, removed {', '.join(processors)}", file=log)
            write_json(Path(record_path), {str(day): names for day, names in found.items()})
        except BaseException as error:  # a SystemExit in a thread would hang Snakemake
            known = described(error)
            if known.kind in ("bug", "warehouse_error"):
                traceback.print_exc(file=log)
            print(f"failed, {known.kind}: {known}", file=log)
            raise StepFailed(f"{known.kind}: vanished_dates: {known} (log: {log_path})") from None
    days = ", ".join(map(str, found))
    removed = f"Removed {number_of(len(found), 'date')} without a game any more: {days}"
    print(removed, file=sys.stderr, flush=True)
