"""Jobs on BigQuery: parameters bound, labelled, retried, counted, errors told in one line."""

from __future__ import annotations

import datetime as dt
import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Mapping

from nba_backfill.settings import BigQuery
from nba_backfill.warehouse.bigquery.connection import connect, connect_storage
from nba_backfill.warehouse.bigquery.failures import explain, said
from nba_backfill.warehouse.bigquery.retries import call_retry, step_retry

LARGE = 20_000  # rows from which a result is fetched through the Storage Read API
CALL_SECONDS = 120  # without an answer an HTTP call is repeated; a job goes on meanwhile

_log = logging.getLogger(__name__)


class Jobs:
    """One client and what it has done so far.

    options: the `bigquery` section of the configuration. labels: put on every job, so that
    INFORMATION_SCHEMA.JOBS tells what a run or a processor cost.
    `usage` counts statements, loads, retries and bytes_processed.
    """

    def __init__(self, options: BigQuery, labels: Mapping[str, str] | None = None):
        self.options = options
        self.client = connect(options)
        self.labels = {"pipeline": "nba_backfill", **_clean(labels or {})}
        self.usage: Counter[str] = Counter()
        self._seconds = options.retry_seconds
        self._timeout = CALL_SECONDS
        self._retry = call_retry(self._seconds)
        self._lock = threading.Lock()
        self._storage = None

    def call(self, doing: str, method: Callable, *arguments, **named):
        """One call of the API that is no job, e.g. `get_table`."""
        try:
            return method(*arguments, retry=self._retry, timeout=self._timeout, **named)
        except Exception as error:
            raise explain(error, doing) from error

    def run(self, doing: str, sql: str, values: Mapping, labels: Mapping | None = None):
        """Run an idempotent DDL or DML statement to its end; returns the finished job."""

        def step():
            job = self.client.query(
                sql,
                job_config=self._config(values, labels),
                retry=self._retry,
                job_retry=None,  # the step is repeated as a whole, see step_retry
                timeout=self._timeout,
            )
            job.result(retry=self._retry)
            return job

        job = self._whole(doing, step)
        self._count(statements=1, bytes_processed=job.total_bytes_processed or 0)
        return job

    def read(self, doing: str, sql: str, values: Mapping):
        """The result of a query as a `pyarrow.Table`."""
        labels = {"purpose": "read"}

        def step():
            rows = self.client.query_and_wait(
                sql,
                job_config=self._config(values, labels),
                retry=self._retry,
                job_retry=None,
                api_timeout=self._timeout,
            )
            processed = rows.total_bytes_processed or 0
            reader = self._reader(rows.total_rows)
            return rows.to_arrow(bqstorage_client=reader, create_bqstorage_client=False), processed

        table, processed = self._whole(doing, step)
        self._count(statements=1, bytes_processed=processed)
        return table

    def load(self, doing: str, file, destination: str, config) -> None:
        """Load a Parquet file object into a table, free of charge; the load must be idempotent."""

        def step():
            file.seek(0)
            config.labels = self.labels
            job = self.client.load_table_from_file(
                file, destination, job_config=config, timeout=self._timeout
            )
            job.result(retry=self._retry)

        self._whole(doing, step)
        self._count(loads=1)

    def dry_run(self, doing: str, sql: str, values: Mapping) -> int:
        """Bytes a statement would read, found without running it; free."""
        config = self._config(values, None)
        config.dry_run, config.use_query_cache = True, False
        job = self.call(doing, self.client.query, sql, job_config=config, job_retry=None)
        return job.total_bytes_processed or 0

    def _whole(self, doing: str, step: Callable):
        try:
            return step_retry(self._seconds, self._again(doing))(step)()
        except Exception as error:
            raise explain(error, doing) from error

    def _again(self, doing: str):
        def note(error):
            self._count(retries=1)
            _log.warning("BigQuery, %s: trying again after: %s", doing, said(error))

        return note

    def _count(self, **amounts: int) -> None:
        with self._lock:
            self.usage.update(amounts)

    def _config(self, values: Mapping, labels: Mapping | None):
        from google.cloud import bigquery

        config = bigquery.QueryJobConfig(
            query_parameters=[parameter(name, value) for name, value in values.items()],
            labels={**self.labels, **_clean(labels or {})},
        )
        if self.options.maximum_bytes_billed:
            config.maximum_bytes_billed = self.options.maximum_bytes_billed
        return config

    def _reader(self, rows: int | None):
        """The Storage Read client for a result of `rows` rows; None for a small one."""
        if (rows or 0) < LARGE:
            return None
        with self._lock:
            if self._storage is None:
                self._storage = connect_storage(self.options)
            return self._storage


def parameter(name: str, value):
    """A named query parameter: a date, text or whole number, or a list of one of these."""
    from google.cloud import bigquery

    types = {dt.date: "DATE", str: "STRING", int: "INT64"}
    if isinstance(value, list | tuple):
        return bigquery.ArrayQueryParameter(name, types[type(value[0])], list(value))
    return bigquery.ScalarQueryParameter(name, types[type(value)], value)


def _clean(labels: Mapping[str, str]) -> dict[str, str]:
    """Label values as BigQuery takes them: small letters, digits, _ and -, at most 63."""
    return {key: re.sub(r"[^a-z0-9_-]", "-", value.lower())[:63] for key, value in labels.items()}
