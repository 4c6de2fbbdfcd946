"""Types and values of the project's tables as Google's engine takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pyarrow as pa

from googlesql.service import messages, type_pb2, value_pb2

_KINDS = {
    "FLOAT64": type_pb2.TYPE_DOUBLE,
    "INT64": type_pb2.TYPE_INT64,
    "STRING": type_pb2.TYPE_STRING,
    "BOOL": type_pb2.TYPE_BOOL,
    "DATE": type_pb2.TYPE_DATE,
    "TIMESTAMP": type_pb2.TYPE_TIMESTAMP,
    "DATETIME": type_pb2.TYPE_DATETIME,
    "TIME": type_pb2.TYPE_TIME,
    "BYTES": type_pb2.TYPE_BYTES,
    "NUMERIC": type_pb2.TYPE_NUMERIC,
    "BIGNUMERIC": type_pb2.TYPE_BIGNUMERIC,
    "JSON": type_pb2.TYPE_JSON,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_FIELDS = {
    "FLOAT64": "double_value",
    "INT64": "int64_value",
    "STRING": "string_value",
    "BOOL": "bool_value",
    "DATE": "date_value",
}
_ARROW = {
    "FLOAT64": pa.float64(),
    "INT64": pa.int64(),
    "STRING": pa.string(),
    "BOOL": pa.bool_(),
    "DATE": pa.date32(),
    "ARRAY<FLOAT64>": pa.list_(pa.float64()),
    "ARRAY<STRING>": pa.list_(pa.string()),
}
_EPOCH = dt.date(1970, 1, 1)


def type_of(name: str) -> type_pb2.TypeProto:
    if name.startswith("ARRAY<"):
        proto = type_pb2.TypeProto(type_kind=type_pb2.TYPE_ARRAY)
        proto.array_type.element_type.CopyFrom(type_of(name[len("ARRAY<") : -1]))
        return proto
    return type_pb2.TypeProto(type_kind=_KINDS[name.partition("(")[0]])


def name_of(proto: type_pb2.TypeProto) -> str:
    if proto.type_kind == type_pb2.TYPE_ARRAY:
        return f"ARRAY<{name_of(proto.array_type.element_type)}>"
    return _NAMES.get(proto.type_kind) or type_pb2.TypeKind.Name(proto.type_kind)


def days(day: dt.date) -> int:
    return (day - _EPOCH).days


def content_of(rows: pa.Table, types: Mapping[str, str]) -> messages.TableContent:
    content = messages.TableContent()
    columns = [rows[name].cast(_ARROW[kind]) for name, kind in types.items()]
    columns = [
        column.cast(pa.int32()) if kind == "DATE" else column
        for column, kind in zip(columns, types.values(), strict=True)
    ]
    for values in zip(*(column.to_pylist() for column in columns), strict=True):
        row = content.table_data.row.add()
        for value, kind in zip(values, types.values(), strict=True):
            _put(row.cell.add(), value, kind)
    return content


def _put(cell: value_pb2.ValueProto, value, kind: str) -> None:
    """NULL is a cell without a value."""
    if value is None:
        return
    if kind.startswith("ARRAY<"):
        cell.array_value.SetInParent()
        for item in value:
            _put(cell.array_value.element.add(), item, kind[len("ARRAY<") : -1])
    else:
        setattr(cell, _FIELDS[kind], value)


def rows_of(content: messages.TableContent, types: Mapping[str, str]) -> pa.Table:
    kinds = list(types.values())
    listed = [
        [_value(cell, kind) for cell, kind in zip(row.cell, kinds, strict=True)]
        for row in content.table_data.row
    ]
    columns = list(zip(*listed, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(list(values), _ARROW[kind]) for values, kind in zip(columns, kinds)]
    return pa.table(arrays, names=list(types))


def _value(cell: value_pb2.ValueProto, kind: str):
    if cell.WhichOneof("value") is None:
        return None
    if kind.startswith("ARRAY<"):
        inner = kind[len("ARRAY<") : -1]
        return [_value(item, inner) for item in cell.array_value.element]
    value = getattr(cell, _FIELDS[kind])
    return _EPOCH + dt.timedelta(days=value) if kind == "DATE" else value
