"""Patches of bqemulator 1.4.0 for tests: run offline, and behave as BigQuery does where it matters.

Import this module before the emulator starts. What stock 1.4.0 does differently from the service
and what is patched here:

* it downloads DuckDB's spatial extension at start (only ST_* functions need it);
* it copies the whole table at every write for time travel (1.5 GB after 400 small writes);
* it wraps COUNTIF so that COUNTIF(...) OVER does not parse;
* it takes arrays for numbers when it looks at column types, and array offsets slip by one (column
  types, which it needs for NUMERIC only, are kept from it here);
* it refuses the multipart content type that the Python client sends;
* Parquet loads match columns by position, are not atomic, leave the table's last-modified time
  as it was and do not know ``table$YYYYMMDD``;
* a query job with a destination table silently writes nothing (refused loudly here);
* it parses a statement twenty times on its way and translates each anew (once here: the tree is
  copied for those who change it, and the names of datasets do not matter to a translation);
* a job id that exists already is executed again (409 here, as the client's retry expects).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import sys

import sqlglot
from bqemulator.api.routes import jobs as _jobs
from bqemulator.api.routes import upload as _upload
from bqemulator.domain.errors import AlreadyExistsError, InvalidQueryError
from bqemulator.domain.result import Ok
from bqemulator.jobs import executor as _executor
from bqemulator.sql.rules.misc_helpers import CountIfEmptyZeroRule
from bqemulator.sql.translator import SQLTranslator
from bqemulator.storage.engine import DuckDBEngine
from bqemulator.storage.sql_identifiers import quoted_table_ref
from bqemulator.versioning.snapshots import SnapshotManager
from sqlglot.dialects import BigQuery
from sqlglot.tokens import TokenType

# Its translator nests the arguments of CONCAT: the hash of a wide row is deeper than 1,000 frames.
sys.setrecursionlimit(20_000)
DuckDBEngine._load_spatial = lambda self: None
SnapshotManager.capture = lambda self, *args, **kwargs: None

CountIfEmptyZeroRule.applies_to = lambda self, node: False
_translate = SQLTranslator.translate
_upload._PERMITTED_MEDIA_CONTENT_TYPES += ("*/*", "text/plain")

_OWN_NAME = re.compile(r"_(?:[0-9a-f]{8}|\d+_[0-9a-f]{12})\b")  # ends a dataset, a staged table
_parse_once = functools.lru_cache(maxsize=64)(sqlglot.parse_one)
_DECORATOR = re.compile(r"^(.*)\$(\d{8})$")
_parse_load_job_config = _executor._parse_load_job_config
_load_path_into_target = _executor._load_path_into_target
_apply_load_write_disposition = _executor._apply_load_write_disposition
_execute_query_or_failed_meta = _jobs._execute_query_or_failed_meta


def _without_countif(sql: str) -> str:
    """COUNTIF(p) as COUNT(IF(p, 1, NULL)), which DuckDB too counts as 0 over no rows."""
    pieces, done, open_calls, depth = [], 0, [], 0
    tokens = BigQuery().tokenize(sql) if "COUNTIF" in sql.upper() else []
    for before, token in zip([None, *tokens], tokens):
        if token.token_type is TokenType.L_PAREN:
            depth += 1
            if before is not None and before.text.upper() == "COUNTIF":
                pieces += [sql[done : before.start], "COUNT(IF("]
                done = token.end + 1
                open_calls.append(depth)
        elif token.token_type is TokenType.R_PAREN:
            if open_calls[-1:] == [depth]:
                pieces += [sql[done : token.start], ", 1, NULL))"]
                done = token.end + 1
                open_calls.pop()
            depth -= 1
    return "".join([*pieces, sql[done:]])


def _parse_one(sql: str, **options):
    tree = _parse_once(sql, **options)
    asker = sys._getframe(1).f_globals["__name__"]
    return tree.copy() if asker.startswith("bqemulator.sql.") else tree


def _whatever_its_names(translate):
    """A translation that is made once for statements that differ in the names of datasets only."""
    once = functools.lru_cache(maxsize=1000)(translate)

    def of(sql: str, *rest, **more) -> str:
        names = list(dict.fromkeys(_OWN_NAME.findall(sql)))
        plain = _OWN_NAME.sub(lambda name: f"_own{names.index(name[0])}_", sql)
        return re.sub(r"_own(\d+)_", lambda own: names[int(own[1])], once(plain, *rest, **more))

    return of


@_whatever_its_names
def _translated(sql: str, translator, **rest) -> str:
    result = _translate(translator, _without_countif(sql), **rest)
    if isinstance(result, Ok):
        return result.value
    raise _Untranslated(result)


class _Untranslated(Exception):
    """Holds what the translator says."""


def _translate_once(self, sql: str, schema=None, **rest):
    try:
        return Ok(_translated(sql, self, **rest))
    except _Untranslated as untranslated:
        return untranslated.args[0]


def _split(table_id: str) -> tuple[str, dt.date | None]:
    """``('feat', date)`` of ``'feat$20240101'``; ``(name, None)`` without a partition."""
    match = _DECORATOR.match(table_id or "")
    if not match:
        return table_id, None
    return match[1], dt.datetime.strptime(match[2], "%Y%m%d").date()


def _parse(project_id, config):
    destination = config.get("load", {}).get("destinationTable", {})
    base, day = _split(destination.get("tableId", ""))
    if day:
        destination = {**destination, "tableId": base}
        config = {**config, "load": {**config["load"], "destinationTable": destination}}
    job = _parse_load_job_config(project_id, config)
    job.raw_config["_day"] = day
    return job


def _replace(job, ctx, path: str) -> None:
    """Delete the truncated part and insert the file's rows by column name, in one transaction."""
    meta = ctx.catalog.get_table(job.project_id, job.dataset_id, job.table_id)
    if meta is None:
        raise InvalidQueryError(f"shim: destination {job.dataset_id}.{job.table_id} must exist")
    table = quoted_table_ref(job.project_id, job.dataset_id, job.table_id)
    day = job.raw_config["_day"]
    rows = "SELECT * FROM read_parquet(?)"
    database = ctx.engine.connection
    database.execute("BEGIN")
    try:
        part = ""
        if day:
            part = f" WHERE \"{meta.time_partitioning.field}\" IS NOT DISTINCT FROM DATE '{day}'"
            everything, inside = (
                database.execute(f"SELECT count(*) FROM ({rows}){where}", [path]).fetchone()[0]
                for where in ("", part)
            )
            if everything != inside:
                raise InvalidQueryError("Some rows belong to different partitions")
        if job.write_disposition == "WRITE_TRUNCATE":
            database.execute(f"DELETE FROM {table}{part}")
        database.execute(f"INSERT INTO {table} BY NAME {rows}", [path])
        database.execute("COMMIT")
        ctx.catalog.update_table(meta.model_copy(update={"last_modified_time": ctx.clock.now()}))
    except BaseException:
        database.execute("ROLLBACK")
        raise


