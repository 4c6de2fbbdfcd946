"""The Snakemake command that does a piece of work with the present settings."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import yaml

from nba_backfill.errors import BackfillError
from nba_backfill.plan.invocation import Invocation
from nba_backfill.settings import Settings, load_settings

_said: Callable[[], Invocation] = Invocation
CONFIG = Path("config") / "config.yaml"  # what a command without --configfile reads


def command(settings: Settings, target: str = "", dates: Iterable[date] = ()) -> str:
    """A command to paste, e.g. `snakemake --cores all --config dates=2023-11-07`.

    It names the Snakefile and the folder, when they are not those Snakemake finds by itself, every
    setting that differs from `config/config.yaml`, and the given dates instead of the range.
    """
    given = _given(settings, sorted(dates))
    said = _said()
    words = ["snakemake", "--cores", "all", *said.places]
    words += [f"{said.prefix}{target}"] if target else []
    return joined([*words, *(["--config", *given] if given else [])])


def _given(settings: Settings, days: list[date] = (), secrets: bool = False) -> list[str]:
    """`key=value` for every setting that differs from `config/config.yaml`.

    What may hold a password is left out of a command that is shown: `notify`, and who signs in at
    `bigquery.endpoint`.
    """
    wanted, default = (one.model_dump(mode="json") for one in (settings, _defaults()))
    if not secrets:
        wanted["notify"] = default["notify"]
        wanted["bigquery"]["endpoint"] = _without_password(wanted["bigquery"]["endpoint"])
    if days:
        wanted["dates"] = [str(day) for day in days]
        for key in ("start_date", "end_date"):
            wanted[key] = default[key]
    return [
        f"{key}={_text(value, default[key])}"
        for key, value in wanted.items()
        if value != default[key]
    ]


def of_season(plan, year: int, profile: Path) -> list[str]:
    """The words of a backfill of one season of a plan, alone, in the folder of this one.

    profile: the folder of the profile it runs with; `--cores` is left to the caller.
    """
    days = [day for day in plan.dates if plan.season_of(day).year == year]
    if plan.settings.dates:
        settings = plan.settings.model_copy(update={"dates": tuple(days)})
    else:
        span = {"start_date": days[0], "end_date": days[-1]}
        settings = plan.settings.model_copy(update=span)
    said = _said()
    return [
        "snakemake",
        *(["--snakefile", said.snakefile] if said.snakefile else []),
        *("--directory", str(Path.cwd()), "--profile", "none"),
        *("--workflow-profile", str(profile), "--executor", "local"),
        f"{said.prefix}all",
        *(["--config", *given] if (given := _given(settings, secrets=True)) else []),
    ]


def again(settings: Settings) -> str:
    """The command of this invocation once more, with the targets it names."""
    targets = joined(_said().targets)
    first, config, rest = command(settings).partition(" --config ")
    return f"{first}{' ' if targets else ''}{targets}{config}{rest}"


def removal(*paths: Path) -> str:
    """The command that removes these files and folders."""
    return joined(["rm", "-rf", *map(located, paths)])


def joined(words: Iterable[str]) -> str:
    """Words as a shell takes them again, signs that are not seen written out (`$'\\x1b'`)."""
    return " ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    if word.isprintable():
        return shlex.quote(word)
    signs = (
        re.sub(r"(['\\])", r"\\\1", sign)
        if sign.isprintable()
        else "".join(f"\\x{byte:02x}" for byte in sign.encode("utf-8", "surrogateescape"))
        for sign in word
    )
    return f"$'{''.join(signs)}'"


def located(path: Path) -> str:
    """A path as a pasted command needs it: whole, where Snakemake works in another folder."""
    return str(path.absolute() if "--directory" in _said().places else path)


def is_plain(settings: Settings) -> bool:
    """Whether a bare `snakemake <target>` does the same as a command with all its words."""
    return command(settings) == "snakemake --cores all" and not _said().prefix


def say(invocation: Callable[[], Invocation]) -> None:
    """Make the commands of this process repeat how it was started."""
    global _said
    _said = invocation


def rebuild_phase3(settings: Settings) -> str:
    """The command that builds the Phase 3 tables again although their manifest is there."""
    return f"{command(settings, 'phase3')} --forcerun phase3"


def _defaults() -> Settings:
    """The settings of a command without `--config`; the schema's where that file is not ours."""
    try:
        return load_settings(yaml.safe_load(CONFIG.read_text(encoding="utf-8")), Path.cwd())
    except (BackfillError, OSError, TypeError, ValueError, yaml.YAMLError):
        return load_settings({}, Path.cwd())


def _without_password(address: str | None) -> str | None:
    """`http://host` of `http://user:password@host`."""
    if not address or "@" not in address:
        return address
    scheme, found, rest = address.rpartition("://")
    return f"{scheme}{found}{rest.rpartition('@')[2]}"


def _text(value, default) -> str:
    """A value as `--config` takes it; of a section only the keys that differ."""
    if isinstance(value, dict):
        default = default or {}
        return json.dumps({key: item for key, item in value.items() if item != default.get(key)})
    if isinstance(value, list):
        return ",".join(value)
    return "" if value is None else str(value)
