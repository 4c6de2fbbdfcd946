"""Google's own GoogleSQL as a service in this process.

PyPI's `zetasql` is Google's C++ code compiled to WebAssembly. It knows the language (names, types,
coercions, functions, values), not BigQuery: no planner, no storage, no quotas.
"""

from __future__ import annotations

import pytest

pytest.importorskip(
    "zetasql",
    reason="Google's GoogleSQL is not installed: pip install -r envs/requirements-googlesql.txt",
)

import ctypes
import fcntl
import functools
import os
import platform
from importlib.metadata import version
from pathlib import Path

import wasmtime
from zetasql.core.exceptions import ServerError
from zetasql.core.wasm_client import WasmClient, get_tzinfo_dir
from zetasql.wasi import get_wasm_path
from zetasql.wasi._pb2.zetasql.local_service import local_service_pb2 as messages
from zetasql.wasi._pb2.zetasql.proto import options_pb2
from zetasql.wasi._pb2.zetasql.proto import simple_catalog_pb2 as catalog_pb2
from zetasql.wasi._pb2.zetasql.public import options_pb2 as public_options_pb2
from zetasql.wasi._pb2.zetasql.public import type_pb2, value_pb2
from zetasql.wasi._pb2.zetasql.resolved_ast import resolved_node_kind_pb2 as node_pb2

__all__ = [
    "Refused",
    "cache_file",
    "call",
    "catalog_pb2",
    "messages",
    "node_pb2",
    "options_pb2",
    "public_options_pb2",
    "type_pb2",
    "value_pb2",
]

Refused = ServerError
"""Raised for a statement that is not GoogleSQL; the text names line and column."""


def call(method: str, request, response=None):
    """The answer to a request, both protocol buffers; raises `Refused`."""
    more = {} if response is None else {"response_type": response}
    return _client().call_grpc_func(f"ZetaSqlLocalService_{method}", request, **more)


@functools.cache
def _client() -> WasmClient:
    return _CachedClient(str(get_wasm_path()))


class _CachedClient(WasmClient):
    """The package's client, but for two things it does slowly: compiling 28 MB of WebAssembly at
    every start (45 seconds of CPU), and copying requests byte by byte in Python."""

    def __init__(self, wasm_path: str):
        wasi = wasmtime.WasiConfig()
        wasi.inherit_stderr()
        wasi.preopen_dir(get_tzinfo_dir(), "/usr/share/zoneinfo")
        settings = wasmtime.Config()
        settings.shared_memory = True
        engine = wasmtime.Engine(settings)
        self.store = wasmtime.Store(engine)
        self.store.set_wasi(wasi)
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        self.module = _compiled(engine, wasm_path)
        self.instance = linker.instantiate(self.store, self.module)
        self.exports = self.instance.exports(self.store)
        self.exports["_initialize"](self.store)
        self.memory = self.exports["memory"]

    def write_bytes(self, ptr: int, data: bytes) -> None:
        ctypes.memmove(self._address(ptr), data, len(data))

    def read_bytes(self, ptr: int, size: int) -> bytes:
        return ctypes.string_at(self._address(ptr), size)

    def _address(self, ptr: int) -> int:
        return ctypes.cast(self.memory.data_ptr(), ctypes.c_void_p).value + ptr


def cache_file() -> Path:
    """Where the compiled module is kept: outside of the checkout, by versions and machine."""
    root = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    made_of = (version("zetasql"), version("wasmtime"), platform.system(), platform.machine())
    return root / "nba-backfill" / f"zetasql-{'-'.join(made_of)}.cwasm".lower()


def _compiled(engine: wasmtime.Engine, wasm_path: str) -> wasmtime.Module:
    """The module from the cache, or compiled (by one process) and put there."""
    file = cache_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if file.exists():
            try:
                return wasmtime.Module.deserialize_file(engine, str(file))
            except wasmtime.WasmtimeError:  # of another processor
                file.unlink()
        module = wasmtime.Module.from_file(engine, wasm_path)
        temporary = file.with_suffix(".tmp")
        temporary.write_bytes(module.serialize())
        temporary.replace(file)
        return module
