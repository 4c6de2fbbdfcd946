"""What decides the Phase 3 rows beside the source: SQL, contracts, settings."""

from __future__ import annotations

import hashlib
import json
import re

from nba_backfill import tables
from nba_backfill.phase3 import definition

RELATIONS = ("listings", "zoned_shots")


def recipe(settings) -> str:
    """16 hex digits that change when the same source would give other Phase 3 rows.

    Comments and layout of the SQL do not count.
    """
    statements = [definition(name) for name in (*RELATIONS, *tables.PHASE3)]
    columns = [
        [name, column.name, column.type, column.nullable]
        for name in tables.PHASE3
        for column in tables.table(name).columns.values()
    ]
    decided_by = [[_bare(sql) for sql in statements], columns, list(settings.bookmakers)]
    return hashlib.sha256(json.dumps(decided_by).encode()).hexdigest()[:16]


def _bare(sql: str) -> str:
    return " ".join(re.sub(r"--[^\n]*", "", sql).split())
