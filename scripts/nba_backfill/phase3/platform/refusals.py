"""What cannot go well is refused before any work: free calls of the API find it out."""

from __future__ import annotations

from nba_backfill import tables
from nba_backfill.errors import BackfillError
from nba_backfill.settings import DATASETS
from nba_backfill.warehouse.bigquery import schema
from nba_backfill.warehouse.bigquery.engine import BigQueryWarehouse
from nba_backfill.warehouse.bigquery.failures import is_not_found

OWN = ("nba_raw", "nba_analytics", "nba_reference", "nba_precompute", "nba_predictions")
DIFFERENCES_TOLD = 3


def refuse_settings(settings) -> None:
    """Raises BackfillError (bad_config) for settings that do not read the platform."""
    for key, value in {"warehouse": "bigquery", "phase3": "warehouse"}.items():
        if getattr(settings, key) != value:
            raise _bad(
                f"config {key}: {getattr(settings, key)!r} does not read the platform's tables; "
                f"write {key}: {value}, see docs/platform.md"
            )
    if settings.platform is None:
        raise _bad(
            "config platform: is missing; name the platform's project and datasets, see "
            "docs/platform.md"
        )


def refuse_own_datasets(warehouse: BigQueryWarehouse, project: str, datasets: list[str]) -> None:
    """Raises when Phase 3 would be written into the platform's own datasets.

    project: the platform's; datasets: those of its that are read, as project.dataset.
    """
    own = {f"{project}.{name}" for name in OWN} | {*datasets}
    for name in tables.PHASE3:
        full_name = tables.table(name).full_name
        dataset = warehouse.names.place(full_name).rpartition(".")[0]
        if dataset in own:
            ours = full_name.partition(".")[0]
            raise _bad(
                f"config bigquery.datasets.{ours}: {dataset} is the platform's own dataset, which "
                f"is only read; name one of yours, e.g. {ours}: nba_phase3"
            )


def refuse_locations(warehouse: BigQueryWarehouse, datasets: dict[str, str]) -> None:
    """Raises when datasets of one statement, or its job, are in different locations.

    datasets: those of the platform that are read, its name for them -> project.dataset.
    """
    found = {name: location(warehouse, place) for name, place in datasets.items()}
    for name, where in found.items():
        if where is None:
            raise BackfillError(
                f"BigQuery dataset {datasets[name]} is not there; check platform.project and "
                f"platform.datasets.{name}",
                "warehouse_error",
            )
    raw, where = datasets["nba_raw"], found["nba_raw"]
    other = found.get("nba_analytics", where)
    if other.upper() != where.upper():
        raise _bad(
            f"BigQuery datasets {raw} ({where}) and {datasets['nba_analytics']} ({other}) are in "
            "different locations, and no statement can read both; copy player_game_summary and "
            f"team_offense_game_summary to a dataset in {where} and name it in "
            "platform.datasets.nba_analytics, or leave them out: nba_analytics: ''"
        )
    wanted = warehouse.jobs.client.location or "US"
    if wanted.upper() != where.upper():
        raise _bad(
            f"BigQuery dataset {raw} is in {where}, config bigquery.location says {wanted}; set it "
            f"to {where}"
        )
    for name in DATASETS:
        place = warehouse.names.dataset(name)
        other = location(warehouse, place)
        if other and other.upper() != where.upper():
            raise _bad(
                f"config bigquery.datasets.{name}: BigQuery dataset {place} is in {other}, the "
                f"platform's {raw} in {where}; name another one, it is made in {where}"
            )


def refuse_old_outputs(warehouse: BigQueryWarehouse) -> None:
    """Raises when the output tables are there and are not ours: the platform's bear our names."""
    for name in tables.PHASE4:
        contract = tables.table(name)
        place = warehouse.names.place(contract.full_name)
        found = look(warehouse, warehouse.jobs.client.get_table, place)
        told = schema.differences(contract, found) if found else []
        if told:
            more = len(told) - DIFFERENCES_TOLD
            differs = "; ".join(told[:DIFFERENCES_TOLD]) + (f"; {more} more" if more > 0 else "")
            ours = contract.dataset
            raise _bad(
                f"config bigquery.datasets.{ours}: {place} is not a table of this pipeline "
                f"({differs}), as the platform's own are not; it stays as it is, name a dataset of "
                f"yours, e.g. {ours}: {ours.replace('nba_', 'backfill_')}"
            )


def location(warehouse: BigQueryWarehouse, place: str) -> str | None:
    """Where a dataset is; None when it is not there."""
    found = look(warehouse, warehouse.jobs.client.get_dataset, place)
    return found.location or "US" if found else None


def look(warehouse: BigQueryWarehouse, method, place: str):
    """What the API tells of a dataset or table; None when it is not there."""
    try:
        return warehouse.jobs.call(f"looking at {place}", method, place)
    except BackfillError as error:
        if is_not_found(error):
            return None
        raise


def _bad(text: str) -> BackfillError:
    return BackfillError(text, "bad_config")
