"""The configuration: every key once, with its type, limits, default and meaning.

One class a section. Whatever else speaks of the keys is made from these classes: the JSON schema
and the page in `config/` (`nba_backfill.pages`), the messages (`config_schema.py`), the commands to
paste (`plan/command.py`). A mistake ends in one line that names the key and the fix, before
anything is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from nba_backfill import tables
from nba_backfill.config_schema import described
from nba_backfill.config_types import (
    LEAST_BILLED,
    Amount,
    BilledBytes,
    Count,
    Day,
    Days,
    Folder,
    LiteralFolder,
    Names,
    Percent,
    Seconds,
    Texts,
)
from nba_backfill.errors import BackfillError
from nba_backfill.tables import PHASE3
from nba_backfill.tables.processors import PROCESSORS

_FORMATS = Path(__file__).parent / "phase3" / "formats"
SOURCE_FORMATS = tuple(sorted(path.parent.name for path in _FORMATS.glob("*/format.yaml")))
STAGING = "nba_staging"  # BigQuery dataset of computed rows that nobody sees yet

_FILLED = tuple(processor.table for processor in PROCESSORS.values())
_TABLES = tuple(tables.table(name) for name in tables.PHASE3 + _FILLED)
DATASETS = (*dict.fromkeys(table.dataset for table in _TABLES), STAGING)
TABLE_NAMES = tuple(name for table in _TABLES for name in (table.name, table.full_name))


class Section(BaseModel):
    """A group of keys. Unknown ones are refused; a key without a value has its default."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_default=True, allow_inf_nan=False
    )

    @model_validator(mode="before")
    @classmethod
    def _without_empty_values(cls, values):
        if not isinstance(values, Mapping):
            return values
        optional = {name for name, field in cls.model_fields.items() if field.default is None}
        return {
            str(name): value
            for name, value in values.items()
            if value is not None and not (value == "" and name in optional)
        }


class Parquet(Section):
    """Settings of the Parquet warehouse."""

    root: Folder | None = Field(
        None, description="Folder of the tables. Empty means `warehouse` in the results folder."
    )


class BigQuery(Section):
    """Settings of the BigQuery warehouse."""

    project: str | None = Field(
        None, description="Google Cloud project that holds the datasets and pays for the queries."
    )
    location: str = Field("US", description="Location of the datasets.")
    datasets: dict[Literal[*DATASETS], str] = Field(
        {}, description="Other names for the datasets, e.g. `{nba_precompute: my_precompute}`."
    )
    tables: dict[Literal[*TABLE_NAMES], str] = Field(
        {},
        description="Other names for single tables, e.g. "
        "`{player_game_summary: raw.player_games}`.",
    )
    columns: dict[Literal[*PHASE3], dict[str, str]] = Field(
        {},
        description="Other names for columns of Phase 3 tables that exist (`phase3: warehouse`), "
        "e.g. `{player_game_summary: {minutes_played: mins}}`.",
    )
    endpoint: str | None = Field(
        None,
        description="Address of a BigQuery emulator, which gets no credentials. Empty means "
        "Google's service, or BIGQUERY_EMULATOR_HOST when that is set.",
    )
    impersonate_service_account: str | None = Field(
        None,
        description="Service account to act as, e.g. "
        "`backfill@my-project.iam.gserviceaccount.com`.",
    )
    retry_seconds: Seconds = Field(
        600,
        description="How long a step is repeated after passing errors of BigQuery, in seconds.",
    )
    maximum_bytes_billed: BilledBytes | None = Field(
        None,
        description="A statement that would bill more bytes is refused by BigQuery, which bills "
        f"at least {LEAST_BILLED} (10 MB) for each.",
    )
    price_per_tib: Amount = Field(
        6.25, description="Price of a TiB read (USD), for the cost preview."
    )
    max_cost: Amount | None = Field(
        None, description="A backfill whose preview costs more (USD) does not start."
    )


class PlatformDatasets(Section):
    """Names of the platform's datasets."""

    nba_raw: str = Field("nba_raw", description="Dataset of the platform's raw tables.")
    nba_analytics: str = Field(
        "nba_analytics",
        description="Dataset of its analytics tables; empty leaves them out: the registry's "
        "player ids and the boxes of games without a gamebook are lost.",
    )


class Platform(Section):
    """The original platform's own BigQuery tables, of which `snakemake platform_phase3` makes
    Phase 3 (docs/platform.md). Needs `warehouse: bigquery` and `phase3: warehouse`."""

    project: str | None = Field(
        None,
        description="Google Cloud project of the platform. Empty means `bigquery.project`.",
    )
    datasets: PlatformDatasets = PlatformDatasets()


class Props(Section):
    """Settings of the points lines."""

    bookmakers: Texts = Field(
        ("DraftKings", "FanDuel", "BetMGM", "Caesars"),
        description="Order in which a player's points line is looked for; else the median of the "
        "others.",
    )


class Simulation(Section):
    """Settings of the simulated league."""

    seed: Count = Field(7, description="Same seed, same league.")


