"""The statements that change a table. Values are parameters, names are checked identifiers."""

from __future__ import annotations

from nba_backfill.tables import Table
from nba_backfill.warehouse.bigquery.names import column

STAGED_HOURS = 24  # after which BigQuery drops staged rows that a killed run left behind


def dates(contract: Table, place: str) -> str:
    """The dates that have rows, from @start_date to @end_date."""
    day = column(contract.partition)
    return (
        f"SELECT DISTINCT {day} AS day FROM `{place}`\n"
        f"WHERE {day} BETWEEN @start_date AND @end_date"
    )


def stage(contract: Table, place: str, sql: str) -> str:
    """Compute the rows of `sql` into the table `place`, replacing what a failed try left there.

    The columns have the contract's types, and all may be NULL: the audits name what is missing.
    """
    columns = ", ".join(f"{column(c.name)} {c.type}" for c in contract.columns.values())
    return _expiring(f"`{place}` ({columns})", sql)


def stage_work(place: str, sql: str) -> str:
    """Keep the rows of `sql`, which further statements read, in a table that drops itself."""
    return _expiring(f"`{place}`", sql)


def _expiring(table: str, sql: str) -> str:
    return (
        f"CREATE OR REPLACE TABLE {table}\n"
        "OPTIONS (expiration_timestamp = "
        f"TIMESTAMP_ADD(CURRENT_TIMESTAMP(), INTERVAL {STAGED_HOURS} HOUR))\n"
        f"AS\n{sql}"
    )


def export(contract: Table, place: str, sql: str) -> str:
    """Replace the table `place` as a whole by the rows of `sql`."""
    columns = ", ".join(f"{column(c.name)} {c.type}" for c in contract.columns.values())
    names = ", ".join(column(name) for name in contract.columns)
    return (
        f"CREATE OR REPLACE TABLE `{place}` ({columns})\n"
        f"PARTITION BY {column(contract.partition)}\n"
        f"AS\nSELECT {names}\nFROM (\n{sql.rstrip()}\n) AS computed"
    )


def publish(contract: Table, place: str, staged: str) -> str:
    """Replace the partitions @dates of a table by the staged rows of these dates, all or nothing.

    @start_date..@end_date, the ends of @dates, prune the target to the partitions between them.
    """
    day = column(contract.partition)
    return _merge(
        contract,
        place,
        source=f"SELECT * FROM `{staged}` WHERE {day} IN UNNEST(@dates)",
        replaced=(
            f"target.{day} BETWEEN @start_date AND @end_date AND target.{day} IN UNNEST(@dates)"
        ),
    )


def replace_season(contract: Table, place: str, staged: str) -> str:
    """Replace the rows of season @season_year, which lie between @start_date and @end_date."""
    day = column(contract.partition)
    return _merge(
        contract,
        place,
        source=f"SELECT * FROM `{staged}`",
        replaced=(
            f"target.{day} BETWEEN @start_date AND @end_date AND target.season_year = @season_year"
        ),
    )


def _merge(contract: Table, place: str, source: str, replaced: str) -> str:
    """One atomic statement: nothing matches, so the replaced rows go and the source's come."""
    names = ", ".join(column(name) for name in contract.columns)
    values = ", ".join(f"staged.{name}" for name in contract.columns)
    return (
        f"MERGE `{place}` AS target\n"
        f"USING ({source}) AS staged\n"
        "ON FALSE\n"
        f"WHEN NOT MATCHED BY SOURCE AND {replaced} THEN DELETE\n"
        f"WHEN NOT MATCHED THEN INSERT ({names})\nVALUES ({values})"
    )


def remove(table: Table, place: str) -> str:
    """Delete the rows of @start_date..@end_date; whole partitions go without being read."""
    return (
        f"DELETE FROM `{place}`\n"
        f"WHERE {table.partition} >= @start_date AND {table.partition} <= @end_date"
    )


def add_notes(place: str, count: int) -> str:
    """Append `count` notes: @table_0, @date_0, @note_0, @table_1 ..."""
    rows = ",\n".join(
        f"(@table_{n}, @date_{n}, @note_{n}, CURRENT_TIMESTAMP())" for n in range(count)
    )
    return f"INSERT INTO `{place}` (table_name, partition_date, note, published_at)\nVALUES {rows}"


def newest_notes(place: str) -> str:
    """The newest note of every partition of @table_name."""
    return (
        f"SELECT partition_date, note FROM `{place}` WHERE table_name = @table_name\n"
        "QUALIFY ROW_NUMBER() OVER (PARTITION BY partition_date ORDER BY published_at DESC) = 1"
    )
