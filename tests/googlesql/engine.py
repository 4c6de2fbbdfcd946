"""Google's analyzer and reference engine of GoogleSQL, over tables with named, typed columns."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping

import pyarrow as pa

from googlesql import language
from googlesql.service import (
    Refused,
    call,
    catalog_pb2,
    messages,
    node_pb2,
    options_pb2,
    public_options_pb2,
    value_pb2,
)
from googlesql.values import content_of, days, name_of, rows_of, type_of

__all__ = ["ReferenceEngine", "Refused", "Tables", "analyze", "declared", "in_paths"]

Tables = Mapping[str, Mapping[str, str]]
"""Type of each column of each table, by the table's path: `{"a.t": {"x": "INT64"}}`."""


def analyze(sql: str, tables: Tables, parameters: Mapping[str, str]) -> dict[str, str]:
    """Type of each column of a query, or of the query of CREATE TABLE AS; empty for other kinds.

    parameters: type of each query parameter, e.g. `{"start_date": "DATE"}`.
    Raises `Refused` for what BigQuery would not understand.
    """
    answer = call(
        "Analyze",
        messages.AnalyzeRequest(
            options=_options(parameters),
            simple_catalog=_catalog(tables),
            sql_statement=in_paths(sql),
        ),
        messages.AnalyzeResponse,
    )
    return dict(_output(answer.resolved_statement))


def declared(ddl: str) -> dict[str, dict[str, str]]:
    """The table that a CREATE TABLE statement makes, in the form of `Tables`."""
    answer = call(
        "Analyze",
        messages.AnalyzeRequest(
            options=_options({}), simple_catalog=_catalog({}), sql_statement=in_paths(ddl)
        ),
        messages.AnalyzeResponse,
    )
    base = _node(answer.resolved_statement).parent
    path = ".".join(base.parent.name_path)
    return {path: {c.name: name_of(c.type) for c in base.column_definition_list}}


class ReferenceEngine:
    """Tables held by Google's reference engine, which computes queries over them.

    rows: `pyarrow.Table` by path. types: their columns, `Tables`.
    """

    def __init__(self, rows: Mapping[str, pa.Table], types: Tables):
        contents = {path: content_of(rows[path], types[path]) for path in rows}
        request = messages.RegisterCatalogRequest(
            simple_catalog=_catalog({path: types[path] for path in rows}, whole_names=True)
        )
        for path, content in contents.items():
            request.table_content[path].CopyFrom(content)
        self._id = call("RegisterCatalog", request, messages.RegisterResponse).registered_id
        self._paths = tuple(rows)

    def query(self, sql: str, parameters: Mapping[str, dt.date]) -> pa.Table:
        """The rows of a query; raises `Refused` for what the engine refuses or cannot compute."""
        answer = call(
            "PrepareQuery",
            messages.PrepareQueryRequest(
                sql=_whole_names(sql, self._paths),
                options=_options(dict.fromkeys(parameters, "DATE")),
                registered_catalog_id=self._id,
            ),
            messages.PrepareQueryResponse,
        ).prepared
        values = [
            messages.Parameter(name=name, value=value_pb2.ValueProto(date_value=days(day)))
            for name, day in parameters.items()
        ]
        content = call(
            "EvaluateQuery",
            messages.EvaluateQueryRequest(
                prepared_query_id=answer.prepared_query_id, params=values
            ),
            messages.EvaluateQueryResponse,
        ).content
        call(
            "UnprepareQuery",
            messages.UnprepareQueryRequest(prepared_query_id=answer.prepared_query_id),
        )
        types = {column.name: name_of(column.type) for column in answer.columns}
        return rows_of(content, types)

    def close(self) -> None:
        """Forget the tables."""
        call("UnregisterCatalog", messages.UnregisterRequest(registered_id=self._id))


def in_paths(sql: str) -> str:
    """The statement with `` `a.b.c` `` as `` `a`.`b`.`c` ``, which BigQuery reads as the same."""
    return re.sub(r"`([^`]+)`", lambda name: f"`{name[1]}`".replace(".", "`.`"), sql)


def _whole_names(sql: str, paths: tuple[str, ...]) -> str:
    """The reference engine finds rows by a table's name, not by its path."""
    return re.sub(rf"\b({'|'.join(map(re.escape, paths))})\b", r"`\1`", sql) if paths else sql


@functools.cache
def _language() -> options_pb2.LanguageOptionsProto:
    options = options_pb2.LanguageOptionsProto(
        product_mode=public_options_pb2.PRODUCT_EXTERNAL,
        name_resolution_mode=public_options_pb2.NAME_RESOLUTION_DEFAULT,
        error_on_deprecated_syntax=True,
        reserved_keywords=["QUALIFY"],
    )
    for name in language.FEATURES:
        feature = public_options_pb2.LanguageFeature.Value(f"FEATURE_{name}")
        options.enabled_language_features.append(feature)
    for name in language.STATEMENTS:
        kind = node_pb2.ResolvedNodeKind.Value(f"RESOLVED_{name}_STMT")
        options.supported_statement_kinds.append(kind)
    return options


def _options(parameters: Mapping[str, str]) -> options_pb2.AnalyzerOptionsProto:
    options = options_pb2.AnalyzerOptionsProto(
        language_options=_language(),
        parameter_mode=public_options_pb2.PARAMETER_NAMED,
        error_message_mode=public_options_pb2.ERROR_MESSAGE_ONE_LINE,
        default_timezone="UTC",
    )
    for name, kind in parameters.items():
        options.query_parameters.add(name=name.lower(), type=type_of(kind))
    return options


def _catalog(tables: Tables, whole_names: bool = False) -> catalog_pb2.SimpleCatalogProto:
    catalog = catalog_pb2.SimpleCatalogProto(name="catalog")
    catalog.builtin_function_options.language_options.CopyFrom(_language())
    catalogs = {(): catalog}
    for path, columns in tables.items():
        *folders, name = [path] if whole_names else path.split(".")
        for depth in range(1, len(folders) + 1):
            inner = tuple(folders[:depth])
            if inner not in catalogs:
                catalogs[inner] = catalogs[inner[:-1]].catalog.add(name=inner[-1])
        table = catalogs[tuple(folders)].table.add(name=name)
        for column, kind in columns.items():
            table.column.add(name=column, type=type_of(kind), is_writable_column=True)
    return catalog


def _node(statement):
    """The node itself, out of the boxes that tell its kind."""
    while "node" in statement.DESCRIPTOR.oneofs_by_name:
        statement = getattr(statement, statement.WhichOneof("node"))
    return statement


def _output(statement):
    """(name, type) of the columns of a query, and of the query inside of CREATE TABLE AS."""
    for column in getattr(_node(statement), "output_column_list", ()):
        yield column.name, name_of(column.column.type)