def _load(path, job, ctx):
    if job.source_format == "PARQUET":
        return _replace(job, ctx, path)
    if job.raw_config["_day"]:
        raise InvalidQueryError("shim: loads to a partition are Parquet only")
    return _load_path_into_target(path, job, ctx)


def _disposition(job, ctx):
    if job.source_format == "PARQUET" or job.raw_config["_day"]:
        return None  # done by _replace, inside its transaction
    return _apply_load_write_disposition(job, ctx)


async def _query(*, project_id, job_id, query_config, ctx, **rest):
    if ctx.catalog.get_job(project_id, job_id) is not None:
        raise AlreadyExistsError(f"Already Exists: Job {project_id}:US.{job_id}")
    if query_config.get("destinationTable"):
        raise InvalidQueryError("shim: the emulator drops query results with a destination")
    return await _execute_query_or_failed_meta(
        project_id=project_id, job_id=job_id, query_config=query_config, ctx=ctx, **rest
    )


sqlglot.parse_one = _parse_one
SQLTranslator.translate = _translate_once
_executor.rewrite_table_refs = _whatever_its_names(_executor.rewrite_table_refs)
_executor._parse_load_job_config = _parse
_executor._load_path_into_target = _load
_executor._apply_load_write_disposition = _disposition
_jobs._execute_query_or_failed_meta = _query
