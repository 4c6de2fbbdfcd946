"""The five statements as a peer runs them: DuckDB's SQL with the peer's dates and tables in it."""

import re

from nba_backfill import tables
from nba_backfill.tables.processors import PROCESSORS
from nba_backfill.tables.statement import framed, with_row_hash
from nba_backfill.warehouse.translate import PLACEHOLDER, to_duckdb

TABLES = {name: tables.table(processor.table) for name, processor in PROCESSORS.items()}


def statement(table, first: str, last: str, phase3: str, phase4) -> str:
    """first, last: expressions of type DATE; phase3: folder; phase4: table -> FROM item."""

    def relation(found) -> str:
        read = tables.table(found[2])
        if read.name in tables.PHASE4:
            return phase4(read)
        place = "*/data.parquet" if read.partition else "data.parquet"
        files = f"{phase3}/{read.dataset}/{read.name}/{place}"
        return f"read_parquet('{files}', hive_partitioning = false)"

    sql = PLACEHOLDER.sub(relation, to_duckdb(with_row_hash(table, framed(table.name))))
    return re.sub(r"\$(start|end)_date\b", lambda m: first if m[1] == "start" else last, sql)
