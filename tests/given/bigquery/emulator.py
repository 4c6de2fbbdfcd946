"""The BigQuery emulator of the test session: one per process, with faults in front of it."""

from __future__ import annotations

import asyncio
import atexit
import functools
import threading
import uuid
from dataclasses import dataclass
from pathlib import Path

from nba_backfill.settings import DATASETS, load_settings
from nba_backfill.settings import Settings as PipelineSettings
from nba_backfill.warehouse.bigquery import BigQueryWarehouse

from given.bigquery.faults import Faults

PROJECT = "nba-test"


@dataclass(frozen=True)
class Emulator:
    """A running emulator: its REST endpoint (``http://...``) and the faults in front of it."""

    endpoint: str
    faults: Faults


@functools.cache
def start() -> Emulator:
    """Start the emulator on free ports once per process; it stops when the process ends."""
    import structlog

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    import bqemulator.server
    from bqemulator.config import LogLevel, Settings

    import given.bigquery.shim  # noqa: F401  (patches the emulator before it starts)

    faults = Faults()
    create_app = bqemulator.server.create_app
    bqemulator.server.create_app = lambda ctx: faults.wrap(create_app(ctx))
    settings = Settings(
        rest_port=0, grpc_port=0, enable_format_extensions=False, log_level=LogLevel.CRITICAL
    )
    server = bqemulator.server.EmulatorServer(settings)
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="bigquery-emulator", daemon=True).start()
    asyncio.run_coroutine_threadsafe(server.start(), loop).result(60)
    atexit.register(lambda: asyncio.run_coroutine_threadsafe(server.stop(), loop).result(10))
    return Emulator(server.rest_url, faults)


def settings(
    base: Path | None = None, results: Path | str = "results", **config
) -> PipelineSettings:
    """Settings that point at the emulator, with datasets that no other test uses.

    config: keys of the configuration; those of `bigquery` are merged into the emulator's.
    """
    return load_settings(configuration(**config), base or Path.cwd(), results)


def configuration(**config) -> dict:
    """The configuration of `settings`, as Snakemake would hand it over."""
    mark = uuid.uuid4().hex[:8]
    section = {
        "project": PROJECT,
        "endpoint": start().endpoint,
        "datasets": {name: f"{name}_{mark}" for name in DATASETS},
        "retry_seconds": 20,
        **config.pop("bigquery", {}),
    }
    return {"warehouse": "bigquery", "bigquery": section, **config}


def bigquery_warehouse(**config) -> BigQueryWarehouse:
    """A warehouse on the emulator, with datasets of its own."""
    return BigQueryWarehouse(settings(**config))


def reopened(warehouse: BigQueryWarehouse, **section) -> BigQueryWarehouse:
    """A second process's view of a warehouse; `section` changes keys of `bigquery`."""
    options = {**warehouse.jobs.options.model_dump(), **section}
    return bigquery_warehouse(bigquery=options)


if __name__ == "__main__":  # python -m given.bigquery.emulator, in the folder tests
    print(start().endpoint, flush=True)
    threading.Event().wait()
