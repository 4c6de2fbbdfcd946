"""The original platform on the emulator: its tables under datasets that no other test uses."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from nba_backfill.settings import Settings
from nba_backfill.warehouse.bigquery import BigQueryWarehouse

from given.bigquery import emulator, runs
from given.league import League
from given.platform_rows import Habits, league, retold, write


@dataclass
class Platform:
    """A platform whose games are known: `source` is what its tables tell in their own way."""

    source: League
    habits: Habits
    section: dict = field(default_factory=runs.section)  # `bigquery` of the configuration
    mark: str = field(default_factory=lambda: uuid.uuid4().hex[:8])

    def __post_init__(self):
        self.rows = retold(self.source, self.habits)

    @property
    def places(self) -> dict[str, str]:
        """Where its datasets are: name -> project.dataset."""
        return {
            name: f"{emulator.PROJECT}.{name}_{self.mark}" for name in ("nba_raw", "nba_analytics")
        }

    @property
    def named(self) -> dict:
        """`platform` of the configuration."""
        return {"project": emulator.PROJECT, "datasets": dict(self.places)}

    def settings(self, results: Path, **more) -> Settings:
        config = {"phase3": "warehouse", "platform": self.named, "bigquery": self.section, **more}
        return emulator.settings(results=results, **config)

    def config(self, **more) -> dict:
        """What `snakemake --config` is given."""
        return runs.config(
            self.section, phase3="warehouse", platform=json.dumps(self.named), **more
        )

    @property
    def warehouse(self) -> BigQueryWarehouse:
        """A client of the same places."""
        return runs.warehouse(self.section)

    def write(self, *tables: str) -> Platform:
        """(Re)writes the given tables, or all."""
        rows = {name: self.rows[name] for name in tables or self.rows}
        write(self.warehouse.jobs.client, self.places, rows, self.habits.state)
        return self


def platform(habits: Habits | None = None, source: League | None = None) -> Platform:
    """A platform with its tables written."""
    return Platform(source or league(), habits or Habits()).write()
