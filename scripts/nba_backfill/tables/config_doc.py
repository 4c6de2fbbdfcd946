"""config/README.md, made from the schema: `python scripts/nba_backfill/tables/config_doc.py`.

A test fails when the file and the schema differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

CONFIG = Path(__file__).parents[3] / "config"

INTRODUCTION = """# Configuration

`config.yaml` holds the settings. Any of them can be given on the command line, nested ones in
braces, not as `simulation.seed=8`:

    snakemake --cores 2 --config start_date=2024-01-01 end_date=2024-01-31
    snakemake --cores 2 --config dates=2024-01-05,2024-01-06 processors=player_daily_cache
    snakemake --cores 2 --config 'simulation={seed: 8}' 'parquet={root: /data/nba}'

A second file with changes: `snakemake --cores 2 --configfile mine.yaml`. A mistake stops with one
line that names the key and the fix, before anything is written. This page is made from
`config.schema.yaml` by `python scripts/nba_backfill/tables/config_doc.py`.

| key | values | default | meaning |
|---|---|---|---|
"""


def render(schema: dict) -> str:
    """The page: the introduction and one table row per key."""
    rows = (
        f"| `{key}` | {_values(rule)} | {_default(rule)} | {rule['description'].strip()} |\n"
        for key, rule in keys(schema)
    )
    return INTRODUCTION + "".join(rows)


def keys(schema: dict, prefix: str = "") -> Iterator[tuple[str, dict]]:
    """(dotted key, rule) of every key that takes a value, in the schema's order."""
    for name, rule in schema["properties"].items():
        if "properties" in rule:
            yield from keys(rule, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", rule


def _values(rule: dict) -> str:
    if "enum" in rule:
        return ", ".join(f"`{value}`" for value in rule["enum"])
    if rule.get("format") == "date":
        return "date `YYYY-MM-DD`"
    types = [rule["type"]] if isinstance(rule["type"], str) else rule["type"]
    text = " or ".join(
        {"array": "list", "object": "mapping", "null": "empty"}.get(t, t) for t in types
    )
    if "items" in rule and "enum" in rule["items"]:
        text += " of " + ", ".join(f"`{value}`" for value in rule["items"]["enum"])
    if rule.get("items", {}).get("format") == "date":
        text += " of dates"
    bounds = [
        f"{name} {rule[key]}"
        for name, key in (("from", "minimum"), ("above", "exclusiveMinimum"), ("to", "maximum"))
        if key in rule
    ]
    return ", ".join([text, " ".join(bounds)]) if bounds else text


def _default(rule: dict) -> str:
    default = rule["default"]
    if default in (None, [], {}):
        return ""
    return f"`{', '.join(default) if isinstance(default, list) else default}`"


if __name__ == "__main__":
    schema = yaml.safe_load((CONFIG / "config.schema.yaml").read_text(encoding="utf-8"))
    (CONFIG / "README.md").write_text(render(schema), encoding="utf-8")
