"""The Snakemake command that does a piece of work with the present settings."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from nba_backfill.settings import load_settings

CONFIG = Path(__file__).parents[2] / "config" / "config.yaml"


def command(settings, target: str = "", dates: Iterable[date] = (), **changes) -> str:
    """A command to paste, e.g. `snakemake --cores all --config dates=2023-11-07`.

    It names every setting that differs from `config/config.yaml`, the given dates instead of the
    range, and `changes` (config keys) on top.
    """
    wanted = _config(settings)
    default = _config(load_settings(_defaults(), Path.cwd()))
    if settings.results == Path("results"):
        default["parquet"] = {"root": "results/warehouse"}
    days = sorted(dates)
    if days:
        wanted["dates"] = ",".join(map(str, days))
        for key in ("start_date", "end_date"):
            wanted[key] = default[key]
    wanted.update(changes)
    given = [f"{key}={_text(value)}" for key, value in wanted.items() if value != default.get(key)]
    parts = ["snakemake", "--cores", "all", *([target] if target else [])]
    if given:
        parts += ["--config", *map(shlex.quote, given)]
    return " ".join(parts)


def _defaults() -> dict:
    values = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    if values.get("phase3") == "files":  # its folder need not be there to compare settings
        values |= {"phase3": "simulated", "source_dir": None}
    return values


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
        "warehouse": settings.warehouse,
        "parquet": {"root": str(settings.parquet_root)},
        "bigquery": {key: value for key, value in settings.bigquery.items() if value},
        "props": {"bookmakers": list(settings.bookmakers)},
        "simulation": {"seed": settings.seed},
    }


def _text(value) -> str:
    return json.dumps(value) if isinstance(value, dict) else str(value)
