"""The configuration, validated and typed.

`config/config.schema.yaml` is the only list of keys, types and defaults. A mistake ends in one
line that names the key and the fix, before anything is written.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from nba_backfill.errors import BackfillError
from nba_backfill.tables.processors import PROCESSORS, with_dependencies

CHOICES_TOLD = 8  # more only when none of them is close to what was written
SCHEMA = Path(__file__).parents[2] / "config" / "config.schema.yaml"


@dataclass(frozen=True)
class Settings:
    """What one invocation works on. Paths are absolute or relative to the working directory."""

    start_date: dt.date
    end_date: dt.date
    dates: tuple[dt.date, ...] | None  # explicit list instead of the range
    processors: tuple[str, ...]  # in the order they run, dependencies included
    bootstrap_days: int
    phase3: str  # simulated | files | warehouse
    source_dir: Path | None
    source_format: str  # auto | a format of phase3/formats
    warehouse: str  # parquet | bigquery
    parquet_root: Path
    bigquery: Mapping[str, object]
    platform: Mapping[str, object] | None
    bookmakers: tuple[str, ...]
    seed: int
    audit_sample: int  # dates per season that the audit recomputes
    audit_seed: int
    ready_threshold: float  # percent
    format: str  # table | json
    notify: str | None
    results: Path


def load_settings(config: Mapping, base: Path, results: Path | str = "results") -> Settings:
    """Settings from Snakemake's `config`.

    base: folder that a relative `source_dir` starts from (the working directory).
    results: folder of sentinels, warehouse and reports, relative to the working directory.
    Raises BackfillError (kind bad_config) with one line for the first mistake found.
    """
    values = _filled(_normalised(config), _schema())
    _check(values, _schema())
    start, end = _date(values["start_date"]), _date(values["end_date"])
    if start > end and not values["dates"]:
        raise _bad("start_date", f"{start} is after end_date {end}; swap them or move one")
    root = values["parquet"]["root"]
    return Settings(
        start_date=start,
        end_date=end,
        dates=tuple(sorted({_date(day) for day in values["dates"]})) or None,
        processors=with_dependencies(tuple(values["processors"] or PROCESSORS)),
        bootstrap_days=values["bootstrap_days"],
        phase3=values["phase3"],
        source_dir=_source_dir(values, Path(base)),
        source_format=values["source_format"],
        warehouse=values["warehouse"],
        parquet_root=Path(root) if root else Path(results) / "warehouse",
        bigquery=MappingProxyType(_bigquery(values)),
        platform=values["platform"],
        bookmakers=tuple(values["props"]["bookmakers"]),
        seed=values["simulation"]["seed"],
        audit_sample=values["audit"]["sample"],
        audit_seed=values["audit"]["seed"],
        ready_threshold=values["ready_threshold"],
        format=values["format"],
        notify=values["notify"],
        results=Path(results),
    )


@cache
def _schema() -> dict:
    return yaml.safe_load(SCHEMA.read_text(encoding="utf-8"))


def _bad(key: str, what: str) -> BackfillError:
    return BackfillError(f"config {key}: {what}", "bad_config")


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _normalised(value):
    """Dates as ISO text (YAML makes dates of them), mappings and lists copied."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _normalised(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_normalised(item) for item in value]
    return value


def _filled(values: dict, schema: dict) -> dict:
    """`values` with the schema's defaults; one string stands for a list (commas or spaces).

    Snakemake's command line hands over numbers inside braces, as in `simulation={seed: 8}`, as
    text; they become numbers again.
    """
    values = dict(values)
    for key, rule in schema["properties"].items():
        given = values.get(key)
        if given is None:
            given = rule["default"]
        if rule.get("type") == "array" and isinstance(given, str):
            given = given.replace(",", " ").split()
        if "properties" in rule and isinstance(given, dict):
            given = _filled(given, rule)
        if isinstance(given, str) and {"integer", "number"} & {*_types(rule)}:
            given = _number(given)
        values[key] = given
    return values


def _types(rule: dict) -> list[str]:
    types = rule.get("type", [])
    return [types] if isinstance(types, str) else types


def _number(text: str):
    """The number a text stands for; the text itself, for the schema to refuse, when it is none."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text


def _check(values: dict, schema: dict) -> None:
    """Raises for the first value that breaks the schema, in the order of its keys."""
    import jsonschema

    formats = jsonschema.FormatChecker(formats=())
    formats.checks("date", raises=ValueError)(_is_date)
    validator = jsonschema.Draft202012Validator(schema, format_checker=formats)
    order = list(schema["properties"])
    errors = sorted(
        validator.iter_errors(values),
        key=lambda error: order.index(error.path[0]) if error.path else -1,
    )
    if errors:
        raise _described(errors[0])


def _is_date(value) -> bool:
    if isinstance(value, str):
        if len(value) != 10:  # fromisoformat also takes 20211019 and 2021-W42-2
            raise ValueError
        dt.date.fromisoformat(value)
    return True


def _described(error) -> BackfillError:
    """One line for a schema error: the key, what is wrong with it, what to write instead."""
    key = ".".join(str(part) for part in error.path if isinstance(part, str))
    if error.validator == "additionalProperties":
        known = list(error.schema["properties"])
        unknown = next(name for name in error.instance if name not in known)
        close = difflib.get_close_matches(unknown, known, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(known)}"
        return _bad(".".join(filter(None, [key, unknown])), f"unknown key; {hint}")
    value = error.instance
    if error.validator == "format":
        return _bad(key, f"{value!r} is no date; write YYYY-MM-DD")
    if error.validator == "enum":
        choices = error.validator_value
        close = difflib.get_close_matches(str(value), choices, n=1)
        hint = f"did you mean {close[0]}?" if close else ""
        if not close or len(choices) <= CHOICES_TOLD:
            hint = f"{hint} choose from {', '.join(choices)}".strip()
        return _bad(key, f"{value!r} is not known; {hint}")
    if error.validator == "type":
        types = error.validator_value
        wanted = types if isinstance(types, str) else " or ".join(types)
        return _bad(key, f"{value!r} is not of type {wanted}")
    bounds = {"minimum": "at least", "exclusiveMinimum": "more than", "maximum": "at most"}
    bound = bounds.get(error.validator, error.validator)
    return _bad(key, f"{value!r} is out of range; use {bound} {error.validator_value}")


def _source_dir(values: dict, base: Path) -> Path | None:
    """The source folder when Phase 3 is built from files."""
    if values["phase3"] != "files":
        return None
    if not values["source_dir"]:
        raise _bad("source_dir", "is missing; phase3=files needs the folder with games.parquet")
    folder = Path(values["source_dir"]).expanduser()
    if not (base / folder).is_dir():
        raise _bad("source_dir", f"{folder} is no folder; name the one with games.parquet")
    return folder


def _bigquery(values: dict) -> dict:
    if values["warehouse"] == "bigquery" and not values["bigquery"]["project"]:
        raise _bad("bigquery.project", "is missing; warehouse=bigquery needs a Google project")
    return values["bigquery"]
