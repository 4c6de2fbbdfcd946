"""The files of this repository that are made from the code; do not edit those by hand.

    PYTHONPATH=scripts python -m nba_backfill.pages

writes all of them. Tests fail when one differs from what the code says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from nba_backfill.config_schema import schema_of, values_of
from nba_backfill.phase3.formats import page as formats_page
from nba_backfill.settings import Settings
from nba_backfill.tables import dictionary

COMMAND = "PYTHONPATH=scripts python -m nba_backfill.pages"
REPOSITORY = Path(__file__).parents[2]

_CONFIGURATION = f"""# Configuration

`config.yaml` holds the settings. Any of them can be given on the command line, nested ones in
braces, not as `simulation.seed=8`:

    snakemake --cores 2 --config start_date=2024-01-01 end_date=2024-01-31
    snakemake --cores 2 --config dates=2024-01-05,2024-01-06 processors=player_daily_cache
    snakemake --cores 2 --config 'simulation={{seed: 8}}' 'parquet={{root: /data/nba}}'

A second file with changes: `snakemake --cores 2 --configfile mine.yaml`. A mistake stops with one
line that names the key and the fix, before anything is written. This page and
`config.schema.yaml` (for editors) are made from `scripts/nba_backfill/settings.py` by
`{COMMAND}`.

| key | values | default | meaning |
|---|---|---|---|
"""


def configuration() -> str:
    """config/README.md: one table row per key."""
    rows = (
        f"| `{key}` | {_values(rule)} | {_default(rule)} | {rule['description']} |\n"
        for key, rule in keys(schema_of(Settings))
    )
    return _CONFIGURATION + "".join(rows)


def config_schema() -> str:
    """config/config.schema.yaml."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of the backfill",
    }
    text = yaml.safe_dump({**head, **schema_of(Settings)}, sort_keys=False, width=100)
    return f"# Made by `{COMMAND}`; do not edit by hand.\n{text}"


def keys(schema: dict, prefix: str = "") -> Iterator[tuple[str, dict]]:
    """(dotted key, rule) of every key that takes a value, in the schema's order."""
    for name, rule in schema["properties"].items():
        if "properties" in rule:
            yield from keys(rule, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", rule


def _values(rule: dict) -> str:
    return ", ".join(f"`{value}`" for value in rule["enum"]) if "enum" in rule else values_of(rule)


def _default(rule: dict) -> str:
    default = rule["default"]
    if default in (None, [], {}):
        return ""
    return f"`{', '.join(default) if isinstance(default, list) else default}`"


PAGES: dict[str, Callable[[], str]] = {
    "config/README.md": configuration,
    "config/config.schema.yaml": config_schema,
    "docs/data_dictionary.md": dictionary.markdown,
    "docs/formats.md": formats_page.page,
}

if __name__ == "__main__":
    for name, text in PAGES.items():
        (REPOSITORY / name).write_text(text(), encoding="utf-8")
        print(f"wrote {name}")