class Audit(Section):
    """Settings of the audit."""

    sample: Count = Field(
        10,
        description="Dates per season that are recomputed from what was known before them.",
    )
    seed: Count = Field(0, description="Which dates those are.")
    upcoming: Count = Field(
        0,
        description="Dates per season that are filled once more as they were before tip-off, a few "
        "seconds each; sentinel and rows must come out byte-identical.",
    )


class Pathvars(Section):
    """Snakemake's path variables."""

    results: LiteralFolder = Field(
        Path("results"), description="Folder of sentinels, warehouse, run records and reports."
    )
    logs: LiteralFolder = Field(Path("logs"), description="Folder of the logs.")


class Settings(Section):
    """What one invocation works on. Paths are absolute or relative to the working directory."""

    start_date: Day = Field("2023-10-24", description="First game date to fill (inclusive).")
    end_date: Day = Field("2024-06-30", description="Last game date to fill (inclusive).")
    dates: Days = Field(
        (),
        description="Exactly these game dates instead of the range. A list, or one string with "
        "commas or spaces. A date without a game is an error; a date inside the bootstrap days is "
        "skipped and named.",
    )
    processors: Names = Field(
        (),
        description="Only these processors, and those they need. A list, or one string with "
        "commas or spaces. Empty means all of them.",
    )
    bootstrap_days: Count = Field(
        7,
        le=100,
        description="Days from opening night (day 0) of each season that are not filled, for lack "
        "of history.",
    )
    phase3: Literal["simulated", "files", "warehouse"] = Field(
        "simulated",
        description="Where the Phase 3 tables come from: a simulated league, files with real "
        "games (`source_dir`), or tables that already exist in the warehouse.",
    )
    source_dir: Folder | None = Field(
        None,
        description="Folder with your files, in the project's own form (docs/phase3.md) or a "
        "format of docs/formats.md. Needed for `phase3: files`.",
    )
    source_format: Literal["auto", *SOURCE_FORMATS] = Field(
        "auto",
        description="Format of the files in `source_dir`; `auto` tells it by their columns.",
    )
    warehouse: Literal["parquet", "bigquery"] = Field(
        "parquet",
        description="Where the tables live: Parquet files queried by DuckDB, or Google BigQuery.",
    )
    parquet: Parquet = Parquet()
    bigquery: BigQuery = BigQuery()
    platform: Platform | None = None
    props: Props = Props()
    upcoming: bool = Field(
        False,
        description="Fill also the next game date of the schedule before its games are played "
        "(docs/tonight.md).",
    )
    recompute: bool = Field(
        False,
        description="Compute the dates asked for although their rows are current, for example with "
        "`--config dates=2023-11-08 recompute=true`.",
    )
    simulation: Simulation = Simulation()
    audit: Audit = Audit()
    remove_dates: Count = Field(
        3,
        description="Filled dates inside the range on which the source has no game any more are "
        "removed, up to this many in a run; more look like a source cut short and are refused.",
    )
    ready_threshold: Percent = Field(
        95,
        description="Coverage in percent from which `verify_phase3` calls a table ready.",
    )
    format: Literal["table", "json", "csv"] = Field(
        "table",
        description="Output of `status`, `audit` and `verify_phase3` (table or json); `csv` makes "
        "the training set a CSV file.",
    )
    notify: str | None = Field(
        None,
        description="Command run at the end of every backfill with the run record (JSON) on its "
        "standard input.",
    )
    pathvars: Pathvars = Pathvars()

    @property
    def results(self) -> Path:
        """Folder of sentinels, warehouse, run records and reports."""
        return self.pathvars.results

    @property
    def parquet_root(self) -> Path:
        """Folder of the tables of the Parquet warehouse."""
        return self.parquet.root or self.results / "warehouse"


def load_settings(config: Mapping, base: Path, results: Path | str | None = None) -> Settings:
    """Settings from Snakemake's `config`.

    base: folder that a relative `source_dir` starts from (the working directory).
    results: the results folder as Snakemake resolved it; else the one of `pathvars`.
    Raises BackfillError (kind bad_config) with one line for the first mistake found.
    """
    values = dict(config or {})
    folders = values.get("pathvars") or {}
    if results is not None and isinstance(folders, Mapping):
        values["pathvars"] = {**folders, "results": str(results)}
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise _bad(*described(error, Settings)) from None
    _check_together(settings, Path(base))
    return settings


def _check_together(settings: Settings, base: Path) -> None:
    """Raises for keys that contradict each other, or the folder they name."""
    start, end = settings.start_date, settings.end_date
    if start > end and not settings.dates:
        raise _bad("start_date", f"{start} is after end_date {end}; swap them or move one")
    if settings.phase3 == "files":
        if settings.source_dir is None:
            raise _bad("source_dir", "is missing; phase3=files needs the folder with your files")
        if not (base / settings.source_dir).is_dir():
            raise _bad(
                "source_dir",
                f"{settings.source_dir} is no folder; name the one with your files",
            )
    if settings.warehouse == "bigquery" and not settings.bigquery.project:
        raise _bad("bigquery.project", "is missing; warehouse=bigquery needs a Google project")


def _bad(key: str, what: str) -> BackfillError:
    return BackfillError(f"config {key}: {what}", "bad_config")
