"""A partition of code that had other columns is stale; everything else is still looked at."""

import json

import pyarrow.parquet as pq
from nba_backfill.warehouse.parquet_file import NOTE


def test_a_column_that_was_added_since(damaged, day, rules):
    sentinel = damaged.sentinel("player_daily_cache", day)
    note = {**json.loads(sentinel.read_text()), "fingerprint": "0" * 16}
    sentinel.write_text(json.dumps(note))
    file = damaged.partition("player_daily_cache", day, "cache_date")
    rows = pq.read_table(file).drop_columns(["team_pace_last_10"])
    pq.write_table(rows.replace_schema_metadata({NOTE: json.dumps(note).encode()}), file)
    assert rules(damaged, sample=1) == {
        ("sentinels", "player_daily_cache", day, "older_code"),
        ("sentinels", "ml_feature_store", day, "stale"),
    }
