"""The digest of a partition is the same text on both engines, whatever its columns hold."""

import datetime as dt
import hashlib
import math

from nba_backfill.tables.statement import PARTITION_DIGEST

from warehouse.sample import DAYS, WIDE, rows_sql

AWKWARD = [
    {"player_lookup": "amy", "fatigue_score": None, "is_home": None, "days_rest": None},
    {"player_lookup": "bob", "fatigue_score": -0.0, "is_home": True},
    {"player_lookup": "cal", "fatigue_score": -1234567.8901234, "is_home": False},
    {"player_lookup": "dee", "fatigue_score": -0.0000005, "points_avg_last_5": 1e9 / 3},
    {"player_lookup": "eve", "missing_features": [], "feature_names": ["é", "b"]},
    {"player_lookup": "fay", "window_first_date": None, "window_last_date": dt.date(2024, 1, 9)},
]


def test_row_hashes_and_digest_are_those_written_here(warehouse):
    day = DAYS[0]
    rows = [{"game_date": day, **row} for row in AWKWARD]
    staged = warehouse.stage(WIDE, rows_sql(rows, WIDE), day, day)

    hashes = warehouse.query(
        f"SELECT player_lookup, data_hash FROM {staged} ORDER BY player_lookup", day, day
    ).to_pylist()
    [digest] = warehouse.query(
        f"SELECT {PARTITION_DIGEST} AS d FROM {staged}", day, day
    ).to_pylist()

    expected = {row["player_lookup"]: hash_of(row) for row in rows}
    assert {row["player_lookup"]: row["data_hash"] for row in hashes} == expected
    assert digest["d"] == hashlib.sha256("".join(sorted(expected.values())).encode()).hexdigest()


def hash_of(row: dict) -> str:
    """A row's hash, from its documented definition."""
    plain = {"FLOAT64": 1.5, "INT64": 2, "STRING": "x", "BOOL": True, "DATE": dt.date(2023, 12, 31),
             "ARRAY<STRING>": ["a", "b"]}  # fmt: skip
    texts = []
    for name in sorted(WIDE.columns):
        kind = WIDE.columns[name].type
        if kind != "ARRAY<FLOAT64>" and name != "data_hash":
            texts.append(f"{name}:{text(row.get(name, plain[kind]), kind)}")
    return hashlib.sha256("|".join(texts).encode()).hexdigest()[:16]


def text(value, kind: str) -> str:
    if value is None:
        return "NULL"
    if kind == "FLOAT64":
        return str(math.floor(value * 1e6 + 0.5))
    if kind == "BOOL":
        return "true" if value else "false"
    return ",".join(value) if isinstance(value, list) else str(value)
