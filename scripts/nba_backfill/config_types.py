"""The types of settings: what a key may hold, and how it may be written."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from nba_backfill.tables.processors import PROCESSORS, with_dependencies

LEAST_BILLED = 10 * 2**20  # bytes, of each statement on BigQuery


def _day(value) -> dt.date:
    """The date of a YAML date or of text; `fromisoformat` alone takes 20211019 and 2021-W42-2."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date()
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return dt.date.fromisoformat(value)
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date):
        raise ValueError
    return value


def _listed(value):
    """One string (with commas or spaces) or one date stands for a list."""
    if isinstance(value, str):
        return value.replace(",", " ").split()
    return [value] if isinstance(value, dt.date) else value


def _number(value):
    """No truth value for a number; text stays: Snakemake hands over `{seed: 8}` as text."""
    if isinstance(value, bool):
        raise ValueError
    return value


def _short(value: float | None) -> int | float | None:
    """7 for 7.0, as people write it."""
    return int(value) if value is not None and value.is_integer() else value


def _literal_folder(value):
    """Snakemake takes a path variable as it is written."""
    if value == "":
        raise ValueError("is empty; name a folder")
    if str(value).startswith("~"):
        raise ValueError("names a folder called ~; write your home folder in full")
    return value


Day = Annotated[dt.date, BeforeValidator(_day)]
Days = Annotated[
    tuple[Day, ...], BeforeValidator(_listed), AfterValidator(lambda days: tuple(sorted({*days})))
]
Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Names = Annotated[
    tuple[Literal[*PROCESSORS], ...],
    BeforeValidator(_listed),
    AfterValidator(lambda names: with_dependencies(names or tuple(PROCESSORS))),
]
Count = Annotated[int, Field(ge=0), BeforeValidator(_number)]
_NUMBER = (BeforeValidator(_number), PlainSerializer(_short))
BilledBytes = Annotated[int, Field(ge=LEAST_BILLED), BeforeValidator(_number)]
Amount = Annotated[float, Field(ge=0), *_NUMBER]
Percent = Annotated[float, Field(ge=0, le=100), *_NUMBER]
Seconds = Annotated[float, Field(gt=0), *_NUMBER]
Folder = Annotated[Path, AfterValidator(Path.expanduser)]
LiteralFolder = Annotated[Path, BeforeValidator(_literal_folder)]
