"""The Snakemake command that does a piece of work with the present settings."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from nba_backfill.errors import BackfillError
from nba_backfill.settings import load_settings

CONFIG = Path("config") / "config.yaml"  # what a command without --configfile reads


def command(settings, target: str = "", dates: Iterable[date] = (), **changes) -> str:
    """A command to paste, e.g. `snakemake --cores all --config dates=2023-11-07`.

    It names every setting that differs from `config/config.yaml`, the given dates instead of the
    range, and `changes` (config keys) on top.
    """
    wanted, default = _config(settings), _config(_defaults())
    days = sorted(dates)
    if days:
        wanted["dates"] = ",".join(map(str, days))
        for key in ("start_date", "end_date"):
            wanted[key] = default[key]
    wanted.update(changes)
    given = [
        f"{key}={_text(value, default.get(key))}"
        for key, value in wanted.items()
        if value != default.get(key)
    ]
    parts = ["snakemake", "--cores", "all", *([target] if target else [])]
    if given:
        parts += ["--config", *map(shlex.quote, given)]
    return " ".join(parts)


def rebuild_phase3(settings) -> str:
    """The command that builds the Phase 3 tables again although their manifest is there."""
    return f"{command(settings, 'phase3')} --forcerun phase3"


def _defaults():
    """The settings of a command without `--config`; the schema's where that file is not ours."""
    try:
        return load_settings(yaml.safe_load(CONFIG.read_text(encoding="utf-8")), Path.cwd())
    except (BackfillError, OSError, ValueError, AttributeError, yaml.YAMLError):
        return load_settings({}, Path.cwd())


def _config(settings) -> dict:
    """Settings as config keys with values that compare and print well."""
    return {
        "start_date": str(settings.start_date),
        "end_date": str(settings.end_date),
        "dates": ",".join(map(str, settings.dates or ())),
        "processors": ",".join(settings.processors),
        "bootstrap_days": settings.bootstrap_days,
        "phase3": settings.phase3,
        "source_dir": str(settings.source_dir or ""),
        "source_format": settings.source_format,
        "warehouse": settings.warehouse,
        "parquet": {"root": _root(settings)},
        "bigquery": {key: value for key, value in settings.bigquery.items() if value is not None},
        "platform": dict(settings.platform or {}),
        "props": {"bookmakers": list(settings.bookmakers)},
        "simulation": {"seed": settings.seed},
        "audit": {"sample": settings.audit_sample, "seed": settings.audit_seed},
        "ready_threshold": settings.ready_threshold,
        "format": settings.format,
        "notify": settings.notify or "",
        "pathvars": {"results": str(settings.results)},
    }


def _root(settings) -> str:
    """The configured folder of the tables; empty for the one inside the results folder."""
    own = settings.parquet_root == settings.results / "warehouse"
    return "" if own else str(settings.parquet_root)


def _text(value, default) -> str:
    """A value as `--config` takes it; of a mapping only the keys that differ."""
    if not isinstance(value, dict):
        return str(value)
    return json.dumps({key: item for key, item in value.items() if item != default.get(key)})
