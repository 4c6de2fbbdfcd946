"""Where the platform's tables are and which of them are there."""

from __future__ import annotations

from nba_backfill.errors import BackfillError
from nba_backfill.phase3.platform import MADE, Source, refusals, sources
from nba_backfill.warehouse.bigquery import schema
from nba_backfill.warehouse.bigquery.engine import BigQueryWarehouse
from nba_backfill.warehouse.bigquery.names import replaced, split

NUMBERS = ("INT64", "FLOAT64", "NUMERIC", "BIGNUMERIC")
WHO_PLAYED = ("nba_raw.nbac_gamebook_player_stats", "nba_analytics.player_game_summary")


class Platform:
    """The platform's tables as they are found.

    settings: with a `platform` section. warehouse: the client and the places of our own tables.
    `absent` names the tables that are not there or left out; `states` tells by table when it
    changed last (None: it does not tell).
    Raises BackfillError (bad_config, bad_source, warehouse_error) in one line, before any work.
    """

    def __init__(self, settings, warehouse: BigQueryWarehouse):
        refusals.refuse_settings(settings)
        project = settings.platform.project or settings.bigquery.project
        self._warehouse = warehouse
        self._datasets = {
            name: ".".join(split(project, f"platform.datasets.{name}", place, parts=1))
            for name, place in settings.platform.datasets
            if place
        }
        refusals.refuse_own_datasets(warehouse, project, [*self._datasets.values()])
        refusals.refuse_locations(warehouse, self._datasets)
        refusals.refuse_old_outputs(warehouse)
        self.absent: list[str] = []
        self.states: dict[str, str | None] = {}
        for source in sources().values():
            self._look_at(source)
        if {*WHO_PLAYED} <= {*self.absent}:
            raise BackfillError(
                f"neither {WHO_PLAYED[0]} nor {WHO_PLAYED[1]} of the platform is there; one of "
                "them must tell who played",
                "bad_source",
            )

    def written(self, sql: str, made: dict[str, str]) -> str:
        """`sql` with the places of the platform's tables and of what this season made.

        made: places by the name of the statement. An absent table is one without rows.
        """

        def place_of(full_name: str) -> str:
            dataset, _, name = full_name.partition(".")
            if dataset == MADE:
                return f"`{made[name]}`"
            if full_name in self.absent:
                return _no_rows(sources()[full_name])
            return f"`{self._datasets[dataset]}.{name}`"

        datasets = {full_name.partition(".")[0] for full_name in sources()}
        return replaced(sql, datasets | {MADE}, place_of)

    def _look_at(self, source: Source) -> None:
        dataset, _, name = source.full_name.partition(".")
        found = None
        if dataset in self._datasets:
            place = f"{self._datasets[dataset]}.{name}"
            found = refusals.look(self._warehouse, self._warehouse.jobs.client.get_table, place)
        if found is None and not source.without:
            raise BackfillError(
                f"the platform's {source.full_name} is not there; it is needed for "
                f"{source.purpose}: check platform.project and platform.datasets.{dataset}",
                "bad_source",
            )
        if found is None:
            self.absent.append(source.full_name)
        else:
            _refuse_columns(source, found)
        self.states[source.full_name] = changed(found)


def changed(found) -> str | None:
    """When a table changed last, `absent` when it is not there; None when it does not tell."""
    if found is None:
        return "absent"
    tells = found.table_type == "TABLE" and not found.streaming_buffer
    return found.modified.isoformat() if tells else None


def _refuse_columns(source: Source, found) -> None:
    """Raises for columns that are needed and lacking, or of a type that cannot be read."""
    columns = {field.name: schema.written(field) for field in found.schema}
    told = [f"lacks {name}" for name in source.columns if name not in columns]
    told += [
        f"{name} is {columns[name]}, not {kind}"
        for name, kind in source.columns.items()
        if name in columns and columns[name] != kind and not {columns[name], kind} <= {*NUMBERS}
    ]
    if told:
        raise BackfillError(
            f"the platform's {source.full_name}, needed for {source.purpose}: {', '.join(told)}; "
            "docs/platform.md lists what is read",
            "bad_source",
        )


def _no_rows(source: Source) -> str:
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in source.columns.items())
    return f"(SELECT {columns} LIMIT 0)"
