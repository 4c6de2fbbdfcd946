"""`python -m nba_backfill.audit [key=value ...]` with `scripts/` on PYTHONPATH.

The configuration is config/config.yaml of the working directory; `key=value` overrides a key.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from nba_backfill.audit import show
from nba_backfill.command import CONFIG
from nba_backfill.errors import BackfillError
from nba_backfill.settings import load_settings


def main(arguments: list[str]) -> int:
    """0 when everything is right, 1 when something is wrong or cannot be looked at."""
    if not CONFIG.is_file():
        print(f"bad_config: {CONFIG} is missing; run this where you run snakemake", file=sys.stderr)
        return 1
    config = yaml.safe_load(CONFIG.read_text(encoding="utf-8"))
    for argument in arguments:
        key, _, value = argument.partition("=")
        config[key] = yaml.safe_load(value)
    try:
        show(load_settings(config, Path.cwd()))
    except BackfillError as error:
        print(f"{error.kind}: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
